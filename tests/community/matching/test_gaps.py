"""The board of gaps: what counts as missing, what it never counts, and that page, table and files say the same."""

import csv
import io
import re
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from community.core import clock
from community.core.visibility import Visibility
from community.matching import actions
from community.matching.gapboard import Choice, board_context
from community.matching.gaps import Cell, Gap, board, count
from community.matching.models import Match
from community.organisations.models import Organisation
from community.resources import actions as offering
from community.resources.models import Resource
from tests import helpers, makers

pytestmark = pytest.mark.django_db
KITA, HIRANO = makers.KITA, makers.HIRANO
MIYAKOJIMA = "27102"
EMPTY = "いま、待っている力はありません"


@pytest.fixture(autouse=True)
def counted_anew():
    caches["pieces"].clear()


def need(code="cleaning-tools", **of_issue):
    issue = makers.issue(**of_issue)
    return actions.state_need(issue=issue.number, by=issue.author, code=code)


def gap(ward=KITA, code="cleaning-tools"):
    return count().cells.get(Cell(ward, code), Gap())


def shown(client, query=""):
    caches["pieces"].clear()
    answer = client.get(f"/gaps/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


# ── What is counted ─────────────────────────────────────────────────────────────────────────────────────────────
def test_what_waits_is_counted_beside_what_reaches_its_ward():
    first = need()
    need()
    need(ward=HIRANO)
    actions.state_need(issue=first.issue.number, by=first.issue.author, code="lights", required=False)
    makers.resource(serves=[KITA])

    assert (gap().wanted, gap().required, gap().supply, gap().short) == (2, 2, 1, 1)
    assert (gap(HIRANO).wanted, gap(HIRANO).supply, gap(HIRANO).short) == (1, 0, 1)
    assert (gap(code="lights").wanted, gap(code="lights").required) == (1, 0)
    assert count().gap(ward=KITA).short == 2 and count().gap().wanted == 4


def test_an_offer_at_home_elsewhere_reaches_what_it_names_and_one_that_names_none_reaches_all():
    makers.resource(ward=HIRANO, serves=[KITA])
    assert (gap(KITA).supply, gap(HIRANO).supply, gap(MIYAKOJIMA).supply) == (1, 1, 0)

    makers.resource(ward=HIRANO, serves=[])
    assert (gap(KITA).supply, gap(HIRANO).supply, gap(MIYAKOJIMA).supply) == (2, 2, 1)


@pytest.mark.parametrize("state", ["hidden", "pending", "private", "draft", "erased"])
def test_posts_and_offers_that_not_everybody_reads_are_not_counted(state):
    found = need()
    offer = makers.resource()
    assert (gap().wanted, gap().supply) == (1, 1)

    makers.set_visibility(found.issue, state)
    makers.set_resource_visibility(offer, state)

    assert (gap().wanted, gap().supply) == (0, 0)


def test_posts_that_are_over_or_merged_and_needs_taken_back_wait_no_longer():
    over, merged, back = need(), need(), need()
    type(over.issue).objects.filter(pk=over.issue.pk).update(status="resolved")
    type(over.issue).objects.filter(pk=merged.issue.pk).update(merged_into=back.issue)
    assert gap().wanted == 1

    actions.withdraw_need(need=back.pk, by=back.issue.author)
    assert gap().wanted == 0


def test_resting_ended_past_and_hidden_owners_offers_are_no_supply():
    owner = makers.person()
    organisation = makers.organisation(author=owner, verified=True)
    makers.resource(author=owner, organisation=organisation)
    resting, ended, past = (makers.resource() for _each in range(3))
    assert gap().supply == 4

    offering.rest_resource(number=resting.pk, by=resting.author)
    offering.end_resource(number=ended.pk, by=ended.author)
    Resource.objects.filter(pk=past.pk).update(until_on=clock.today() - timedelta(days=1))
    assert gap().supply == 1
    Organisation.objects.filter(pk=organisation.pk).update(visibility=Visibility.HIDDEN)
    assert gap().supply == 0


def test_when_everything_is_promised_there_is_nothing_to_ask_for():
    waiting = need()
    match = helpers.match(quantity=2, there_are=2)
    assert (gap().supply, gap().short) == (1, 0)

    actions.accept_match(number=match.pk, by=match.resource.author)

    assert (gap().wanted, gap().supply, gap().short) == (1, 0, 1)
    assert waiting.issue.title in str(board_context(Choice(ward=KITA))["cell"]["needs"][0]["issue"].title)


@pytest.mark.parametrize("named", [True, False])
def test_a_need_that_somebody_promised_something_for_waits_no_longer_and_waits_again_when_that_fails(named):
    waiting = need()
    issue = waiting.issue
    offer = makers.resource()
    chosen = {"need": waiting.pk} if named else {}
    match = actions.request_resource(resource=offer.pk, by=issue.author, issue=issue.number, **chosen)
    assert gap().wanted == 1  # asked for, and nobody has answered

    actions.accept_match(number=match.pk, by=offer.author)
    assert gap().wanted == 0
    actions.withdraw_match(number=match.pk, by=offer.author, note="こわれました")
    assert gap().wanted == 1


def test_something_else_promised_for_the_same_post_leaves_its_other_needs_waiting():
    waiting = need(code="lights")
    offer = makers.resource()
    match = actions.request_resource(resource=offer.pk, by=waiting.issue.author, issue=waiting.issue.number)
    actions.accept_match(number=match.pk, by=offer.author)

    assert gap(code="lights").wanted == 1


def test_an_offer_is_idle_when_nobody_asked_for_it_in_sixty_days(later):
    old, asked = makers.resource(), makers.resource()
    assert count().idle == 0  # it had no time yet

    later(days=59)
    assert count().idle == 0
    later(days=61)
    assert (count().idle, gap().idle) == (2, 2)
    actions.request_resource(resource=asked.pk, by=makers.person())
    assert count().idle == 1
    assert old.pk and gap().idle == 1


def test_the_oldest_day_and_the_sum_of_a_ward_are_of_all_its_needs(later):
    need()
    first = clock.today()
    later(days=9)
    need(code="lights")

    assert count().gap(ward=KITA).oldest == first
    assert gap(code="lights").oldest == first + timedelta(days=9)


def test_counting_asks_the_database_as_often_for_much_as_for_little():
    def queries():
        with CaptureQueriesContext(connection) as asked:
            count()
        return len(asked)

    need()
    makers.resource()
    few = queries()
    for _more in range(4):
        need(ward=HIRANO, code="lights")
        makers.resource(serves=[KITA, HIRANO], codes=["lights", "power"])
    helpers.match()

    assert queries() == few <= 8


def test_figures_are_kept_for_a_minute(later):
    need()
    assert board().gap().wanted == 1
    need()
    assert board().gap().wanted == 1
    later(seconds=61)
    assert board().gap().wanted == 2


# ── The page ────────────────────────────────────────────────────────────────────────────────────────────────────
def test_page_explains_a_cell_with_what_waits_and_why_nothing_fills_it(client):
    waiting = need(code="lights")
    page = shown(client, f"?ward={KITA}&code=lights")
    assert waiting.issue.title in page and "あと 1件、足りません" in page
    assert "どの区にも、まだいません" in page

    away = makers.resource(codes=["lights"], ward=HIRANO, serves=[HIRANO], title="平野の投光器")
    page = shown(client, f"?ward={KITA}&code=lights")
    assert "この区にはとどきません" in page and away.title in page

    makers.resource(codes=["lights"], serves=[KITA], title="北の投光器")
    page = shown(client, f"?ward={KITA}&code=lights")
    assert "いま頼める提供が、1件あります。" in page and "北の投光器" in page and "出せる力があります" in page


def test_page_says_when_all_that_reaches_the_ward_is_promised(client):
    need()
    match = helpers.match(there_are=1)
    actions.accept_match(number=match.pk, by=match.resource.author)

    assert "ぜんぶ約束ずみです" in shown(client, f"?ward={KITA}&code=cleaning-tools")


def test_matrix_links_lead_to_cells_and_the_chosen_one_is_marked(client):
    need(code="lights")
    page = shown(client)
    address = re.search(r'<a class="gap-matrix__link[^"]*" href="([^"]+)" aria-label="北区', page)[1].replace(
        "&amp;", "&"
    )

    chosen = shown(client, address)

    assert "ward=27127" in address and "group=gear" in address
    assert re.search(r'gap-matrix__link[^>]+aria-current="true">1</a>', chosen)
    assert 'href="?ward=27127&amp;code=lights"' in chosen


def test_page_names_no_post_that_is_hidden(client):
    waiting = need()
    shown(client)  # figures are kept
    makers.set_visibility(waiting.issue, Visibility.HIDDEN)

    assert waiting.issue.title not in client.get(f"/gaps/?ward={KITA}").content.decode()


def test_page_without_gaps_says_so_and_shows_ways_on(client):
    page = shown(client)

    assert EMPTY in page and 'href="/resources/"' in page
    assert "gap-matrix" not in page


def test_page_reads_in_english_and_the_kept_figures_are_the_same(client):
    need(code="lights")
    assert "照明・投光器" in shown(client, f"?ward={KITA}&code=lights")

    client.cookies["django_language"] = "en"
    client.get("/accounts/language/?to=en&next=/gaps/")
    page = client.get(f"/gaps/?ward={KITA}&code=lights").content.decode()

    assert '<html lang="en"' in page and "Lights" in page and "Kita-ku" in page
    assert "照明・投光器" not in page


def test_page_needs_as_many_queries_for_many_as_for_one(client):
    def queries():
        caches["pieces"].clear()
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/gaps/?ward={KITA}&group=gear")
        return len(asked)

    need()
    makers.resource()
    queries()
    few = queries()
    for _more in range(5):
        need(code="lights")
        makers.resource(codes=["lights"])

    assert queries() == few


@pytest.mark.parametrize(
    "query",
    [
        "?ward=%00",
        "?ward=99999&code=lights",
        "?code=hands",
        "?group=lights",
        "?group=%ff%fe",
        "?code=" + "あ" * 400,
        "?all=2",
    ],
)
def test_what_cannot_be_meant_is_dropped(client, query):
    need()

    assert "区 × 力" in shown(client, query)
    assert client.get(f"/gaps.csv{query}").status_code == client.get(f"/gaps.json{query}").status_code == 200


def test_a_code_of_another_group_gives_way_to_the_group():
    assert Choice.of({"group": "hands", "code": "lights"}) == Choice(group="hands")
    assert Choice.of({"code": "lights"}) == Choice(group="gear", code="lights")


# ── The files ───────────────────────────────────────────────────────────────────────────────────────────────────
def test_files_have_a_row_for_every_ward_and_code_and_say_the_same_as_the_board(client):
    need(code="lights")
    makers.resource(codes=["lights"], serves=[HIRANO], ward=HIRANO)

    answer = client.get("/gaps.csv")
    text = answer.content.decode()
    table = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    told = client.get("/gaps.json").json()

    assert text.startswith("\ufeff") and "\r\n" in text
    assert len(table) == len(told["gaps"]) == 24 * 55
    row = next(row for row in table if (row["ward"], row["code"]) == (KITA, "lights"))
    assert (row["needs"], row["offers"], row["short"], row["ward_name"]) == ("1", "0", "1", "北区")
    assert row["waiting_since"] == clock.today().isoformat()
    assert next(one for one in told["gaps"] if (one["ward"], one["code"]) == (HIRANO, "lights"))["offers"] == 1
    assert told["license"] in answer["Link"] and answer["Access-Control-Allow-Origin"] == "*"


def test_files_are_narrowed_like_the_page_and_have_japanese_headings_for_people(client):
    text = client.get(f"/gaps.csv?ward={KITA}&group=gear&header=ja").content.decode("utf-8-sig")

    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert rows[0][:3] == ["区のコード", "区", "しゅるい"] and {row[0] for row in rows[1:]} == {KITA}
    assert {row[3] for row in rows[1:]} == {"gear"}


def test_files_are_the_same_in_every_language(client):
    with override("en"):
        assert client.get("/gaps.json?code=lights").json()["gaps"][0]["code_name"] == "照明・投光器"


def test_board_tells_no_numbers_or_names_of_people(client):
    match = helpers.match(by=makers.person(display_name="ななしのごんべえ"), issue=need().issue.number)
    actions.accept_match(number=match.pk, by=match.resource.author)

    for page in (shown(client, f"?ward={KITA}"), client.get("/gaps.json").content.decode()):
        assert "ななしのごんべえ" not in page and Match.objects.get().asker.shown_name not in page
