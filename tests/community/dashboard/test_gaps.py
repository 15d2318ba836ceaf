"""The desk's call list and its list of flagged hand-overs: what is on them, and for whom."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.core.models import JournalEntry, OutboxItem
from community.core.visibility import Visibility
from community.discussion import actions as talk
from community.discussion.models import Message
from community.matching import actions
from community.moderation import actions as moderation
from community.moderation.models import Flag
from community.organisations.models import Organisation
from tests import helpers, makers

pytestmark = pytest.mark.django_db
KITA, HIRANO = makers.KITA, makers.HIRANO
CALLS, FLAGGED = "/cms/desk/gaps/", "/cms/desk/matches/"


@pytest.fixture
def desk(login):
    return login(makers.officer(KITA))


def need(code="cleaning-tools", **of_issue):
    issue = makers.issue(**of_issue)
    return actions.state_need(issue=issue.number, by=issue.author, code=code)


def offering(code="cleaning-tools", *, brought=False, **fields):
    """An organisation that has offered this sort of help, and perhaps brought it."""
    made = makers.organisation(**{"verified": True} | fields)
    offer = makers.resource(author=made.author, organisation=made, codes=[code, "power"])
    if brought:
        match = actions.request_resource(resource=offer.pk, by=makers.person())
        actions.accept_match(number=match.pk, by=made.author)
        actions.deliver_match(number=match.pk, by=made.author)
    return made


def text(browser, address):
    answer = browser.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def flag_of(match, **fields):
    return moderation.raise_flag(by=match.asker, kind="match", number=match.pk, reason="harmful", **fields)


# ── Whom to call ────────────────────────────────────────────────────────────────────────────────────────────────
def test_needs_of_ones_wards_come_oldest_first_with_who_had_the_same_before(desk):
    first, second, elsewhere = need(), need(code="lights"), need(ward=HIRANO)
    known, other = offering(), offering("lights")

    page = text(desk, CALLS)

    assert page.index(first.issue.title) < page.index(second.issue.title)
    assert elsewhere.issue.title not in page
    assert known.get_absolute_url() in page[: page.index(second.issue.title)]
    assert other.get_absolute_url() in page[page.index(second.issue.title) :]
    assert other.get_absolute_url() not in page[: page.index(second.issue.title)]


def test_only_verified_organisations_that_everybody_reads_are_named(desk):
    need()
    named, unverified = offering(), offering(verified=False)
    hidden = offering()
    Organisation.objects.filter(pk=hidden.pk).update(visibility=Visibility.HIDDEN)

    page = text(desk, CALLS)

    assert named.name in page
    assert unverified.name not in page and hidden.name not in page


def test_who_has_brought_it_comes_before_who_only_offered_and_who_works_elsewhere_last(desk):
    need()
    away = offering(brought=True, ward=HIRANO)
    away.serves.set([HIRANO])
    offered, brought = offering(), offering(brought=True)

    page = text(desk, CALLS)

    assert page.index(brought.name) < page.index(offered.name) < page.index(away.name)
    assert "出した 1　届けた 1" in page and "この区では活動していません" in page


def test_what_is_promised_hidden_or_private_is_not_on_the_list(desk):
    promised, hidden, private = need(), need(), need()
    offer = makers.resource()
    match = actions.request_resource(
        resource=offer.pk, by=promised.issue.author, issue=promised.issue.number, need=promised.pk
    )
    actions.accept_match(number=match.pk, by=offer.author)
    makers.set_visibility(hidden.issue, Visibility.HIDDEN)
    makers.set_visibility(private.issue, Visibility.PRIVATE)

    page = text(desk, CALLS)

    assert "いま、待っている力はありません。" in page
    assert hidden.issue.title not in page and private.issue.title not in page


def test_call_list_is_a_table_too_and_a_need_without_anybody_has_a_line(desk):
    lone, known = need(code="lights"), need()
    one, two = offering(), offering(url="https://example.jp/sakura")

    answer = desk.get("/cms/desk/gaps.csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))

    assert [row["団体"] for row in rows if row["番号"] == str(lone.issue.number)] == [""]
    theirs = [row for row in rows if row["番号"] == str(known.issue.number)]
    assert {row["団体"] for row in theirs} == {one.name, two.name}
    assert {row["ホームページ"] for row in theirs} == {"", "https://example.jp/sakura"}
    assert "no-store" in answer["Cache-Control"]


def test_a_ward_of_another_desk_narrows_nothing(desk):
    mine, theirs = need(), need(ward=HIRANO)

    page = text(desk, f"{CALLS}?ward={HIRANO}&after=%00")

    assert mine.issue.title in page and theirs.issue.title not in page


def test_call_list_needs_as_many_queries_for_many_as_for_one(desk):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            text(desk, CALLS)
        return len(asked)

    need()
    offering(brought=True)
    queries()
    few = queries()
    for _more in range(3):
        need(code="lights")
        offering("lights", brought=True)

    assert queries() == few


@pytest.mark.parametrize("address", [CALLS, "/cms/desk/gaps.csv", FLAGGED])
def test_nobody_but_the_desk_finds_these_lists(login, client, address):
    assert client.get(address).status_code in (302, 404)
    assert login(makers.person()).get(address).status_code in (302, 403, 404)


def test_call_list_reads_in_english(desk):
    need(code="lights")
    desk.get("/accounts/language/?to=en&next=/")

    assert "Lights" in text(desk, CALLS)


# ── Flagged hand-overs ──────────────────────────────────────────────────────────────────────────────────────────
def test_a_flagged_hand_over_leads_its_desk_into_the_talk_and_no_other_desk(desk, login):
    match = helpers.match()
    talk.post_message(author=match.resource.author, thread=match.thread, body="お金を先にください")
    flag_of(match, note="こわいです", part=Message.objects.get(thread=match.thread).pk)
    quiet = helpers.match(resource=helpers.resource(title="静かな道具"))

    page = text(desk, FLAGGED)

    assert "こわいです" in page and match.get_absolute_url() in page and "お金を先にください" in page
    assert quiet.resource.title not in page
    assert desk.get(match.get_absolute_url()).status_code == 200
    assert "手の貸し借り 1件に、知らせがあります" in text(desk, "/cms/desk/?view=all")
    other = login(makers.officer(HIRANO))
    assert "こわいです" not in text(other, FLAGGED)
    assert other.get(match.get_absolute_url()).status_code == 404
    assert other.post(f"{FLAGGED}{match.pk}/flags-close/", {"key": "k"}).status_code == 404
    assert Flag.objects.open().count() == 1


def test_a_flag_is_closed_once_and_whoever_raised_it_is_told(desk):
    match = helpers.match()
    flag_of(match)
    address = f"{FLAGGED}{match.pk}/flags-close/"

    for _twice in range(2):
        assert desk.post(address, {"key": "k"}).status_code == 302

    assert not Flag.objects.open().exists()
    assert JournalEntry.objects.filter(act="match.flags", ward=KITA).count() == 1
    assert OutboxItem.objects.filter(channel="news", payload__news="moderation.flag_closed").count() == 1
    answer = desk.post(address, {"key": "other"})
    assert answer.status_code == 403 and "もうありません" in answer.content.decode()
    assert desk.get(address).url == FLAGGED


def test_one_side_closes_no_flag(login):
    match = helpers.match()
    flag_of(match)

    answer = login(match.resource.author).post(f"{FLAGGED}{match.pk}/flags-close/", {"key": "k"})

    assert answer.status_code in (302, 403, 404) and Flag.objects.open().count() == 1
