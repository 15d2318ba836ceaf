"""The talk over the API: the same door and the same action as the page, the form and the socket."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from community.accounts import actions as people
from community.accounts import api as door
from community.accounts.models import ApiToken, User
from community.core import clock
from community.core.ratelimit import Rate
from community.core.visibility import Visibility
from community.discussion import actions
from community.discussion.models import Event, Message, Thread
from community.moderation import actions as moderation
from tests import makers

BAD_BODIES = [
    b"{", b"[]", b"null", b"[" * 9000, b"9" * 5000, b'{"body": "\xff"}', b'{"body": "x"}', b'{"key": "k"}',
    b'{"body": ["x"], "key": "k"}', b'{"body": "x", "key": 1}', b'{"body": "x", "key": ""}',
    b'{"body": "", "key": "k"}', b'{"body": "x", "key": "a\\u0000"}', b'{"body": "\\ud800", "key": "k"}',
    b'{"body": "x", "key": "' + b"k" * 65 + b'"}',
]  # fmt: skip


def address(issue: Any, query: str = "") -> str:
    return f"/api/v1/threads/issue/{issue.number}/messages{query}"


def secret_of(person: User, *scopes: str) -> str:
    made = people.make_token(person=person, name="ロボット", scopes=scopes or ("read", "write"))
    return made[1]


def program(person: User, *scopes: str) -> Client:
    """No browser: no cookies, a token, and form tokens would be asked for."""
    return Client(enforce_csrf_checks=True, headers={"Authorization": f"Bearer {secret_of(person, *scopes)}"})


def say(client: Client, issue: Any, body: Any = "はい", key: Any = "k", **extra: Any) -> Any:
    return client.post(address(issue), json.dumps({"body": body, "key": key}), "application/json", **extra)


def refused(answer: Any, status: int, code: str) -> bool:
    error = answer.json()["error"]
    return answer.status_code == status and error["code"] == code and "。" in answer.content.decode()


@pytest.mark.django_db
class TestReading:
    def test_everybody_reads_a_public_talk(self, client):
        issue, person = makers.issue(), makers.person(display_name="みどり")
        actions.post_message(author=person, thread=issue.thread, body="うちの前も <b> です。")

        answer = client.get(address(issue))

        told = answer.json()
        assert told["thread"] == {"kind": "issue", "number": issue.number, "last_seq": 1} and told["next"] is None
        assert told["messages"] == [
            {
                "id": Message.objects.get().pk,
                "seq": 1,
                "at": Message.objects.get().at.isoformat(),
                "author": {"id": person.public_id, "name": "みどり"},
                "official": False,
                "office": None,
                "organisation": None,
                "body": "うちの前も <b> です。",
                "html": "<p>うちの前も &lt;b&gt; です。</p>",
                "state": "shown",
                "reply_to": None,
                "edited_at": None,
            }
        ]
        assert "no-store" in answer["Cache-Control"] and {"Authorization", "Cookie"} <= set(answer["Vary"].split(", "))

    def test_pages_follow_each_other_without_gap_or_repetition(self, client):
        issue, person = makers.issue(), makers.person()
        for n in range(5):
            actions.post_message(author=person, thread=issue.thread, body=f"{n}")
            actions.append_event(thread_id=issue.thread_id, type="status", by=None, data={"status": "in_review"})
        found, after = [], 0

        while after is not None:
            page = client.get(address(issue, f"?after={after}&limit=2")).json()
            found += [message["body"] for message in page["messages"]]
            after = page["next"]

        assert found == ["0", "1", "2", "3", "4"] and page["thread"]["last_seq"] == 10

    def test_no_more_than_two_hundred_come_at_once(self, client):
        issue, author = makers.issue(), makers.person()
        said = Message.objects.bulk_create(
            Message(thread=issue.thread, author=author, key=f"{n}", body=f"{n}") for n in range(202)
        )
        Event.objects.bulk_create(
            Event(thread=issue.thread, seq=n, type=Event.MESSAGE, author=author, message=one)
            for n, one in enumerate(said, start=1)
        )
        Thread.objects.filter(pk=issue.thread_id).update(last_seq=202)

        page = client.get(address(issue, "?limit=9999")).json()

        assert len(page["messages"]) == 200 and page["next"] == 200

    def test_words_of_the_city_and_of_organisations_name_nobody(self, client):
        issue, officer, owner = makers.issue(), makers.officer(makers.KITA), makers.person()
        group = makers.organisation(author=owner, name="さくらの会")
        actions.post_message(author=officer, thread=issue.thread, body="見に行きます。")
        actions.post_message(author=owner, thread=issue.thread, body="手伝います。", organisation=group)

        answer = client.get(address(issue))

        of_city, of_group = answer.json()["messages"]
        assert (of_city["author"], of_city["official"], of_city["office"]) == (None, True, "北区役所")
        assert (of_group["author"], of_group["official"], of_group["organisation"]) == (None, False, "さくらの会")
        for person in (officer, owner):
            assert person.public_id not in answer.content.decode()
            assert person.shown_name not in answer.content.decode()

    @pytest.mark.parametrize("act", [actions.hide_message, actions.set_message_aside])
    def test_hidden_words_have_neither_words_nor_a_name(self, client, act):
        issue, person = makers.issue(), makers.person()
        event = actions.post_message(author=person, thread=issue.thread, body="ひどいことば")
        act(thread_id=issue.thread_id, message_id=event.message_id)

        answer = client.get(address(issue))

        (told,) = answer.json()["messages"]
        assert (told["body"], told["html"], told["author"], told["state"]) == (None, None, None, "hidden")
        assert "ひどい" not in answer.content.decode() and person.public_id not in answer.content.decode()

    def test_what_one_may_not_know_is_unknown(self, client):
        issue = makers.issue(visibility=Visibility.PENDING)
        neighbour = program(makers.person())

        assert refused(client.get(address(issue)), 404, "not_found")
        assert refused(neighbour.get(address(issue)), 404, "not_found")
        assert refused(say(neighbour, issue), 404, "not_found")
        assert refused(client.get("/api/v1/threads/nothing/1/messages"), 404, "not_found")
        assert refused(client.get("/api/v1/nothing"), 404, "not_found")
        assert refused(client.get(f"/api/v1/threads/issue/{'9' * 30}/messages"), 404, "not_found")

    def test_author_reads_with_a_token_what_waits_for_approval(self):
        author = makers.person()
        issue = makers.issue(author=author, visibility=Visibility.PENDING)

        assert program(author).get(address(issue)).status_code == 200

    @pytest.mark.parametrize("query", ["?after=x", "?after=-1", "?limit=0", "?limit=", f"?after={'9' * 400}"])
    def test_query_that_is_no_number_is_refused_in_words(self, client, query):
        assert refused(client.get(address(makers.issue(), query)), 400, "bad_frame")

    def test_long_talk_costs_as_much_as_a_short_one(self, client, django_assert_max_num_queries):
        issue = makers.issue()
        group = makers.organisation(author=makers.person())
        for n in range(12):
            actions.post_message(author=makers.person(), thread=issue.thread, body=f"{n}")
            actions.post_message(author=group.author, thread=issue.thread, body=f"{n}", organisation=group)

        with django_assert_max_num_queries(3):
            client.get(address(issue))


@pytest.mark.django_db
class TestWriting:
    def test_program_says_something_and_everybody_reads_it(self, client):
        issue, person = makers.issue(), makers.person()

        answer = say(program(person), issue, "機械から、こんにちは。")

        assert answer.status_code == 201 and answer.json()["author"]["id"] == person.public_id
        assert "機械から、こんにちは。" in client.get(issue.get_absolute_url()).content.decode()

    def test_answer_names_what_it_answers_and_only_within_the_talk(self):
        issue, other = makers.issue(), makers.issue()
        first = actions.post_message(author=issue.author, thread=issue.thread, body="しっていますか。").message_id
        elsewhere = actions.post_message(author=issue.author, thread=other.thread, body="べつの話").message_id
        client = program(makers.person())

        def answer(reply_to: Any, key: str) -> Any:
            body = json.dumps({"body": "はい", "key": key, "reply_to": reply_to})
            return client.post(address(issue), body, "application/json")

        assert answer(first, "a").json()["reply_to"] == first
        assert all(refused(answer(wrong, "b"), 400, "bad_frame") for wrong in (elsewhere, "1", True))

    def test_same_key_is_said_once(self):
        issue, robot = makers.issue(), program(makers.person())

        first, second = say(robot, issue), say(robot, issue)

        assert (first.status_code, second.status_code) == (201, 200) and first.json() == second.json()
        assert Message.objects.count() == 1

    @pytest.mark.parametrize("body", BAD_BODIES)
    def test_body_that_cannot_be_read_is_refused_in_words(self, body):
        answer = program(makers.person()).post(address(makers.issue()), body, "application/json")

        assert refused(answer, 400, "bad_frame") and not Message.objects.exists()

    def test_other_forms_and_large_bodies_are_refused(self):
        issue, robot = makers.issue(), program(makers.person())

        assert refused(robot.post(address(issue), {"body": "x", "key": "k"}), 415, "not_json")
        assert refused(say(robot, issue, "あ" * 30_000), 413, "too_large")
        assert refused(say(robot, issue, "あ" * 2001), 400, "bad_frame")

    def test_method_that_is_not_there_names_those_that_are(self):
        answer = program(makers.person()).delete(address(makers.issue()))

        assert refused(answer, 405, "method") and answer["Allow"] == "GET, HEAD, POST"

    def test_stranger_is_asked_who_it_is(self, client):
        answer = say(client, makers.issue())

        assert refused(answer, 401, "login") and answer["WWW-Authenticate"].startswith("Bearer")

    def test_closed_talk_says_so(self):
        issue = makers.issue()
        actions.close_talk(thread_id=issue.thread_id)

        assert refused(say(program(makers.person()), issue), 403, "closed")

    def test_banned_person_reads_and_does_not_write(self):
        issue, person = makers.issue(), makers.person()
        robot = program(person)
        moderation.ban_person(public_id=person.public_id, by=makers.chief(), reason="あらし")

        assert robot.get(address(issue)).status_code == 200
        assert refused(say(robot, issue), 403, "forbidden") and not Message.objects.exists()

    def test_too_fast_is_told_how_long_to_wait(self):
        issue, robot = makers.issue(), program(makers.newcomer())

        with clock.held(clock.now()):
            answers = [say(robot, issue, f"{n}", f"k{n}") for n in range(8)]

        assert refused(answers[-1], 429, "rate") and int(answers[-1]["Retry-After"]) > 0

    def test_one_person_asks_so_often_and_no_oftener(self, monkeypatch):
        monkeypatch.setattr(door, "PERSONS", Rate(3, 60))
        issue, person = makers.issue(), makers.person()
        first, second = program(person), program(person)

        with clock.held(clock.now()):
            answers = [robot.get(address(issue)).status_code for robot in (first, second, first, second)]
            neighbour = program(makers.person()).get(address(issue)).status_code

        assert answers == [200, 200, 200, 429] and neighbour == 200

    def test_one_address_tries_so_many_tokens_and_no_more(self, monkeypatch):
        monkeypatch.setattr(door, "ADDRESSES", Rate(2, 60))
        issue, guesser = makers.issue(), Client(headers={"Authorization": "Bearer mycomi_" + "a" * 32})

        with clock.held(clock.now()):
            answers = [guesser.get(address(issue)).status_code for _ in range(3)]

        assert answers == [401, 401, 429]


@pytest.mark.django_db
class TestInWhoseName:
    def test_page_shows_its_form_token_before_it_writes(self, login):
        issue, person = makers.issue(), makers.person()
        page = login(person, enforce_csrf_checks=True)
        page.get("/accounts/profile/")
        form_token = page.cookies["csrftoken"].value

        assert refused(say(page, issue), 403, "csrf") and not Message.objects.exists()
        assert say(page, issue, headers={"X-CSRFToken": form_token}).status_code == 201

    @pytest.mark.parametrize(
        "header",
        ["Bearer mycomi_wrong", "Bearer ", "Bearer", "", "Basic eDp5", "bearer \u00e9", "Bearer " + "a" * 9000],
    )
    def test_wrong_token_never_falls_back_to_the_session(self, login, header):
        issue, page = makers.issue(), login(makers.person())

        assert refused(page.get(address(issue), headers={"Authorization": header}), 401, "login")
        assert refused(say(page, issue, headers={"Authorization": header}), 401, "login")
        assert not Message.objects.exists()

    def test_token_counts_and_not_the_session_beside_it(self, login):
        issue, sender = makers.issue(), makers.person()
        page = login(makers.person())

        say(page, issue, headers={"Authorization": f"Bearer {secret_of(sender)}"})

        assert Message.objects.get().author == sender

    def test_token_to_read_does_not_write(self):
        issue, robot = makers.issue(), program(makers.person(), "read")

        assert robot.get(address(issue)).status_code == 200
        assert refused(say(robot, issue), 403, "forbidden") and not Message.objects.exists()

    def test_token_ends_with_its_day_its_account_and_when_it_is_taken_back(self):
        issue = makers.issue()
        stopped, taken_back, old = makers.person(), makers.person(), makers.person()
        programs = [program(person) for person in (stopped, taken_back, old)]
        assert [say(robot, issue).status_code for robot in programs] == [201, 201, 201]

        User.objects.filter(pk=stopped.pk).update(is_active=False)
        people.end_token(person=taken_back, number=ApiToken.objects.of(taken_back).get().pk)
        assert [robot.get(address(issue)).status_code for robot in programs] == [401, 401, 200]

        with clock.held(clock.now() + timedelta(days=366)):
            assert [robot.get(address(issue)).status_code for robot in programs] == [401, 401, 401]

    def test_officer_is_never_on_duty_with_a_token(self, login):
        officer = makers.officer(makers.KITA)
        private = makers.issue(visibility=Visibility.PRIVATE)
        robot = program(officer)

        assert login(officer).get(address(private)).status_code == 200
        assert refused(robot.get(address(private)), 404, "not_found")
        assert refused(say(robot, makers.issue()), 403, "forbidden") and not Message.objects.exists()

    def test_token_beside_an_officers_session_is_not_on_duty_either(self, login):
        officer = makers.officer(makers.KITA)
        private = makers.issue(visibility=Visibility.PRIVATE)

        answer = login(officer).get(address(private), headers={"Authorization": f"Bearer {secret_of(officer)}"})

        assert answer.status_code == 404

    def test_officer_on_duty_speaks_for_the_city_from_a_page(self, login):
        answer = say(login(makers.officer(makers.KITA)), makers.issue())

        assert answer.json()["official"] and answer.json()["author"] is None

    def test_administrator_with_a_token_speaks_for_nobody_but_themselves(self):
        admin = makers.admin()

        told = say(program(admin), makers.issue()).json()

        assert not told["official"] and told["author"]["id"] == admin.public_id
