"""A report that the desk hid: its author is told why, may answer once, and another officer decides."""

import pytest
from django.urls import reverse

from community.core import outbox
from community.core.models import JournalEntry, OutboxItem
from community.efforts import actions
from community.efforts.models import Effort, State
from community.issues import actions as issues
from community.moderation import actions as moderation
from community.moderation.models import Appeal, Takedown
from community.notifications.models import Notice
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return makers.officer(makers.KITA)


@pytest.fixture
def hidden(officer) -> Effort:
    issue = makers.issue(**makers.IN_KITA)
    effort = actions.report_effort(
        issue_number=issue.number, author=makers.person(), kind="progress", body="花を植えました。"
    )
    return actions.hide_effort(number=issue.number, effort=effort.pk, by=officer, reason="人の顔が写っています。")


def test_author_is_told_and_reads_the_reason_and_appeals(login, hidden):
    outbox.drain(most=200)
    browser = login(hidden.author)

    assert Notice.objects.filter(user=hidden.author, news="moderation.hidden").exists()
    assert "報告が隠されました" in browser.get("/accounts/notices/").content.decode()
    page = browser.get(f"/appeals/new/?effort={hidden.pk}").content.decode()
    assert "隠された報告" in page and "人の顔が写っています。" in page
    assert f"#effort-{hidden.pk}" in page

    assert browser.post(f"/appeals/new/?effort={hidden.pk}", {"words": "だれも写っていません。"}).status_code == 302
    assert Appeal.objects.open().get().takedown.kind == "effort"
    assert login(makers.person()).get(f"/appeals/new/?effort={hidden.pk}").status_code == 404


def test_another_officer_of_the_ward_reads_it_and_shows_the_report_again(login, client, hidden, officer):
    appeal = moderation.appeal(cause=Takedown.objects.get(), by=hidden.author, words="だれも写っていません。")
    answer = {"outcome": "reversed", "answer": "そのとおりでした。", "key": "k"}
    address = reverse("desk:appeal", args=[appeal.pk])

    assert "花を植えました。" not in login(makers.officer(makers.HIRANO)).get("/cms/desk/appeals/").content.decode()
    assert login(makers.officer(makers.HIRANO)).post(address, answer).status_code == 404
    assert login(officer).post(address, answer).status_code == 403
    other = login(makers.chief(makers.KITA))
    page = other.get("/cms/desk/appeals/").content.decode()
    assert "花を植えました。" in page and hidden.issue.title in page
    assert other.post(address, answer).status_code == 302

    hidden.refresh_from_db()
    hidden.author.refresh_from_db()
    acts = JournalEntry.objects.filter(kind="issue", number=hidden.issue.number).values_list("act", flat=True)
    assert list(acts)[-4:] == ["effort.hide", "appeal.make", "appeal.reverse", "effort.show"]
    assert hidden.state == State.WAITING and hidden.author.last_hidden_at is None
    assert "花を植えました。" in client.get(hidden.issue.get_absolute_url()).content.decode()


def test_desk_shows_it_again_by_itself_and_that_ends_the_appeal(login, client, hidden, officer):
    moderation.appeal(cause=Takedown.objects.get(), by=hidden.author, words="だれも写っていません。")
    issue = hidden.issue
    issue.refresh_from_db()
    given = {"effort": hidden.pk, "version": issue.version, "key": "k"}
    address = f"/cms/desk/issues/{issue.number}/effort-show/"

    assert login(officer).post(address, given | {"reason": ""}).status_code == 400
    assert login(officer).post(address, given | {"reason": "まちがいでした。"}).status_code == 302

    assert Appeal.objects.get().outcome == Appeal.Decision.REVERSED
    assert "花を植えました。" in client.get(issue.get_absolute_url()).content.decode()
    assert "まちがいでした。" not in client.get(issue.get_absolute_url()).content.decode()


def test_officer_does_not_grant_their_own_appeal(login, officer):
    issue, writer = makers.issue(**makers.IN_KITA), makers.officer(makers.KITA)
    effort = actions.report_effort(issue_number=issue.number, author=writer, kind="progress", body="ならしました。")
    actions.hide_effort(number=issue.number, effort=effort.pk, by=officer, reason="別の場所です。")
    appeal = moderation.appeal(cause=Takedown.objects.get(), by=writer, words="同じ場所です。")

    answer = login(writer).post(
        reverse("desk:appeal", args=[appeal.pk]), {"outcome": "reversed", "answer": "はい。", "key": "k"}
    )

    assert answer.status_code == 403 and Appeal.objects.open().exists()


def test_report_that_was_hidden_unread_is_told_of_when_it_is_shown(officer):
    issue = makers.issue(author=makers.newcomer())
    issues.approve_issue(number=issue.number, by=officer)
    effort = actions.report_effort(issue_number=issue.number, author=issue.author, kind="solved", body="直りました。")
    actions.hide_effort(number=issue.number, effort=effort.pk, by=officer, reason="確認中です。")
    assert not OutboxItem.objects.filter(payload__news="effort.reported").exists()

    actions.show_effort(number=issue.number, effort=effort.pk, by=officer, reason="問題ありません。")

    effort.refresh_from_db()
    issue.refresh_from_db()
    assert OutboxItem.objects.filter(payload__news="effort.reported").exists()
    assert (effort.state, issue.status) == (State.CONFIRMED, "resolved_by_community"), "the poster's own word"


def test_showing_a_report_again_ends_no_issue_that_was_opened_again(officer):
    issue = makers.issue()
    effort = actions.report_effort(issue_number=issue.number, author=issue.author, kind="solved", body="直りました。")
    issues.change_status(number=issue.number, by=officer, to="in_review", sentence="もう一度見ます。")
    actions.hide_effort(number=issue.number, effort=effort.pk, by=officer, reason="確認中です。")

    actions.show_effort(number=issue.number, effort=effort.pk, by=officer, reason="問題ありません。")

    issue.refresh_from_db()
    assert issue.status == "in_review" and Effort.objects.get().state == State.WAITING
