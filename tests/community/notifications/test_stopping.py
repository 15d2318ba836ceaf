"""The links in letters that stop them."""

import pytest
from django.test import Client

from community.core import outbox
from community.discussion import actions as talk
from community.efforts import actions as efforts
from community.notifications import letters, stopping
from community.notifications.models import Follow, Notice, NoticeSettings
from community.notifications.sorts import way
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def own():
    return NoticeSettings.objects.create(user=makers.person())


def link(own, what):
    return f"/notices/stop/{stopping.token_for(own, what)}/"


def test_one_press_of_the_mail_program_stops_it_without_log_in_or_csrf(own):
    program = Client(enforce_csrf_checks=True)

    answer = program.post(link(own, "support"), {"List-Unsubscribe": "One-Click"})

    own.refresh_from_db()
    assert answer.status_code == 200 and way("support", own.choices) == "site"
    assert way("mine", own.choices) == "now"


def test_opened_link_changes_nothing_and_asks(own, client):
    for method in (client.get, client.head):
        assert method(link(own, "support")).status_code == 200

    own.refresh_from_db()
    assert own.choices == {}
    assert "この知らせを止めますか" in client.get(link(own, "support")).content.decode()


def test_pressed_twice_it_says_the_same(own, client):
    first, second = (client.post(link(own, "mine")).content.decode() for _nth in range(2))

    assert "止めました" in first and "止めました" in second


def test_issue_is_silenced_for_whoever_hears_of_it(own, client):
    client.post(link(own, "issue-1204"))

    follow = Follow.objects.get()
    assert (follow.user_id, follow.kind, follow.key, follow.how) == (own.pk, "issue", "1204", "off")


def test_stopped_digest_sends_none_of_what_waits(own, client):
    Notice.objects.create(user_id=own.pk, news="x", key="a", reason="support", how="daily")
    Follow.objects.create(user_id=own.pk, kind="ward", key="27127", how="daily")

    client.post(link(own, "daily"))

    own.refresh_from_db()
    assert Notice.objects.get().how == "site" and Follow.objects.get().how == "site"
    assert way("follow", own.choices) == way("support", own.choices) == "site"


@pytest.mark.parametrize(("stopped", "then"), [("daily", "site"), ("weekly", "daily")])
def test_stopped_daily_letter_does_not_come_again_with_lively_talk(own, client, stopped, then):
    issue = makers.issue(author=own.user)
    client.post(link(own, stopped))

    for words in ("うちもです", "ほんとに", "暗いです"):
        talk.post_message(author=makers.person(), thread=issue.thread, body=words)
        outbox.drain(most=50)

    assert list(own.user.notices.order_by("pk").values_list("how", flat=True)) == ["now", then, then]


@pytest.mark.parametrize("news", ["issue.merged", "issue.unmerged", "effort.reported", "effort.confirmed"])
def test_letter_that_waits_can_stop_its_issue_and_is_stopped_with_it(own, client, news):
    issue, whole = makers.issue(author=own.user), makers.issue()
    effort = efforts.report_effort(issue_number=issue.number, author=makers.person(), kind="solved", body="直した")
    if news == "effort.confirmed":
        efforts.confirm_effort(number=issue.number, effort=effort.pk, by=own.user)
    data = {"issue": issue.pk, "into": whole.pk, "effort": effort.pk}
    notice = Notice.objects.create(user=own.user, news=news, key="k", reason="mine", how="now", data=data)
    stop_this = link(own, f"issue-{issue.number}")
    assert stop_this in letters.one(own.user, own, notice)["body"]

    client.post(stop_this)

    assert letters.one(own.user, own, notice) is None
    assert letters.digest(own.user, own, "daily", [notice], "2026-11-27") is None


def test_link_of_a_deleted_account_says_that_nothing_comes(own, client):
    at = link(own, "mine")
    own.user.delete()

    assert client.post(at).status_code == client.get(at).status_code == 200


@pytest.mark.parametrize(
    "change", [lambda t: t[:-1] + ("a" if t[-1] != "a" else "b"), lambda t: "x" + t, lambda t: "x"]
)
def test_forged_link_is_no_address(own, client, change):
    token = stopping.token_for(own, "mine")

    assert client.get(f"/notices/stop/{change(token)}/").status_code == 404
    assert client.post(f"/notices/stop/{change(token)}/").status_code == 404


def test_link_cannot_be_bent_to_another_purpose(own, client):
    token = stopping.token_for(own, "mine").replace(".mine", ".daily")

    assert client.post(f"/notices/stop/{token}/").status_code == 404


def test_link_shows_nothing_of_its_owner(own, client):
    page = client.get(link(own, "mine")).content.decode()

    assert own.user.email not in page and own.user.display_name not in page
