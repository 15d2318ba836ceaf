"""The desk's verbs through their addresses: who may, what happens, what two at once get."""

import pytest
from django.urls import reverse

from community.accounts.models import User
from community.core.models import JournalEntry
from community.issues.models import Issue, Note
from community.replies.models import OfficialReply
from tests import makers

pytestmark = pytest.mark.django_db


def act(client, issue, verb, **fields):
    issue.refresh_from_db()
    given = {"version": issue.version, "key": f"{issue.number}-{verb}-{issue.version}"} | fields
    return client.post(reverse("desk:act", args=[issue.number, verb]), given)


def test_officer_approves_and_everybody_sees_the_post(login, client):
    issue = makers.issue(author=makers.newcomer())
    assert client.get(issue.get_absolute_url()).status_code == 404

    answer = act(login(makers.officer(makers.KITA)), issue, "approve")

    assert answer.url == reverse("desk:issue", args=[issue.number])
    assert client.get(issue.get_absolute_url()).status_code == 200
    assert User.objects.get(pk=issue.author_id).posts_approved == 1


def test_two_approved_posts_make_a_newcomer_trusted(login):
    author, desk = makers.newcomer(), login(makers.officer())

    for _time in range(2):
        act(desk, makers.issue(author=author), "approve")

    author.refresh_from_db()
    assert author.is_trusted and makers.issue(author=author).visibility == "public"


def test_hidden_post_is_gone_and_its_author_reads_why(login, client):
    issue = makers.issue()

    act(login(makers.officer()), issue, "hide", reason="個人の名前が書かれています。")

    assert client.get(issue.get_absolute_url()).status_code == 404
    assert "個人の名前が書かれています。" in login(issue.author).get(issue.get_absolute_url()).content.decode()


def test_hiding_needs_a_reason(login):
    issue = makers.issue()

    answer = act(login(makers.officer()), issue, "hide", reason="")

    issue.refresh_from_db()
    assert answer.status_code == 400 and "理由を書いてください。" in answer.content.decode()
    assert issue.visibility == "public"


def test_restored_post_is_back(login, client):
    issue, desk = makers.issue(), login(makers.officer())
    act(desk, issue, "hide", reason="確かめます。")

    act(desk, issue, "restore", reason="問題ありませんでした。")

    assert client.get(issue.get_absolute_url()).status_code == 200


def test_assigned_department_is_public_and_the_officer_is_not(login, client):
    officer = makers.officer(makers.KITA)
    issue = makers.issue()

    act(login(officer), issue, "assign", department="kensetsu", officer=officer.public_id)

    page = client.get(issue.get_absolute_url()).content.decode()
    assert "建設局" in page
    assert officer.staff_name not in page and officer.public_id not in page


def test_status_change_tells_the_public_its_sentence(login, client):
    issue = makers.issue()

    act(login(makers.officer()), issue, "status", to="scheduled", sentence="29日に替えます。", date="2026-11-29")

    page = client.get(issue.get_absolute_url()).content.decode()
    assert "29日に替えます。" in page and 'data-status="scheduled"' in page


def test_empty_sentence_is_filled_with_the_ready_one(login):
    issue = makers.issue()

    act(login(makers.officer()), issue, "status", to="in_review")

    assert issue.changes.last().sentence.startswith("投稿を読みました。")


def test_step_that_the_table_does_not_know_is_refused(login):
    issue = makers.issue()

    answer = act(login(makers.officer()), issue, "status", to="withdrawn")

    assert answer.status_code == 403 and "進められません" in answer.content.decode()


def test_second_officer_is_told_and_nothing_is_overwritten(login):
    issue, desk = makers.issue(), login(makers.officer())
    seen = issue.version
    act(desk, issue, "status", to="in_review", sentence="さきの文です。")

    answer = act(desk, issue, "status", version=seen, key="other", to="resolved", sentence="あとの文です。")

    page = answer.content.decode()
    issue.refresh_from_db()
    assert answer.status_code == 409
    assert "さきの文です。" in page and "あとの文です。" in page
    assert issue.status == "in_review"


def test_double_press_of_one_button_acts_once(login):
    issue, desk = makers.issue(), login(makers.officer())

    first = act(desk, issue, "note", key="same", body="電話で確認ずみ")
    second = act(desk, issue, "note", key="same", body="電話で確認ずみ")

    assert (first.status_code, second.status_code) == (302, 302)
    assert Note.objects.count() == 1


def test_other_wards_issue_does_not_exist_for_an_officer(login):
    issue, desk = makers.issue(ward=makers.HIRANO), login(makers.officer(makers.KITA))

    assert act(desk, issue, "hide", reason="x").status_code == 404
    assert desk.get(reverse("desk:issue", args=[issue.number])).status_code == 404


def test_officers_reply_waits_until_a_chief_publishes_it(login, client):
    issue = makers.issue()
    act(login(makers.officer()), issue, "reply", subject="街灯について", view="29日に替えます。", kind="will_do")
    assert "29日に替えます。" not in client.get(issue.get_absolute_url()).content.decode()

    act(login(makers.chief(makers.KITA)), issue, "reply-approve")

    page = client.get(issue.get_absolute_url()).content.decode()
    assert "29日に替えます。" in page and 'data-role="official"' in page
    issue.refresh_from_db()
    assert issue.first_answer_at is not None


def test_officer_cannot_publish_a_reply(login):
    issue, desk = makers.issue(), login(makers.officer())
    act(desk, issue, "reply", subject="街灯について", view="29日に替えます。", kind="will_do")

    assert act(desk, issue, "reply-approve").status_code == 403
    assert not OfficialReply.objects.published().exists()


def test_chiefs_own_reply_is_public_at_once(login, client):
    issue = makers.issue()

    act(login(makers.chief()), issue, "reply", subject="街灯について", view="もう直りました。", kind="done")

    assert "もう直りました。" in client.get(issue.get_absolute_url()).content.decode()


def test_returned_reply_comes_back_with_the_chiefs_note(login):
    issue, desk = makers.issue(), login(makers.officer())
    act(desk, issue, "reply", subject="街灯について", view="直します。", kind="will_do")

    act(login(makers.chief()), issue, "reply-return", note="日付を入れてください。")

    page = desk.get(reverse("desk:issue", args=[issue.number])).content.decode()
    assert "日付を入れてください。" in page


def test_every_act_is_in_the_journal(login):
    issue, desk = makers.issue(), login(makers.chief())
    for verb, fields in {
        "assign": {"department": "kensetsu"},
        "status": {"to": "in_progress"},
        "note": {"body": "メモ"},
        "reply": {"subject": "件", "view": "文", "kind": "done"},
        "hide": {"reason": "理由"},
        "restore": {"reason": "理由"},
    }.items():
        assert act(desk, issue, verb, **fields).status_code == 302, verb

    acts = set(JournalEntry.objects.filter(kind="issue", number=issue.number).values_list("act", flat=True))
    assert acts >= {
        "issue.post", "issue.assign", "issue.status", "issue.note", "reply.draft", "reply.publish", "issue.hide",
        "issue.restore",
    }  # fmt: skip


@pytest.mark.parametrize("make", [makers.person, makers.newcomer])
def test_desk_does_not_exist_for_residents(login, make):
    issue = makers.issue()
    browser = login(make())

    assert browser.get("/cms/desk/").status_code == 404
    assert browser.get(f"/cms/desk/issues/{issue.number}/").status_code == 404
    assert act(browser, issue, "hide", reason="x").status_code == 404
    assert Issue.objects.get().visibility == "public"


def test_officer_without_the_second_factor_is_sent_to_it(login):
    desk = login(makers.officer(), on_duty=False)

    answer = desk.get("/cms/desk/")

    assert answer.status_code == 302 and "/accounts/2fa/" in answer.url


def test_form_with_an_error_keeps_what_was_typed_and_says_where(login):
    issue = makers.issue()

    answer = act(login(makers.officer()), issue, "reply", subject="", view="29日に替えます。", voice="声", kind="done")

    page = answer.content.decode()
    assert answer.status_code == 400 and "件名を書いてください。" in page and 'href="#id_subject"' in page
    assert "29日に替えます。" in page and "か所、直してください" in page
    assert 'value="done" id="id_kind_1" checked' in page


def test_what_the_action_refuses_also_keeps_what_was_typed(login):
    issue, desk = makers.issue(), login(makers.officer())

    answer = act(desk, issue, "status", to="withdrawn", sentence="取り下げます。")

    page = answer.content.decode()
    assert answer.status_code == 403 and "進められません" in page and "取り下げます。" in page


def test_planned_work_needs_its_day(login):
    issue = makers.issue()

    answer = act(login(makers.officer()), issue, "status", to="scheduled", sentence="替えます。")

    page = answer.content.decode()
    issue.refresh_from_db()
    assert answer.status_code == 400 and "対応予定の日を入れてください。" in page and "替えます。" in page
    assert issue.status == "received"


def test_officer_of_another_ward_cannot_be_given_the_issue(login):
    issue, elsewhere = makers.issue(), makers.officer(makers.HIRANO)

    answer = act(login(makers.officer()), issue, "assign", officer=elsewhere.public_id)

    issue.refresh_from_db()
    assert answer.status_code == 400 and "一覧からえらんでください" in answer.content.decode()
    assert issue.officer is None


def test_list_stays_beside_the_issue_after_an_act(login):
    issue, desk = makers.issue(), login(makers.officer())
    address = reverse("desk:act", args=[issue.number, "note"])

    answer = desk.post(f"{address}?view=overdue&q=街灯", {"body": "メモ", "version": 1, "key": "k"})

    assert answer.url == f"/cms/desk/issues/{issue.number}/?view=overdue&q=%E8%A1%97%E7%81%AF"


def test_coming_back_to_a_verbs_address_opens_the_issue(login):
    issue, desk = makers.issue(), login(makers.officer())

    answer = desk.get(reverse("desk:act", args=[issue.number, "hide"]))

    assert answer.url == reverse("desk:issue", args=[issue.number])
    assert desk.get(reverse("desk:act", args=[issue.number, "nothing"])).status_code == 404


def test_done_act_is_said_once(login):
    issue, desk = makers.issue(), login(makers.officer())
    act(desk, issue, "note", body="電話で確認ずみ")

    first, second = (desk.get(reverse("desk:issue", args=[issue.number])).content.decode() for _time in range(2))

    assert "メモを残しました。" in first and "メモを残しました。" not in second
