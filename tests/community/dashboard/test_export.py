"""The desk's file: its wards, its list, what colleagues know – and who took it."""

import csv
import io
from urllib.parse import quote

import pytest

from community.core.models import JournalEntry
from community.issues.models import Issue
from search import outbox
from tests import makers

FILE = "/cms/desk/export/issues.csv"
pytestmark = pytest.mark.django_db


def fetch(browser, query: str = "?view=all") -> str:
    answer = browser.get(FILE + query)
    assert answer.status_code == 200
    return makers.read(answer).decode().removeprefix("\ufeff")


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def test_desk_reads_visibility_source_promise_and_officer(login):
    officer, post = makers.officer(makers.KITA), makers.issue(visibility="pending")
    Issue.objects.filter(pk=post.pk).update(officer=officer)

    row = rows(fetch(login(officer)))[0]

    assert list(row)[-4:] == ["visibility", "source", "promised", "officer"]
    assert (row["visibility"], row["source"], row["officer"]) == ("pending", "web", officer.staff_name)
    assert row["promised"] == post.promised_on.isoformat()


def test_people_read_it_in_japanese(login):
    makers.issue(visibility="hidden")

    row = rows(fetch(login(makers.officer()), "?view=all&header=ja"))[0]

    assert (row["公開範囲"], row["受けた手段"], row["区"]) == ("非表示", "サイト", "北区")


def test_file_holds_only_the_officers_wards(login):
    ours, theirs = makers.issue(), makers.issue(ward=makers.HIRANO)

    text = fetch(login(makers.officer(makers.KITA)))

    assert [row["number"] for row in rows(text)] == [str(ours.number)] and theirs.title not in text


def test_no_author_is_named_not_even_to_the_desk(login):
    author = makers.person(display_name="なまえの人")
    makers.issue(author=author)

    text = fetch(login(makers.officer()))

    assert not any(word in text for word in ("なまえの人", author.email, author.public_id))


def test_list_on_the_screen_is_the_list_in_the_file(login):
    waiting, _public = makers.issue(visibility="pending"), makers.issue()
    browser = login(makers.officer())

    assert [row["number"] for row in rows(fetch(browser, "?view=waiting"))] == [str(waiting.number)]
    assert rows(fetch(browser, "?view=all&ward=27126")) == []
    assert len(rows(fetch(browser, f"?view=all&q={waiting.number}"))) == 1


def test_who_took_data_out_is_on_record_before_the_first_byte(login):
    officer = makers.officer(makers.KITA)
    makers.issue()
    outbox.drain(most=1000)

    answer = login(officer).get(FILE + "?view=all&ward=27127&q=街灯")

    line = JournalEntry.objects.get(act="desk.export")
    assert (line.actor, line.ward) == (officer.public_id, "27127")
    assert line.after == {"list": f"?view=all&ward=27127&q={quote('街灯')}", "rows": 1}
    answer.close()


def test_nobody_else_knows_of_it(client, login):
    browsers = [client, login(makers.person()), login(makers.editor()), login(makers.officer(), on_duty=False)]

    assert all(browser.get(FILE).status_code in (302, 404) for browser in browsers)
    assert not JournalEntry.objects.filter(act="desk.export").exists()


def test_formulas_are_not_computed_at_the_desk_either(login):
    makers.issue(title="＝cmd|' /C calc'!A0")

    assert rows(fetch(login(makers.officer())))[0]["title"].startswith("'")
