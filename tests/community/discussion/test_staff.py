"""話の整理: staff slow a talk down, close it with a sentence, pin a message; everybody sees it, all can be undone."""

import json
from datetime import timedelta

import pytest
from asgiref.sync import async_to_sync
from django.urls import reverse

from community.core.clock import held, now
from community.core.errors import InvalidInput, NotAllowed, NotFound, TooFast
from community.core.models import JournalEntry
from community.discussion import actions as talk
from community.discussion import live
from community.discussion.models import Event, Thread
from tests import makers
from tests.sockets import Socket, visit

SENTENCE = "工事が始まったので、ここの話は閉じます。"


def say(issue, body="はい", author=None):
    return talk.post_message(author=author or makers.person(), thread=fresh(issue), body=body).message


def fresh(issue) -> Thread:
    return Thread.objects.get(pk=issue.thread_id)


def press(browser, issue, verb, **fields):
    return browser.post(reverse("desk:talk_act", args=["issue", issue.number, verb]), fields)


def page(client, issue) -> str:
    return client.get(issue.get_absolute_url()).content.decode()


ACTS = {
    "slow": lambda by, thread: talk.slow_down(by=by, thread=thread, seconds=30),
    "close": lambda by, thread: talk.close_with(by=by, thread=thread, sentence=SENTENCE),
    "open": lambda by, thread: talk.open_again(by=by, thread=thread),
    "pin": lambda by, thread: talk.pin(by=by, thread=thread, message_id=None),
}


@pytest.mark.django_db
class TestWho:
    @pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
    @pytest.mark.parametrize("who", ["resident", "elsewhere", "off_duty"])
    def test_nobody_else_may(self, act, who):
        issue, off_duty = makers.issue(), makers.officer(makers.KITA)
        off_duty.on_duty = False
        people = {"resident": issue.author, "elsewhere": makers.officer(makers.HIRANO), "off_duty": off_duty}

        with pytest.raises(NotAllowed):
            act(people[who], issue.thread)

        assert not Event.objects.exists() and not JournalEntry.objects.filter(act__startswith="talk.").exists()

    @pytest.mark.parametrize("kind", ["issue", "project", "resource"])
    def test_the_desk_of_another_ward_finds_no_such_page(self, login, kind):
        number = fresh(getattr(makers, kind)(ward=makers.KITA)).number
        mine, others = login(makers.officer(makers.KITA)), login(makers.officer(makers.HIRANO))
        address = reverse("desk:talk", args=[kind, number])

        assert (mine.get(address).status_code, others.get(address).status_code) == (200, 404)
        assert others.post(f"{address}slow/", {"seconds": 30}).status_code == 404

    def test_residents_have_no_controls_and_staff_have(self, login):
        issue = makers.issue()
        say(issue)

        resident, officer = page(login(makers.person()), issue), page(login(makers.officer(makers.KITA)), issue)

        assert "話の整理" not in resident and "data-order" not in resident
        assert "話の整理" in officer and "data-order" in officer


@pytest.mark.django_db
class TestSlowly:
    def test_everybody_sees_the_pace_and_a_second_word_has_to_wait(self, client):
        issue, author = makers.issue(), makers.person()
        talk.slow_down(by=makers.officer(makers.KITA), thread=issue.thread, seconds=30)
        say(issue, author=author)

        with pytest.raises(TooFast) as refused:
            say(issue, author=author)

        assert "あと30秒" in str(refused.value) and refused.value.wait == 30
        assert "ゆっくりモード：30秒に1回" in page(client, issue)
        say(issue)  # somebody else
        with held(now() + timedelta(seconds=31)):
            say(issue, author=author)

    def test_the_same_key_is_answered_and_not_made_to_wait(self):
        issue, author = makers.issue(), makers.person()
        talk.slow_down(by=makers.officer(makers.KITA), thread=issue.thread, seconds=300)
        given = {"author": author, "thread": fresh(issue), "body": "はい", "key": "k"}

        assert talk.post_message(**given).pk == talk.post_message(**given).pk

    def test_staff_do_not_wait(self):
        issue, officer = makers.issue(), makers.officer(makers.KITA)
        talk.slow_down(by=officer, thread=issue.thread, seconds=300)

        say(issue, author=officer)
        say(issue, author=officer)

    def test_another_pace_than_those_there_are_is_refused(self):
        with pytest.raises(InvalidInput):
            talk.slow_down(by=makers.officer(), thread=makers.issue().thread, seconds=31)

    def test_it_ends_and_the_log_and_the_journal_tell_both(self, login, client):
        issue, browser = makers.issue(), login(makers.officer(makers.KITA))

        for _time in range(2):
            press(browser, issue, "slow", seconds="60", key="a")
        answer = press(browser, issue, "slow", seconds="0", key="b")

        assert answer.url == f"{issue.get_absolute_url()}#talk"
        assert list(Event.objects.values_list("type", "data__seconds")) == [("slow", 60), ("slow", 0)]
        told = JournalEntry.objects.filter(act="talk.slow", kind="issue", number=str(issue.number))
        assert [entry.after["seconds"] for entry in told] == [60, 0]
        assert "ゆっくりモードになりました：1分に1回" in page(client, issue) and "ゆっくりモード：" not in page(
            client, issue
        )


@pytest.mark.django_db
class TestClosing:
    def test_everybody_reads_why_in_the_composers_place(self, login, client):
        issue = makers.issue()
        press(login(makers.officer(makers.KITA)), issue, "close", sentence=SENTENCE)

        with pytest.raises(NotAllowed):
            say(issue)

        for text in (page(client, issue), page(login(makers.person()), issue)):
            assert SENTENCE in text and "北区役所" in text and "data-composer" not in text
        assert JournalEntry.objects.get(act="talk.close").note == SENTENCE

    def test_words_that_were_on_their_way_are_not_lost(self, login):
        issue = makers.issue()
        talk.close_with(by=makers.officer(), thread=issue.thread, sentence=SENTENCE)

        answer = login(makers.person()).post(
            reverse("issues:comments", args=[issue.number]), {"body": "だいじな文", "key": "k"}
        )

        assert answer.status_code == 403 and "だいじな文" in answer.content.decode()

    def test_it_begins_again(self, login, client):
        issue, browser = makers.issue(), login(makers.officer(makers.KITA))
        press(browser, issue, "close", sentence=SENTENCE)

        press(browser, issue, "open")

        say(issue, "つづきです")
        assert SENTENCE not in page(client, issue) and "つづきです" in page(client, issue)

    def test_a_sentence_is_needed_and_what_was_typed_stays(self, login):
        issue, browser = makers.issue(), login(makers.officer(makers.KITA))

        nothing, long = press(browser, issue, "close"), press(browser, issue, "close", sentence="あ" * 201)

        assert (nothing.status_code, long.status_code) == (400, 400) and "あ" * 201 in long.content.decode()
        assert not fresh(issue).closing_sentence

    def test_what_its_owner_closed_is_not_opened_by_it(self):
        issue, officer = makers.issue(), makers.officer()
        talk.close_with(by=officer, thread=issue.thread, sentence=SENTENCE)
        talk.close_talk(thread_id=issue.thread_id)

        talk.open_again(by=officer, thread=issue.thread)

        with pytest.raises(NotAllowed):
            say(issue)

    def test_what_the_desk_closed_is_not_opened_by_its_owner(self):
        issue, officer = makers.issue(), makers.officer()
        talk.close_with(by=officer, thread=issue.thread, sentence=SENTENCE)

        talk.open_talk_again(thread_id=issue.thread_id)

        with pytest.raises(NotAllowed):
            say(issue)


@pytest.mark.django_db
class TestPins:
    def test_message_stands_at_the_top_with_a_way_to_it(self, login, client):
        issue, browser = makers.issue(), login(makers.officer(makers.KITA))
        say(issue)
        said = say(issue, "工事は3日からです。")

        answer = press(browser, issue, "pin", message_id=said.pk)

        assert answer.url == f"{issue.get_absolute_url()}#m2"
        top = page(client, issue).split('role="log"')[0].split('data-region="talk-pin"')[1]
        assert said.author.shown_name in top and "工事は3日からです。" in top and 'href="#m2"' in top

    def test_it_is_taken_off(self, login, client):
        issue, browser = makers.issue(), login(makers.officer(makers.KITA))
        press(browser, issue, "pin", message_id=say(issue).pk)

        press(browser, issue, "unpin")

        assert "talk-pin__words" not in page(client, issue) and fresh(issue).pinned is None

    def test_words_of_another_talk_and_hidden_ones_are_refused(self):
        issue, officer = makers.issue(), makers.officer()
        other, hidden = say(makers.issue()), say(issue)
        talk.hide_message(thread_id=issue.thread_id, message_id=hidden.pk)

        with pytest.raises(NotFound):
            talk.pin(by=officer, thread=issue.thread, message_id=other.pk)
        with pytest.raises(NotAllowed):
            talk.pin(by=officer, thread=issue.thread, message_id=hidden.pk)

    def test_it_goes_with_the_words(self, login, client):
        issue, browser = makers.issue(), login(makers.officer(makers.KITA))
        said = say(issue, "かくれることば")
        press(browser, issue, "pin", message_id=said.pk)

        press(browser, issue, "hide", message_id=said.pk, reason="番地があります。")

        assert "かくれることば" not in page(client, issue) and fresh(issue).pinned is None


@pytest.mark.django_db
class TestOneMessage:
    def test_hiding_leads_from_the_line_to_the_desk_and_back_to_it(self, login):
        issue, browser = makers.issue(), login(makers.officer(makers.KITA))
        said = say(issue, "家の番号は12です")
        way = f"{reverse('desk:talk', args=['issue', issue.number])}?message={said.pk}"
        assert f'href="{way}"' in page(browser, issue)

        form = browser.get(way).content.decode()
        answer = press(browser, issue, "hide", message_id=said.pk, reason="番地があります。", key="k")

        assert "家の番号は12です" in form and said.author.shown_name in form
        assert answer.url == f"{issue.get_absolute_url()}#m1"
        assert JournalEntry.objects.get(act="message.hide").note == "番地があります。"

        press(browser, issue, "show", message_id=said.pk, reason="問題ありません。", key="k2")
        assert "家の番号は12です" in page(browser, issue)

    @pytest.mark.parametrize("kind", ["project", "resource"])
    def test_words_about_other_things_too(self, login, client, kind):
        thing = getattr(makers, kind)()  # a project is the whole city's
        said = talk.post_message(author=makers.person(), thread=thing.thread, body="家の番号は12です").message
        browser = login(makers.officer())

        browser.post(reverse("desk:talk_act", args=[kind, thing.pk, "hide"]), {"message_id": said.pk, "reason": "番地"})

        said.refresh_from_db()
        assert said.is_hidden and "家の番号は12です" not in client.get(thing.get_absolute_url()).content.decode()

    def test_without_a_reason_the_page_says_so(self, login):
        issue, browser = makers.issue(), login(makers.officer(makers.KITA))
        said = say(issue)

        answer = press(browser, issue, "hide", message_id=said.pk)

        assert answer.status_code == 400 and "理由を書いてください。" in answer.content.decode()

    @pytest.mark.parametrize("number", ["", "0", "x", "9" * 30])
    def test_no_such_message(self, login, number):
        issue, browser = makers.issue(), login(makers.officer(makers.KITA))

        assert press(browser, issue, "pin", message_id=number).status_code == 400
        assert browser.get(reverse("desk:talk", args=["issue", issue.number]), {"message": number}).status_code == 200


def heard(issue, script=None, after=0):
    return async_to_sync(visit)(f"/ws/threads/issue/{issue.number}/?after={after}", script)


def test_a_page_with_a_pin_stays_within_its_twelve_queries(committed, warm, client, django_assert_max_num_queries):
    issue = makers.issue()
    talk.pin(by=makers.officer(), thread=issue.thread, message_id=say(issue).pk)
    client.get(issue.get_absolute_url())

    with django_assert_max_num_queries(12):
        client.get(issue.get_absolute_url())


@pytest.mark.usefixtures("committed")
class TestOpenPages:
    def test_each_event_brings_what_it_changes(self):
        issue, officer = makers.issue(), makers.officer(makers.KITA)
        said = say(issue, "工事は3日からです。")
        talk.slow_down(by=officer, thread=issue.thread, seconds=10)
        talk.close_with(by=officer, thread=issue.thread, sentence=SENTENCE)
        talk.pin(by=officer, thread=issue.thread, message_id=said.pk)

        slow, close, pin = heard(issue, after=1)[1:]

        assert [frame["type"] for frame in (slow, close, pin)] == ["slow", "close", "pin"]
        assert not any(frame["author"] for frame in (slow, close, pin))
        assert 'data-region="talk-state"' in slow["html"] and SENTENCE in close["html"]
        assert 'data-region="talk-pin"' in pin["html"] and "工事は3日からです。" in pin["html"]
        assert officer.public_id not in json.dumps([slow, close, pin]) and officer.shown_name not in str(pin)

    def test_pinned_words_that_were_hidden_are_sent_to_nobody_any_more(self):
        issue, officer = makers.issue(), makers.officer(makers.KITA)
        said = say(issue, "かくれることば")
        talk.pin(by=officer, thread=issue.thread, message_id=said.pk)

        async def hide(socket: Socket) -> None:
            await live.in_database(lambda: talk.hide_message(thread_id=issue.thread_id, message_id=said.pk))

        first = heard(issue, hide)
        again = heard(issue)

        assert first[-1]["type"] == "hide" and 'data-region="talk-pin"></template>' in first[-1]["html"]
        assert "かくれることば" not in json.dumps(again, ensure_ascii=False)
        assert "かくれることば" not in first[-1]["html"]
