"""取り消す: in the first ten minutes, while nobody else has had a part in it, a post goes without a trace."""

import json
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from community.core import clock, outbox, takedowns
from community.core.models import JournalEntry
from community.discussion import actions as talk
from community.efforts import actions as efforts
from community.issues import actions
from community.issues.models import Issue
from community.matching import actions as matching
from community.moderation import actions as moderation
from community.moderation.models import Flag
from community.notifications import actions as notices
from community.notifications.models import Notice
from community.photos import actions as photos
from community.photos.models import Photo
from community.photos.sizes import folder_of
from search import outbox as search_outbox
from tests import makers

pytestmark = pytest.mark.django_db
WORD = "しまうま"


def address(issue):
    return reverse("issues:undo", args=[issue.number])


@pytest.fixture
def pictured():
    """A post with everything that could stay behind."""
    author = makers.person()
    photo = photos.take_in(upload=makers.upload(), author=author, draft_key="k")
    given = {"title": f"{WORD}がいます", "body": f"{WORD}のくわしい話", "address": f"{WORD}の前", "photos": [photo]}
    issue = makers.issue(author=author, **given, **makers.IN_KITA)
    talk.post_message(author=author, thread=issue.thread, body=f"{WORD}は2頭です")
    actions.support_issue(number=issue.number, user=makers.person(), person="", address="127.0.0.1")
    search_outbox.drain()
    return issue


@pytest.fixture
def undo(login, django_capture_on_commit_callbacks):
    """Press the button, with what happens after the commit."""

    def press(issue):
        with django_capture_on_commit_callbacks(execute=True):
            answer = login(issue.author).post(address(issue))
        search_outbox.drain()
        return answer

    return press


def test_page_says_what_is_gone_and_the_button_does_it(login, undo):
    issue = makers.issue()

    assert "あとから、もどすことはできません" in login(issue.author).get(address(issue)).content.decode()
    answer = undo(issue)

    issue.refresh_from_db()
    assert answer.url == reverse("issues:board") and issue.visibility == issue.thread.visibility == "erased"


def test_its_address_answers_gone_to_everybody(login, client, undo, pictured):
    author = login(pictured.author)
    undo(pictured)

    for browser in (client, author, login(makers.person()), login(makers.officer(makers.KITA)), login(makers.admin())):
        answer = browser.get(pictured.get_absolute_url())
        assert answer.status_code == 410 and WORD not in answer.content.decode()
        assert "取り消されました" in answer.content.decode()
    for name in ("thanks", "edit", "undo", "withdraw"):
        assert author.get(reverse(f"issues:{name}", args=[pictured.number])).status_code == 410, name
    assert author.post(address(pictured)).status_code == 410


def test_photos_are_gone_from_address_and_disk(client, undo, pictured):
    token, url = pictured.cover.token, pictured.cover.card_url

    undo(pictured)

    assert client.get(url).status_code == 404
    assert not folder_of(token).exists() and not Photo.objects.exists()


def test_nothing_of_it_is_in_the_database(undo, pictured):
    undo(pictured)

    row = Issue.objects.values().get(pk=pictured.pk)
    assert WORD not in json.dumps(row, default=str, ensure_ascii=False)
    assert [row[name] for name in ("lat", "lng", "shown_lat", "shown_lng", "cell", "town", "cover_id")] == [
        *[None] * 5, "", None,
    ]  # fmt: skip
    assert not pictured.thread.messages.exclude(body="").exists() and not pictured.supports.exists()


@pytest.mark.parametrize(
    "surface",
    [
        "/", "/issues/", f"/issues/?q={WORD}", f"/search/?q={WORD}", "/data/issues.csv", "/data/issues.jsonl",
        "/data/issues.geojson", "/feeds/issues.atom", "/sitemap-issues.xml", f"/search/feed/?q={WORD}",
        f"/issues/similar/?title={WORD}がいます&ward=27127", "/wards/27127/", "/issues/map/",
    ],
)  # fmt: skip
def test_no_list_shows_a_trace(client, undo, pictured, surface):
    undo(pictured)

    text = makers.read(client.get(surface)).decode()

    assert "しまうまがいます" not in text and "くわしい話" not in text
    assert f"/issues/{pictured.number}/" not in text


def test_desk_finds_nothing_either(login, undo, pictured):
    officer = makers.officer(makers.KITA)
    actions.add_note(number=pictured.number, by=officer, body=f"{WORD}の件")
    undo(pictured)
    browser = login(officer)

    assert browser.get(f"/cms/desk/issues/{pictured.number}/").status_code == 404
    for page in ("/cms/desk/?view=all", f"/search/?q={WORD}", "/cms/desk/export/issues.csv?view=all"):
        text = makers.read(browser.get(page)).decode().replace(f"q={WORD}", "").replace(f'value="{WORD}"', "")
        assert f"{WORD}が" not in text and f"{WORD}の" not in text, page


def test_who_would_have_heard_of_it_hears_nothing(undo, pictured):
    neighbour = makers.person()
    notices.follow(user=neighbour, kind="ward", key=makers.KITA)
    notices.follow(user=neighbour, kind="issue", key=pictured.number)

    undo(pictured)
    outbox.drain(most=100)

    assert not Notice.objects.filter(user=neighbour).exists()


def test_after_ten_minutes_it_is_refused_and_withdrawing_is_named(login):
    issue = makers.issue()
    browser = login(issue.author)

    with clock.held(issue.posted_at + timedelta(minutes=10)):
        shown, pressed = browser.get(address(issue)), browser.post(address(issue))

    assert (shown.status_code, pressed.status_code) == (200, 403)
    for page in (shown.content.decode(), pressed.content.decode()):
        assert "10分までです" in page and reverse("issues:withdraw", args=[issue.number]) in page
    assert Issue.objects.get().visibility == "public"


def test_until_then_it_works(login):
    issue = makers.issue()

    with clock.held(issue.posted_at + timedelta(minutes=9, seconds=59)):
        login(issue.author).post(address(issue))

    assert Issue.objects.get().visibility == "erased"


def speak(issue):
    talk.post_message(author=makers.person(), thread=issue.thread, body="うちもです")


def answer(issue):
    actions.change_status(number=issue.number, to="in_review", by=makers.officer())


def report(issue):
    efforts.report_effort(issue_number=issue.number, author=makers.person(), kind="progress", body="掃除しました。")


def merge(issue):
    actions.merge_issue(number=makers.issue().number, into=issue.number, by=makers.officer())


def hide(issue):
    actions.hide_issue(number=issue.number, by=makers.officer(), reason="個人の名前があります。")


@pytest.mark.parametrize("act", [speak, answer, report, merge, hide])
def test_what_others_have_a_part_in_stays(login, act):
    issue = makers.issue(title="ここにあります")
    act(issue)

    answer = login(issue.author).post(address(issue))

    issue.refresh_from_db()
    assert answer.status_code == 403 and "取り消せません" in answer.content.decode()
    assert (issue.title, issue.thread.closed_at) == ("ここにあります", None) and issue.visibility != "erased"


def test_waiting_and_private_posts_can_be_taken_back_too(undo):
    for issue in (makers.issue(author=makers.newcomer()), makers.issue(private=True)):
        undo(issue)

        issue.refresh_from_db()
        assert issue.visibility == "erased"


def test_who_may_only_read_may_still_take_their_words_back(undo):
    issue = makers.issue()
    moderation.ban_person(public_id=issue.author.public_id, by=makers.chief(), reason="荒らしのため。")

    undo(issue)

    assert Issue.objects.get().visibility == "erased"


def test_open_flags_are_closed_with_it(undo):
    issue = makers.issue()
    moderation.raise_flag(by=makers.person(), kind="issue", number=issue.number, reason="spam")

    undo(issue)

    assert not Flag.objects.open().exists()


def test_journal_knows_that_it_happened(undo, pictured):
    undo(pictured)

    entry = JournalEntry.objects.get(act="issue.undo")
    assert (entry.before, entry.after) == ({"visibility": "public"}, {"visibility": "erased"})


def test_restored_copy_of_before_shows_it_no_more(undo, pictured, settings, tmp_path):
    settings.TAKEDOWN_LOG = tmp_path / "takedowns.jsonl"
    undo(pictured)
    (line,) = takedowns.read(settings.TAKEDOWN_LOG)
    Issue.objects.filter(pk=pictured.pk).update(visibility="public", title=f"{WORD}がいます")
    later = (datetime.fromisoformat(line.at) + timedelta(milliseconds=1)).isoformat()

    assert takedowns.apply_again([replace(line, at=later)]) == 1
    assert takedowns.apply_again([replace(line, at=later)]) == 0

    issue = Issue.objects.get(pk=pictured.pk)
    assert issue.visibility == "erased" and WORD not in issue.title


def test_what_was_asked_for_it_says_nothing_any_more(pictured):
    need = matching.state_need(issue=pictured.number, by=pictured.author, code="lights", note=f"{WORD}を見た人へ")
    actions.undo_issue(number=pictured.number, by=pictured.author)
    need.refresh_from_db()
    assert need.note == ""
