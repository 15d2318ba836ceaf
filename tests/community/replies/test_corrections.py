"""A published reply is put right by a chief; what it said before stays readable."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from community.core.models import JournalEntry
from community.replies import actions
from community.replies.models import OfficialReply
from tests import makers

pytestmark = pytest.mark.django_db
WORDS = {"subject": "街灯について", "voice": "", "view": "30日に替えます。", "kind": "will_do"}


@pytest.fixture
def reply() -> OfficialReply:
    issue = makers.issue()
    return actions.draft_reply(
        number=issue.number,
        by=makers.chief(makers.KITA),
        subject="街灯について",
        view="29日に替えます。",
        kind="will_do",
    )


def correct(browser, reply, **changed):
    reply.issue.refresh_from_db()
    given = {"reply": reply.pk, "version": reply.issue.version, "key": f"k{reply.issue.version}"} | WORDS | changed
    return browser.post(reverse("desk:act", args=[reply.issue.number, "reply-correct"]), given)


def test_everybody_reads_the_corrected_text_and_may_read_the_earlier_one(login, client, reply):
    assert correct(login(makers.chief(makers.KITA)), reply).status_code == 302

    page = client.get(reply.issue.get_absolute_url()).content.decode()
    now, earlier = page.index("30日に替えます。"), page.index("29日に替えます。")
    assert now < page.index("訂正まえの文を読む") < earlier
    assert "訂正 " in page and "大阪市が公式の回答を訂正しました" in page and "大阪市が公式に回答しました" in page
    assert JournalEntry.objects.filter(act="reply.correct").count() == 1


def test_correction_goes_through_the_workflow_and_keeps_the_day_of_the_answer(login, reply):
    answered = reply.answered_on

    correct(login(makers.chief(makers.KITA)), reply)

    reply.refresh_from_db()
    assert reply.live and reply.answered_on == answered and reply.corrected_on is not None
    assert list(reply.workflow_states.values_list("status", flat=True)) == ["approved", "approved"]


@pytest.mark.parametrize("make", [lambda: makers.officer(makers.KITA), lambda: makers.chief(makers.HIRANO)])
def test_only_a_chief_of_the_ward_corrects(login, reply, make):
    assert correct(login(make()), reply).status_code in (403, 404)
    reply.refresh_from_db()
    assert reply.view == "29日に替えます。" and not reply.earlier.exists()


def test_officer_is_offered_no_form_for_it(login, reply):
    page = reverse("desk:issue", args=[reply.issue.number])

    assert "この回答を訂正する" in login(makers.chief()).get(page).content.decode()
    assert "この回答を訂正する" not in login(makers.officer()).get(page).content.decode()


def test_same_text_and_an_older_version_are_refused(login, reply):
    desk = login(makers.chief(makers.KITA))

    assert correct(desk, reply, view="29日に替えます。").status_code == 400
    answer = correct(desk, reply, version=1)
    assert answer.status_code == 409 and "29日に替えます。" in answer.content.decode()
    assert not reply.earlier.exists()


def test_gap_that_nobody_has_filled_is_not_published_by_a_correction(login, reply):
    answer = correct(login(makers.chief(makers.KITA)), reply, view="【日】に替えます。")

    assert answer.status_code == 400 and "【日】 がまだ空いています。" in answer.content.decode()
    reply.refresh_from_db()
    assert reply.view == "29日に替えます。" and not reply.earlier.exists()


def test_draft_cannot_be_corrected(login):
    issue = makers.issue()
    draft = actions.draft_reply(number=issue.number, by=makers.officer(), subject="件", view="文", kind="done")

    assert correct(login(makers.chief()), draft).status_code == 404


def test_corrections_cost_one_query_however_many(login, reply, django_assert_max_num_queries):
    page, desk = reply.issue.get_absolute_url(), login(makers.chief(makers.KITA))
    client = login(makers.person())  # no whole page is kept for somebody who is logged in
    assert client.get(page).status_code == 200
    with CaptureQueriesContext(connection) as before:
        client.get(page)
    cost = len(before)
    for view in ("30日に替えます。", "1日に替えます。", "2日に替えます。"):
        correct(desk, reply, view=view)
    client.get(page)

    with django_assert_max_num_queries(cost + 1):
        assert client.get(page).content.decode().count("に替えます。") >= 4
