"""One issue at the desk: everything an officer has to know, and a form for every verb."""

import re

import pytest
from django.urls import reverse

from community.accounts.models import DeskRole
from community.dashboard.acts import ACTS, OTHER
from community.dashboard.verbs import VERBS
from community.discussion import actions as talk
from community.discussion.models import Message
from community.issues import actions
from community.issues.models import Issue
from community.issues.sentences import PREFILLED
from community.moderation import actions as moderation
from community.moderation.models import Flag, Takedown
from community.photos import actions as photos
from community.replies import actions as replies
from community.taxonomy.models import Department
from search import outbox
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return makers.officer(makers.KITA, display_name="もり")


@pytest.fixture
def desk(login, officer):
    return login(officer)


def page(desk, issue, **asked) -> str:
    return desk.get(reverse("desk:issue", args=[issue.number]), asked).content.decode()


def forms(text: str) -> dict[str, str]:
    """Verb → its form on the page."""
    found = re.findall(r'<form[^>]*action="/cms/desk/issues/\d+/([a-z-]+)/[^"]*".*?</form>', text, re.S)
    whole = re.findall(r'<form[^>]*action="/cms/desk/issues/\d+/[a-z-]+/[^"]*".*?</form>', text, re.S)
    return dict(zip(found, whole, strict=True))


def draft(issue, by, **words):
    given = {"subject": "街灯について", "view": "29日に替えます。", "kind": "will_do"} | words
    return replies.draft_reply(number=issue.number, by=by, **given)


def everything(officer) -> Issue:
    """An issue in whose page every part has something to say."""
    author = makers.person()
    photo = photos.take_in(upload=makers.upload(), author=author, draft_key="k")
    issue = makers.issue(author=author, photos=[photo], address="郵便局のまえ", precision="town", **makers.IN_KITA)
    said = talk.post_message(author=makers.person(), thread=issue.thread, body="家の番号は12です")
    actions.assign_issue(
        number=issue.number, by=officer, department=Department.objects.get(pk="kensetsu"), officer=officer
    )
    actions.add_note(number=issue.number, by=officer, body="電話で確かめました。")
    Flag.objects.create(
        kind="issue", number=issue.number, part=said.message_id, reporter=makers.person(), reason="personal"
    )
    draft(issue, officer)
    issue.refresh_from_db()
    return issue


def test_exact_place_is_shown_and_what_of_it_is_public(desk):
    issue = makers.issue(address="郵便局のまえ", precision="town", **makers.IN_KITA)

    text = page(desk, issue)

    assert "郵便局のまえ" in text and "34.70440, 135.51190" in text
    assert "町名まで" in text and "くわしい場所は職員だけ" in text


def test_notes_of_colleagues_are_shown_with_their_names(desk, officer):
    issue = makers.issue()
    actions.add_note(number=issue.number, by=officer, body="電話で確かめました。")

    text = page(desk, issue)

    assert "電話で確かめました。" in text and officer.staff_name in text and "住民には見えません" in text


def test_flags_say_why_and_which_words_are_meant(desk):
    issue, reporter = makers.issue(), makers.person(display_name="みつけた人")
    said = talk.post_message(author=makers.person(), thread=issue.thread, body="家の番号は12です")
    Flag.objects.create(kind="issue", number=issue.number, reporter=reporter, reason="spam", note="三回目です")
    Flag.objects.create(kind="issue", number=issue.number, part=said.message_id, reporter=reporter, reason="personal")

    text = page(desk, issue)

    assert "宣伝・いたずら" in text and "三回目です" in text and "みつけた人" in text
    assert "個人のことが書かれている" in text and f'href="#m{said.seq}"' in text and "「家の番号は12です」" in text


def test_message_of_another_talk_is_not_told_with_a_flag(desk):
    issue, other = makers.issue(), makers.issue(ward=makers.HIRANO)
    said = talk.post_message(author=makers.person(), thread=other.thread, body="よその話です")
    Flag.objects.create(kind="issue", number=issue.number, part=said.message_id, reason="spam")

    assert "よその話です" not in page(desk, issue)


def test_waiting_draft_says_who_wrote_it_and_only_a_chief_may_let_it_out(login, desk, officer):
    issue = makers.issue()
    draft(issue, officer)

    seen, by_chief = page(desk, issue), page(login(makers.chief(makers.KITA)), issue)

    assert "公開まちの回答" in seen and f"{officer.staff_name}さんが書きました" in seen
    assert "29日に替えます。" in forms(seen)["reply"]
    assert {"reply-approve", "reply-return"} <= set(forms(by_chief)) and not {"reply-approve"} & set(forms(seen))
    assert "下書きを責任者へ" in forms(seen)["reply"] and "公開する" in forms(by_chief)["reply"]


def test_handed_back_draft_shows_the_chiefs_words_to_its_writer(desk, officer):
    issue = makers.issue()
    draft(issue, officer)
    replies.return_reply(number=issue.number, by=makers.chief(), note="日付を入れてください。")

    text = page(desk, issue)

    assert "もどってきた下書き" in text and "日付を入れてください。" in text


def test_published_reply_is_shown_as_everybody_sees_it(desk):
    issue = makers.issue()
    draft(issue, makers.chief(), view="もう直りました。")

    text = page(desk, issue)

    assert "もう直りました。" in text and 'data-role="official"' in text and "公開まちの回答" not in text


def test_hidden_post_shows_its_reason_and_the_way_back(desk, officer):
    issue = makers.issue()
    actions.hide_issue(number=issue.number, by=officer, reason="個人の名前が書かれています。")

    text = page(desk, issue)

    assert "個人の名前が書かれています。" in text
    assert "restore" in forms(text) and not {"hide", "approve"} & set(forms(text))


@pytest.mark.parametrize(
    ("state", "offered"), [("pending", {"approve", "hide"}), ("public", {"hide"}), ("private", set())]
)
def test_only_verbs_that_fit_the_visibility_are_offered(desk, state, offered):
    text = page(desk, makers.issue(visibility=state))

    assert set(forms(text)) & {"approve", "hide", "restore"} == offered


def test_next_states_are_offered_with_their_sentences(desk):
    form = forms(page(desk, makers.issue()))["status"]

    offered = re.findall(r'name="to" value="(\w+)"', form)
    assert "in_review" in offered and not {"received", "withdrawn", "duplicate"} & set(offered)
    for status in offered:
        assert form.count(PREFILLED[status]) == 2, status  # for the script, and to read
    assert 'name="date"' in form and "決まった文を使います" in form


def test_praise_has_no_state_to_change(desk):
    assert "status" not in forms(page(desk, makers.issue(kind="good")))


def test_every_form_carries_the_version_and_a_key_of_its_own(login, officer):
    issue = everything(officer)

    found = forms(page(login(makers.chief(makers.KITA)), issue, view="all"))

    nothing_to_do = {"approve", "restore", "message-show", "reply-correct", "unmerge", "promise"}
    assert set(found) == {verb for verb in VERBS if not verb.startswith("effort-")} - nothing_to_do
    keys = [re.search(r'name="key" value="(\w+)"', form).group(1) for form in found.values()]
    assert len(set(keys)) == len(found) and all(len(key) > 20 for key in keys)
    for verb, form in found.items():
        assert f'name="version" value="{issue.version}"' in form and "csrfmiddlewaretoken" in form, verb
        assert 'method="post"' in form and "?view=all" in form, verb


def test_ids_on_the_page_are_unique(login, officer):
    text = page(login(makers.chief(makers.KITA)), everything(officer), view="all")

    ids = re.findall(r' id="([^"]+)"', text)
    assert sorted(ids) == sorted(set(ids))


def test_department_that_usually_takes_it_is_proposed(desk):
    form = forms(page(desk, makers.issue()))["assign"]

    assert "この種類のいつもの担当です" in form and 'value="kensetsu" selected' in form


def test_only_colleagues_of_the_ward_can_be_chosen(desk, officer):
    elsewhere, everywhere = makers.officer(makers.HIRANO), makers.officer()

    form = forms(page(desk, makers.issue()))["assign"]

    assert officer.public_id in form and everywhere.public_id in form and elsewhere.public_id not in form


# test_merging.py, test_promises.py, test_handover.py, test_pictures.py
TOLD_ELSEWHERE = {"issue.merge", "issue.merge-along", "issue.unmerge", "issue.promise", "issue.handover", "photo.hide"}


def keep_in_order(issue, officer) -> None:
    given = {"by": officer, "thread": issue.thread}
    talk.slow_down(**given, seconds=30)
    talk.close_with(**given, sentence="工事が始まりました。")
    talk.open_again(**given)
    shown = Message.objects.filter(thread=issue.thread, state=Message.State.SHOWN).first()
    talk.pin(**given, message_id=shown.pk)
    talk.delete_message(author=shown.author, thread=issue.thread, message_id=shown.pk)


def decide_everything(issue, officer, chief, message: int) -> None:
    """Hidden words are shown again, appealed against, and set aside; the reply is corrected."""
    cause = Takedown.objects.get(part=message)
    appeal = moderation.appeal(cause=cause, by=cause.author, words="番号は住所ではありません。")
    moderation.decide_appeal(appeal_id=appeal.pk, by=chief, outcome="reversed", answer="そのとおりでした。")
    actions.hide_message(number=issue.number, by=officer, message_id=message, reason="番地があります。")
    cause = Takedown.objects.in_force().get(part=message)
    appeal = moderation.appeal(cause=cause, by=cause.author, words="番号は住所ではありません。")
    moderation.decide_appeal(appeal_id=appeal.pk, by=chief, outcome="upheld", answer="やはり番地です。")
    actions.show_message(number=issue.number, by=officer, message_id=message, reason="直してもらいました。")
    said = talk.post_message(author=makers.newcomer(), thread=issue.thread, body="だれかの番号")
    actions.set_aside(number=issue.number, part=said.message_id, due=lambda: True)
    actions.set_aside(number=issue.number, part=0, due=lambda: True)
    keep_in_order(issue, officer)
    reply = issue.replies.published().get()
    words = {"subject": "街灯", "view": "1日に替えます。", "kind": "will_do"}
    replies.correct_reply(number=issue.number, reply=reply.pk, by=chief, **words)


def test_journal_tells_every_act_in_words(login, desk, officer):
    issue, chief = makers.issue(author=makers.newcomer()), makers.chief(makers.KITA)
    version = actions.approve_issue(number=issue.number, by=officer).version
    said = {"title": issue.title, "category": issue.category, "precision": "town"}
    actions.edit_issue(number=issue.number, by=issue.author, version=version, **said)
    actions.assign_issue(
        number=issue.number, by=officer, department=Department.objects.get(pk="kensetsu"), officer=officer
    )
    actions.change_status(number=issue.number, by=officer, to="in_progress", sentence="始めました。")
    actions.add_note(number=issue.number, by=officer, body="メモ")
    draft(issue, officer)
    replies.return_reply(number=issue.number, by=chief, note="時刻も。")
    replies.publish_reply(number=issue.number, by=chief)
    actions.hide_issue(number=issue.number, by=officer, reason="確かめます。")
    actions.restore_issue(number=issue.number, by=officer, reason="問題なし。")
    said = talk.post_message(author=makers.person(), thread=issue.thread, body="家の番号は12です")
    actions.hide_message(number=issue.number, by=officer, message_id=said.message_id, reason="番地があります。")
    person = makers.person()
    gone = talk.post_message(author=person, thread=issue.thread, body="まちがえました")
    talk.delete_message(author=person, thread=issue.thread, message_id=gone.message_id)
    Flag.objects.create(kind="issue", number=issue.number, reporter=makers.person(), reason="spam")
    actions.close_flags(number=issue.number, by=officer)
    decide_everything(issue, officer, chief, said.message_id)

    text = page(desk, issue).split('id="acts-title"')[1]

    told_elsewhere = {name for name in ACTS if name.startswith("effort.")} | TOLD_ELSEWHERE
    for act in (act for name, act in ACTS.items() if name not in told_elsewhere):
        assert f"<b>{act.label}</b>" in text, act
    assert str(OTHER.label) not in text and not re.search(r"(issue|reply)\.[a-z]+", text)
    assert "担当決定 → 対応中" in text and "建設局　職員" in text and "時刻も。" in text and chief.staff_name in text


def test_resident_who_hides_the_name_is_marked_for_the_desk(desk):
    assert "名前は公開していません" in page(desk, makers.issue(anonymous=True))


def test_list_that_it_was_opened_from_stands_beside_it(desk):
    first, second, third = (makers.issue() for _nth in range(3))

    outbox.drain(most=1000)

    beside = page(desk, second, view="answer", q="街灯")

    assert re.findall(r'issues/(\d+)/\?view=answer&amp;q=[^"]*" data-row', beside) == [
        str(issue.number) for issue in (first, second, third)
    ]
    assert 'href="/cms/desk/?view=answer&amp;q=%E8%A1%97%E7%81%AF"' in beside
    assert "data-row" not in page(desk, second)


def test_neighbours_of_other_wards_stay_unseen(desk):
    makers.issue(ward=makers.HIRANO, title="平野の穴")

    assert "平野の穴" not in page(desk, makers.issue(), view="all")


def test_promise_is_counted_in_working_days(desk):
    text = page(desk, makers.issue())

    assert "営業日で数えます" in text and re.search(r"あと \d+日", text) and "まだです" in text


@pytest.mark.parametrize("role", DeskRole.Role.values)
def test_page_costs_at_most_thirty_two_queries(login, officer, role, django_assert_max_num_queries):
    issue = everything(officer)
    makers.issue(), makers.issue()
    desk = login(makers.officer(makers.KITA, makers.HIRANO, role=role))
    page(desk, issue, view="all")  # wards and categories are kept from now on

    with django_assert_max_num_queries(32):
        page(desk, issue, view="all")


def test_page_costs_the_same_however_much_was_said(desk, officer, django_assert_max_num_queries):
    issue = everything(officer)
    page(desk, issue, view="all")
    with django_assert_max_num_queries(32) as few:
        page(desk, issue, view="all")
    for nth in range(6):
        said = talk.post_message(author=makers.person(), thread=issue.thread, body=f"ひとこと{nth}")
        actions.add_note(number=issue.number, by=makers.officer(makers.KITA), body="メモ")
        Flag.objects.create(
            kind="issue", number=issue.number, part=said.message_id, reporter=makers.person(), reason="spam"
        )
    page(desk, issue, view="all")  # lines of the talk are made once

    with django_assert_max_num_queries(32) as many:
        page(desk, issue, view="all")

    assert len(many) == len(few)
