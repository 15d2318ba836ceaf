"""The talk: over the form and over the socket the same action, the same log."""

import json
import threading

import pytest
from asgiref.sync import async_to_sync
from django.conf import settings
from django.db import connections
from django.urls import reverse

from community.accounts.models import User
from community.core.errors import InvalidInput, NotAllowed
from community.discussion import actions, consumers, live, pages
from community.discussion.models import Event, Message, Seen, Thread
from tests import makers
from tests.sockets import Socket, visit

BAD_FRAMES = [
    "", "{", "[]", "null", '"x"', '{"t":"post"}', '{"t":"post","key":1,"body":"x"}', '{"t":"nonsense"}',
    '{"t":"post","key":"k","body":["x"]}', "[" * 9000,
    '{"t":"post","key":"k","body":"x","photos":"x"}', '{"t":"post","key":"k","body":"x","photos":[1]}',
    '{"t":"post","key":"k","body":"x","photos":["\\ud800"]}',
    '{"t":"post","key":"k","body":"x","reply_to":"1"}', '{"t":"post","key":"k","body":"x","reply_to":1e400}',
    '{"t":"edit","key":"k","id":1}', '{"t":"edit","key":"k","id":99999999999999999999,"body":"x"}',
    '{"t":"delete","key":"k","id":true}', '{"t":"delete","id":1}', '{"t":"react","key":"k","id":1,"emoji":[]}',
    '{"t":"react","key":"k","id":1,"emoji":"helpful","on":1}', '{"t":"seen","seq":"1"}', '{"t":"seen","seq":-1}',
]  # fmt: skip


def cookie_of(client) -> str:
    session = client.cookies.get(settings.SESSION_COOKIE_NAME)
    return f"{settings.SESSION_COOKIE_NAME}={session.value}" if session else ""


def address(issue, after="") -> str:
    return f"/ws/threads/issue/{issue.number}/" + (f"?after={after}" if after != "" else "")


def heard(issue, script=None, *, after=0, at_least=1, **extra):
    return async_to_sync(visit)(address(issue, after), script, at_least=at_least, **extra)


@pytest.mark.django_db
class TestForm:
    def send(self, client, issue, **fields):
        return client.post(reverse("issues:comments", args=[issue.number]), {"key": "k"} | fields)

    def test_resident_says_something_and_everybody_reads_it(self, login, client):
        issue = makers.issue()

        answer = self.send(login(makers.person()), issue, body="うちの前も同じです。")

        assert answer.url == f"{issue.get_absolute_url()}#m1"
        assert "うちの前も同じです。" in client.get(issue.get_absolute_url()).content.decode()

    def test_script_is_told_the_number_or_what_is_wrong(self, login):
        issue, browser = makers.issue(), login(makers.person())
        address, asked = reverse("issues:comments", args=[issue.number]), {"HTTP_ACCEPT": "application/json"}

        said = browser.post(address, {"key": "k", "body": "はい"}, **asked)
        refused = browser.post(address, {"key": "l", "body": " "}, **asked)

        assert said.json() == {"seq": 1}
        assert refused.status_code == 400 and refused.json()["code"] == "invalid" and refused.json()["message"]

    def test_same_key_is_said_once(self, login):
        issue, browser = makers.issue(), login(makers.person())

        first, second = self.send(browser, issue, body="はい"), self.send(browser, issue, body="はい")

        assert first.url == second.url and Message.objects.count() == 1
        assert Thread.objects.get(pk=issue.thread_id).last_seq == 1

    def test_same_key_in_another_talk_is_another_message(self, login):
        browser = login(makers.person())

        self.send(browser, makers.issue(), body="はい")
        self.send(browser, makers.issue(), body="はい")

        assert Message.objects.count() == 2

    @pytest.mark.parametrize("body", ["", "   ", "\u200b", "あ" * 2001])
    def test_words_that_cannot_be_sent_stay_in_the_field(self, login, body):
        issue = makers.issue()

        answer = self.send(login(makers.person()), issue, body=body)

        assert answer.status_code == 400 and "。" in answer.content.decode()
        assert body.strip() in answer.content.decode() and not Message.objects.exists()

    def test_visitor_is_sent_to_the_log_in_and_back(self, client):
        issue = makers.issue()

        assert issue.get_absolute_url() in self.send(client, issue, body="はい").url

    def test_officer_of_the_ward_speaks_for_the_city(self, login, client):
        issue, officer = makers.issue(), makers.officer(makers.KITA)

        self.send(login(officer), issue, body="明日見に行きます。")

        page = client.get(issue.get_absolute_url()).content.decode()
        assert "北区役所" in page and 'data-role="official"' in page
        assert officer.shown_name not in page and officer.public_id not in page

    def test_officer_of_another_ward_is_a_neighbour(self, login):
        self.send(login(makers.officer(makers.HIRANO)), makers.issue(), body="はい")

        assert not Message.objects.get().official

    def test_officer_off_duty_is_asked_for_the_second_step_before_anything_goes_out(self, login):
        issue, browser = makers.issue(), login(makers.officer(makers.KITA), on_duty=False)

        answer = self.send(browser, issue, body="はい")

        assert answer.status_code == 403 and not Message.objects.exists()
        assert reverse("mfa_reauthenticate") in browser.get(issue.get_absolute_url()).content.decode()

    def test_newcomers_addresses_are_not_links(self, login, client):
        issue = makers.issue()
        self.send(login(makers.newcomer()), issue, body="http://spam.example/")
        self.send(login(makers.person()), issue, body="http://help.example/", key="other")

        page = client.get(issue.get_absolute_url()).content.decode()
        assert 'href="http://spam.example/"' not in page and 'href="http://help.example/"' in page

    def test_closed_board_takes_no_words(self, login):
        issue = makers.issue()
        type(issue.board).objects.update(accepts_comments=False)

        assert self.send(login(makers.person()), issue, body="はい").status_code == 403

    def test_too_fast_is_told_how_long_to_wait(self, login):
        issue, browser = makers.issue(), login(makers.newcomer())

        answers = [self.send(browser, issue, body=f"{n}", key=f"k{n}") for n in range(8)]

        assert answers[-1].status_code == 429 and answers[-1]["Retry-After"]


@pytest.mark.usefixtures("committed")
class TestSocket:
    def test_log_comes_in_order_and_then_what_is_new(self):
        issue, author = makers.issue(), makers.person()
        for n in range(3):
            actions.post_message(author=author, thread=issue.thread, body=f"その{n}")

        async def another(socket):
            await live.in_database(lambda: actions.post_message(author=author, thread=issue.thread, body="あたらしい"))

        frames = heard(issue, another)

        assert frames[0] == {"t": "hello", "seq": 3, "can_post": False, "me": None}
        assert [frame["seq"] for frame in frames[1:]] == [1, 2, 3, 4]
        assert "あたらしい" in frames[-1]["html"] and frames[-1]["author"] == author.public_id

    def test_page_that_was_away_asks_for_what_it_missed(self):
        issue, author = makers.issue(), makers.person()
        for n in range(5):
            actions.post_message(author=author, thread=issue.thread, body=f"その{n}")

        assert [frame["seq"] for frame in heard(issue, after=3)[1:]] == [4, 5]

    def test_log_longer_than_a_page_comes_whole(self):
        issue, author = makers.issue(), makers.person()
        thread = issue.thread
        Message.objects.bulk_create(Message(thread=thread, author=author, body=f"{n}") for n in range(450))
        Event.objects.bulk_create(
            Event(thread=thread, seq=n, type="message", author=author, message=message)
            for n, message in enumerate(Message.objects.order_by("pk"), 1)
        )
        Thread.objects.update(last_seq=450)

        assert [frame["seq"] for frame in heard(issue, at_least=451)[1:]] == list(range(1, 451))

    def test_posting_over_the_socket_is_confirmed_by_key(self, login):
        issue, browser = makers.issue(), login(makers.person())

        async def say_twice(socket: Socket):
            for _time in range(2):
                await socket.say({"t": "post", "key": "k1", "body": "はい"})

        frames = heard(issue, say_twice, cookie=cookie_of(browser))

        assert frames[0]["can_post"] is True and frames[0]["me"]
        assert [frame["seq"] for frame in frames if frame["t"] == "ack"] == [1, 1]
        assert len([frame for frame in frames if frame["t"] == "event"]) == 1 == Message.objects.count()

    def test_form_and_socket_share_their_keys(self, login):
        issue, browser = makers.issue(), login(makers.person())
        browser.post(reverse("issues:comments", args=[issue.number]), {"key": "k1", "body": "はい"})

        frames = heard(issue, lambda s: s.say({"t": "post", "key": "k1", "body": "はい"}), cookie=cookie_of(browser))

        assert {"t": "ack", "key": "k1", "seq": 1} in frames and Message.objects.count() == 1

    @pytest.mark.parametrize(
        "frame",
        BAD_FRAMES,
    )
    def test_bad_frame_is_told_so_and_nothing_is_stored(self, login, frame):
        issue = makers.issue()

        frames = heard(issue, lambda socket: socket.say(frame), cookie=cookie_of(login(makers.person())))

        assert frames[-1]["t"] == "error" and frames[-1]["code"] == "bad_frame"
        assert not Message.objects.exists()

    def test_words_are_changed_marked_and_taken_away_over_the_socket(self, login):
        issue, person = makers.issue(), makers.person()
        said = actions.post_message(author=person, thread=issue.thread, body="はじめ").message_id

        async def script(socket):
            await socket.say({"t": "react", "key": "a", "id": said, "emoji": "helpful"})
            await socket.say({"t": "edit", "key": "b", "id": said, "body": "なおした"})
            await socket.say({"t": "delete", "key": "c", "id": said})
            await socket.say({"t": "seen", "seq": 3})
            await socket.hear(6)

        frames = heard(issue, script, cookie=cookie_of(login(person)), after=0)

        again = heard(issue, after=0)
        assert [frame["type"] for frame in again[1:]] == ["message", "react", "edit", "delete"]
        assert "なおした" not in json.dumps(again, ensure_ascii=False) and len(frames) >= 2
        assert Seen.objects.get(person=person).seq == 3

    @pytest.mark.parametrize("frame", [{"t": "edit", "body": "x"}, {"t": "delete"}])
    def test_words_of_others_and_of_other_talks_stay_as_they_are(self, login, frame):
        issue, other, person = makers.issue(), makers.issue(), makers.person()
        theirs = actions.post_message(author=makers.person(), thread=issue.thread, body="ひとのことば").message_id
        elsewhere = actions.post_message(author=person, thread=other.thread, body="べつの話").message_id

        async def script(socket):
            for number in (theirs, elsewhere):
                await socket.say(frame | {"key": f"k{number}", "id": number})

        codes = [frame["code"] for frame in heard(issue, script, cookie=cookie_of(login(person))) if "code" in frame]

        assert codes == ["forbidden", "gone"]
        assert set(Message.objects.values_list("body", flat=True)) == {"ひとのことば", "べつの話"}

    def test_visitor_cannot_post(self):
        frames = heard(makers.issue(), lambda socket: socket.say({"t": "post", "key": "k", "body": "x"}))

        assert (frames[-1]["t"], frames[-1]["code"], frames[-1]["key"]) == ("error", "login", "k")

    def test_person_who_logged_out_elsewhere_can_no_longer_write(self, login):
        issue, browser = makers.issue(), login(makers.person())
        cookie = cookie_of(browser)

        async def after_logout(socket):
            await live.in_database(browser.logout)
            await socket.say({"t": "post", "key": "k", "body": "x"})

        assert heard(issue, after_logout, cookie=cookie)[-1]["code"] == "login"
        assert not Message.objects.exists()

    def test_person_who_was_locked_out_can_no_longer_write(self, login):
        issue, person = makers.issue(), makers.person()

        async def after_lock(socket):
            await live.in_database(lambda: User.objects.filter(pk=person.pk).update(is_active=False))
            await socket.say({"t": "post", "key": "k", "body": "x"})

        assert heard(issue, after_lock, cookie=cookie_of(login(person)))[-1]["code"] == "login"

    @pytest.mark.parametrize("frame", [{"key": "\ud800", "body": "はい"}, {"key": "k", "body": "\udfff"}])
    def test_half_a_character_is_refused_and_the_talk_goes_on(self, login, frame):
        async def post(socket):
            await socket.say({"t": "post"} | frame)
            await socket.say({"t": "post", "key": "whole", "body": "はい"})

        frames = heard(makers.issue(), post, cookie=cookie_of(login(makers.person())))

        assert [frame["t"] for frame in frames if frame["t"] in ("error", "ack")] == ["error", "ack"]

    def test_flood_is_cut(self, login):
        async def flood(socket):
            for _n in range(40):
                await socket.say({"t": "typing"})

        assert heard(makers.issue(), flood)[-1] == {"close": consumers.FLOOD}

    @pytest.mark.parametrize(
        "origin",
        [
            "",
            "http://evil.example",
            "https://testserver.evil.example",
            "null",
            "file://",
            "http://testserver:81",
            "https://testserver",
        ],
    )
    def test_page_of_another_site_cannot_open_a_socket(self, origin):
        assert heard(makers.issue(), origin=origin) == [{"refused": True}]

    def test_unknown_host_cannot_open_a_socket(self):
        assert heard(makers.issue(), host="evil.example", origin="http://evil.example") == [{"refused": True}]

    def test_unknown_thread_and_unknown_address_are_refused(self):
        assert async_to_sync(visit)("/ws/threads/issue/999999/") == [{"close": consumers.NOT_ALLOWED}]
        assert async_to_sync(visit)("/ws/nothing/") == [{"refused": True}]

    def test_one_address_cannot_hold_all_sockets(self, monkeypatch):
        monkeypatch.setattr(pages, "MOST_A_NETWORK", 0)

        assert heard(makers.issue()) == [{"close": consumers.FLOOD}]

    def test_cookies_of_others_do_not_hide_the_session(self, login):
        cookie = f'odd={{"a":1}}; without; {cookie_of(login(makers.person()))}'

        assert heard(makers.issue(), cookie=cookie)[0]["can_post"] is True

    def test_languages_are_encoded_apart(self):
        issue = makers.issue()
        actions.post_message(author=makers.officer(makers.KITA), thread=issue.thread, body="はい")

        assert "Kita Ward Office" in json.dumps(
            heard(issue, cookie="django_language=en", at_least=2), ensure_ascii=False
        )
        assert "北区役所" in json.dumps(heard(issue, at_least=2), ensure_ascii=False)

    def test_numbers_have_no_gaps_whoever_writes_at_once(self):
        issue, people = makers.issue(), [makers.person() for _n in range(8)]

        def write(person):
            for n in range(5):
                actions.post_message(author=person, thread=issue.thread, body=f"{n}", key=f"{n}")
            connections.close_all()

        threads = [threading.Thread(target=write, args=[person]) for person in people]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert list(Event.objects.order_by("seq").values_list("seq", flat=True)) == list(range(1, 41))
        assert Thread.objects.get(pk=issue.thread_id).last_seq == 40


@pytest.mark.django_db
def test_whoever_may_not_post_is_refused_by_the_action_itself():
    issue = makers.issue()

    with pytest.raises(NotAllowed):
        actions.post_message(author=User(is_active=False), thread=issue.thread, body="x")
    with pytest.raises(InvalidInput):
        actions.post_message(author=makers.person(), thread=issue.thread, body="x", key="k" * 65)


@pytest.mark.usefixtures("committed")
class TestWordsShownAgain:
    def test_open_page_gets_the_words_back_and_then_no_more(self):
        """Hidden, shown, hidden: each time the words take or leave their place, also for whoever comes back later."""
        issue, author = makers.issue(), makers.person()
        said = actions.post_message(author=author, thread=issue.thread, body="みはりのことば").message_id
        given = {"thread_id": issue.thread_id, "message_id": said}

        async def turn(socket: Socket) -> None:
            for act in (actions.hide_message, actions.show_message):
                await live.in_database(lambda act=act: act(**given))
                await socket.hear()
            await live.in_database(lambda: actions.hide_message(**given))

        heard = async_to_sync(visit)(f"/ws/threads/issue/{issue.number}/?after=1", turn)
        again = async_to_sync(visit)(f"/ws/threads/issue/{issue.number}/?after=0")

        assert heard[-1]["type"] == "hide" and "みはりのことば" not in heard[-1]["html"]
        assert [frame["type"] for frame in again[1:]] == ["message", "hide", "show", "hide"]
        assert "みはりのことば" not in json.dumps(again, ensure_ascii=False)

    def test_show_brings_the_words_to_their_place(self):
        issue, author = makers.issue(), makers.person()
        said = actions.post_message(author=author, thread=issue.thread, body="みはりのことば").message_id
        actions.hide_message(thread_id=issue.thread_id, message_id=said)
        actions.show_message(thread_id=issue.thread_id, message_id=said)

        frame = async_to_sync(visit)(f"/ws/threads/issue/{issue.number}/?after=2")[-1]

        assert frame["type"] == "show" and frame["id"] == said and frame["author"] is None
        assert f'data-region="message-{said}"' in frame["html"] and "みはりのことば" in frame["html"]


def test_message_costs_at_most_twelve_queries(committed, warm, django_assert_max_num_queries):
    issue, author = makers.issue(), makers.person()
    actions.post_message(author=author, thread=issue.thread, body="はじめて", key="a")

    with django_assert_max_num_queries(12):
        actions.post_message(author=author, thread=issue.thread, body="はい", key="b")
