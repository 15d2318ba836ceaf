"""The pages of figures: what they count, for whom, and that chart, table and CSV say the same."""

import csv
import io
import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from community.core.clock import today
from community.core.visibility import Visibility
from community.issues import actions
from community.issues.figuretables import Wanted, told
from community.issues.models import Issue
from community.taxonomy.models import Category
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def counted_anew():
    caches["pieces"].clear()


@pytest.fixture
def officer_of(client):
    def enter(*wards):
        officer = makers.officer(*wards)
        client.force_login(officer, backend=settings.AUTHENTICATION_BACKENDS[0])
        makers.use_second_factor(client, officer)
        return client

    return enter


def rows_of(client, query=""):
    answer = client.get(f"/figures.csv{query}")
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))


def test_only_what_everybody_may_find_is_counted(client):
    shown, goes_on = makers.issue(), makers.issue(ward=makers.HIRANO)
    for state in (Visibility.HIDDEN, Visibility.PENDING, Visibility.PRIVATE, Visibility.ERASED, Visibility.DRAFT):
        makers.issue(visibility=state)
    merged = makers.issue()
    Issue.objects.filter(pk=merged.pk).update(merged_into=goes_on)

    assert told(Wanted()).whole.posted == 2
    rows = {row[1]: row for row in rows_of(client)}
    assert rows[str(shown.ward.label)][2] == "1" and rows[str(goes_on.ward.label)][2] == "1"
    assert rows_of(client)[1][2] == "2"


def test_page_narrows_by_ward_category_and_period(client):
    old, other = makers.issue(), makers.issue(ward=makers.HIRANO, category="road")
    Issue.objects.filter(pk=old.pk).update(posted_at=old.posted_at - timedelta(days=50))
    queries = ("period=30", "period=90", "period=90&ward=27127", "period=90&category=road")
    counts = {query: told(Wanted.of(QueryDict(query))).whole.posted for query in queries}
    assert counts == {"period=30": 1, "period=90": 2, "period=90&ward=27127": 1, "period=90&category=road": 1}
    assert other.ward.label in client.get("/figures/?period=90").content.decode()


def test_what_cannot_be_meant_is_dropped(client):
    for query in ("?period=2026-99", "?period=x&ward=<b>", "?category=%00", "?ward=99999&period=9999-12"):
        assert client.get(f"/figures/{query}").status_code == 200


def test_chart_table_and_csv_say_the_same(client):
    issue = makers.issue()
    actions.change_status(number=issue.number, to="resolved", by=makers.officer(makers.KITA), sentence="直しました。")
    page = client.get("/figures/").content.decode()
    label = str(issue.ward.label)
    assert re.search(rf"{label}</text>\s*<text[^>]*>1件中 1件", page)
    assert re.search(rf"<th scope=\"row\">{label}</th>\s*<td>1</td>\s*<td>1</td>", page)
    row = next(row for row in rows_of(client) if row[1] == label)
    assert (row[2], row[3], row[8]) == ("1", "1", "1")
    assert page.count("<title id=") == 4 and "<script" not in page.split("<main")[1].split("</main")[0]


def test_csv_is_what_excel_reads(client):
    content = client.get("/figures.csv").content
    assert content.startswith(b"\xef\xbb\xbf") and b"\r\n" in content


def test_csv_computes_nothing_that_an_editor_named(client):
    Category.objects.filter(pk="light").update(name="\t＝1+1")
    makers.issue(category="light")

    assert "'\t＝1+1" in {row[1] for row in rows_of(client)}


def test_chosen_ward_is_compared_with_the_middle_of_the_wards(client):
    makers.issue(), makers.issue()
    makers.issue(ward=makers.HIRANO)
    page = client.get("/figures/?ward=27127").content.decode()
    assert "24区のまんなか 2件" in page  # of 2 and 1
    assert "時" in page and "分の数字" in page


def test_figures_are_counted_again_after_five_minutes(client):
    from community.core.clock import held, now

    makers.issue()
    assert told(Wanted()).whole.posted == 1
    makers.issue()
    assert told(Wanted()).whole.posted == 1
    with held(now() + timedelta(minutes=6)):
        assert told(Wanted()).whole.posted == 2


def test_desk_sees_its_own_wards_private_posts_and_what_is_overdue(officer_of):
    late = makers.issue(private=True)
    Issue.objects.filter(pk=late.pk).update(promised_on=today() - timedelta(days=3))
    makers.issue(ward=makers.HIRANO)
    makers.issue(visibility=Visibility.HIDDEN)

    page = officer_of(makers.KITA).get("/cms/desk/figures/").content.decode()

    assert "平野区" not in page
    assert re.search(r"投稿</p>\s*<div[^>]*>\s*<p[^>]*>1<", page)
    assert re.search(r"いま期限をこえている</p>\s*<div[^>]*>\s*<p[^>]*>1<", page)


def test_nobody_else_opens_the_desks_page(client):
    assert client.get("/cms/desk/figures/").status_code in (302, 404)
    client.force_login(makers.person(), backend=settings.AUTHENTICATION_BACKENDS[0])
    assert client.get("/cms/desk/figures/").status_code in (302, 404)


def test_page_costs_the_same_for_many_posts(client):
    def cost() -> int:
        caches["pieces"].clear()
        with CaptureQueriesContext(connection) as asked:
            client.get("/figures/")
        return sum('FROM "issues_' in query["sql"] for query in asked.captured_queries)

    for _post in range(6):
        makers.issue()
    assert cost() == 1
