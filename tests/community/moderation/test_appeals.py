"""Whoever was hidden or banned reads why and may answer once; somebody else than the one who acted decides."""

import pytest
from django.urls import reverse

from community.core.models import JournalEntry, OutboxItem
from community.discussion import actions as talk
from community.discussion.models import Message
from community.issues import actions as issues
from community.issues.models import Issue
from community.moderation import actions
from community.moderation.models import Appeal, Ban, Takedown
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return makers.officer(makers.KITA)


@pytest.fixture
def hidden(officer) -> Issue:
    issue = makers.issue()
    return issues.hide_issue(number=issue.number, by=officer, reason="番地が書かれています。")


@pytest.fixture
def words(officer) -> Takedown:
    """A hidden message."""
    issue = makers.issue()
    said = talk.post_message(author=makers.person(), thread=issue.thread, body="みはりのことば").message_id
    issues.hide_message(number=issue.number, message_id=said, by=officer, reason="人を傷つけます。")
    return Takedown.objects.get(part=said)


def page_of(cause: Takedown) -> str:
    message = f"&message={cause.part}" if cause.part else ""
    return f"/appeals/new/?issue={cause.number}{message}"


def appealed(cause, words="番地ではなく、公園の名前です。") -> Appeal:
    return actions.appeal(cause=cause, by=cause.author, words=words)


def decide(browser, appeal, outcome="reversed", answer="そのとおりでした。", key="k"):
    given = {"outcome": outcome, "answer": answer, "key": key}
    return browser.post(reverse("desk:appeal", args=[appeal.pk]), given)


def news(name: str) -> int:
    return OutboxItem.objects.filter(channel="news", payload__news=name).count()


def test_author_reads_the_reason_and_appeals_once(login, hidden):
    browser, address = login(hidden.author), f"/appeals/new/?issue={hidden.number}"
    assert news("moderation.hidden") == 1
    assert address in browser.get("/accounts/profile/").content.decode()
    assert "番地が書かれています。" in browser.get(address).content.decode()

    assert browser.post(address, {"words": "公園の名前です。"}).status_code == 302
    page = browser.get(address).content.decode()
    assert "公園の名前です。" in page and "まだです。" in page and "<textarea" not in page

    again = browser.post(address, {"words": "もう一度。"})
    assert again.status_code == 403 and "申し立ては、1つの決定に1回です。" in again.content.decode()
    assert Appeal.objects.count() == 1


def test_appeal_needs_words_and_not_too_many(login, hidden):
    browser, address = login(hidden.author), f"/appeals/new/?issue={hidden.number}"

    assert browser.post(address, {"words": " "}).status_code == 400
    assert browser.post(address, {"words": "あ" * 1001}).status_code == 400
    assert not Appeal.objects.exists()


def test_only_the_author_of_the_thing_finds_it(login, client, hidden, words):
    for cause in Takedown.objects.all():
        for who in (makers.person(), makers.officer(), makers.chief()):
            assert login(who).get(page_of(cause)).status_code == 404
        assert client.get(page_of(cause)).status_code == 302
    public = makers.issue()
    assert login(public.author).get(f"/appeals/new/?issue={public.number}").status_code == 404
    for query in ("", "?issue=", "?issue=x", "?issue=9999999999999999999", "?message=1", "?ban=1"):
        assert login(public.author).get(f"/appeals/new/{query}").status_code == 404, query


def test_banned_person_appeals_and_another_chief_lifts_it(login):
    person, first = makers.person(), makers.chief()
    actions.ban_person(public_id=person.public_id, by=first, reason="くりかえしたため。")
    browser = login(person)
    assert browser.post("/appeals/new/?ban=1", {"words": "わたしではありません。"}).status_code == 302
    appeal = Appeal.objects.get()

    assert decide(login(makers.officer()), appeal).status_code == 404
    assert decide(login(first), appeal).status_code == 403
    assert decide(login(makers.chief(makers.HIRANO)), appeal).status_code == 302

    assert not Ban.objects.in_force().exists() and makers.issue(author=person).pk
    assert news("moderation.appeal_decided") == 1
    assert "そのとおりでした。" in browser.get("/accounts/profile/").content.decode()


def test_new_ban_waits_for_the_answer_to_the_appeal(login):
    person, first = makers.person(), makers.chief()
    cause = actions.ban_person(public_id=person.public_id, by=first, reason="くりかえしたため。")
    appeal = actions.appeal(cause=cause, by=person, words="わたしではありません。")

    given = {"reason": "ほかの理由", "until": "", "key": "k"}
    answer = login(first).post(reverse("desk:ban", args=[person.public_id]), given)
    assert answer.status_code == 403 and "申し立てに答えてから、変えてください。" in answer.content.decode()
    assert Ban.objects.in_force().get() == cause and Appeal.objects.open().get() == appeal

    decide(login(makers.chief()), appeal, "upheld", "そのままです。")
    actions.ban_person(public_id=person.public_id, by=first, reason="ほかの理由")
    assert Ban.objects.in_force().get().reason == "ほかの理由"


def test_officer_who_hid_it_does_not_decide(login, officer, hidden):
    appeal = appealed(Takedown.objects.get())
    desk = login(officer)

    page = desk.get(reverse("desk:appeals")).content.decode()
    assert "番地ではなく、公園の名前です。" in page and 'name="outcome"' not in page
    answer = decide(desk, appeal)
    assert answer.status_code == 403 and "ほかの職員が答えます。" in answer.content.decode()
    assert Appeal.objects.open().exists()


def test_reversed_appeal_shows_the_post_again_and_the_author_is_trusted_as_before(login, client, hidden):
    appeal = appealed(Takedown.objects.get())

    assert decide(login(makers.officer(makers.KITA)), appeal).status_code == 302

    assert client.get(hidden.get_absolute_url()).status_code == 200
    hidden.author.refresh_from_db()
    assert hidden.author.last_hidden_at is None and Takedown.objects.get().undone_at is not None
    acts = list(JournalEntry.objects.filter(kind="issue", number=hidden.number).values_list("act", flat=True))
    assert acts[-4:] == ["issue.hide", "appeal.make", "appeal.reverse", "issue.restore"]
    assert news("moderation.appeal_decided") == 1


def test_reversed_appeal_shows_the_words_again_with_their_text(login, client, words):
    appeal = appealed(words)

    decide(login(makers.chief(makers.KITA)), appeal)

    assert not Message.objects.get().is_hidden
    assert "みはりのことば" in client.get(f"/issues/{words.number}/").content.decode()


def test_upheld_appeal_is_answered_and_nothing_changes(login, client, hidden):
    appeal = appealed(Takedown.objects.get())

    decide(login(makers.chief()), appeal, "upheld", "番地と読めます。")

    assert client.get(hidden.get_absolute_url()).status_code == 404
    page = login(hidden.author).get("/accounts/profile/").content.decode()
    assert "番地と読めます。" in page and "決定は、そのままです。" in page


def test_second_officer_is_told_with_both_texts(login, hidden):
    appeal = appealed(Takedown.objects.get())
    decide(login(makers.chief()), appeal, "upheld", "番地と読めます。")

    answer = decide(login(makers.officer()), appeal, "reversed", "公園の名前でした。")

    page = answer.content.decode()
    assert answer.status_code == 409 and "番地と読めます。" in page and "公園の名前でした。" in page
    assert Appeal.objects.get().outcome == "upheld"


def test_same_press_twice_decides_once(login, hidden):
    appeal, desk = appealed(Takedown.objects.get()), login(makers.chief())

    assert [decide(desk, appeal, key="same").status_code for _time in range(2)] == [302, 302]
    assert news("moderation.appeal_decided") == 1


@pytest.mark.parametrize(
    ("make", "status"),
    [
        (lambda: makers.officer(makers.HIRANO), 404),
        (lambda: makers.chief(makers.HIRANO), 404),
        (makers.editor, 404),
        (makers.person, 404),
    ],
)
def test_appeal_does_not_exist_outside_its_ward(login, hidden, make, status):
    appeal, browser = appealed(Takedown.objects.get()), login(make())

    assert decide(browser, appeal).status_code == status
    assert "公園の名前" not in browser.get(reverse("desk:appeals")).content.decode()
    assert Appeal.objects.open().exists()


def test_answer_without_words_or_outcome_keeps_what_was_typed(login, hidden):
    appeal, desk = appealed(Takedown.objects.get()), login(makers.chief())

    assert decide(desk, appeal, answer="").status_code == 400
    answer = decide(desk, appeal, outcome="maybe", answer="書いた答え")
    assert answer.status_code == 400 and "書いた答え" in answer.content.decode()


def test_post_that_the_desk_restores_by_itself_ends_its_appeal(hidden, officer):
    appeal = appealed(Takedown.objects.get())

    issues.restore_issue(number=hidden.number, by=officer, reason="見なおしました。")

    appeal.refresh_from_db()
    assert appeal.outcome == "reversed" and news("moderation.appeal_decided") == 1


def test_hidden_a_second_time_is_a_new_act_with_an_appeal_of_its_own(hidden, officer):
    appealed(Takedown.objects.get())
    issues.restore_issue(number=hidden.number, by=officer, reason="見なおしました。")
    issues.hide_issue(number=hidden.number, by=officer, reason="電話番号があります。")

    appealed(Takedown.objects.in_force().get())

    assert Appeal.objects.count() == 2


def test_queue_leads_to_what_waits_and_the_list_costs_no_query_an_appeal(login, officer, django_assert_max_num_queries):
    desk = login(makers.chief(makers.KITA))
    assert "不服の申し立てが" not in desk.get("/cms/desk/").content.decode()
    for _nth in range(4):
        issue = makers.issue()
        issues.hide_issue(number=issue.number, by=officer, reason="x")
        appealed(Takedown.objects.in_force().first())

    assert "不服の申し立てが 4件" in desk.get("/cms/desk/").content.decode()
    with django_assert_max_num_queries(14):
        assert desk.get(reverse("desk:appeals")).content.decode().count('name="answer"') == 4


def test_author_of_many_hidden_things_reads_them_in_a_few_queries(login, officer, django_assert_max_num_queries):
    author = makers.person()
    for _nth in range(4):
        issues.hide_issue(number=makers.issue(author=author).number, by=officer, reason="x")
    browser = login(author)

    with django_assert_max_num_queries(22):
        assert browser.get("/accounts/profile/").content.decode().count("/appeals/new/?issue=") == 4
