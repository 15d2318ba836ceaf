"""役に立った and the like: counted, never named; and how far somebody has read."""

import json

import pytest
from django.urls import reverse

from community.core.errors import InvalidInput, NotAllowed, NotFound, TooFast
from community.discussion import actions
from community.discussion.models import Event, Message, Reaction, Seen, Thread
from community.discussion.rendering import as_frame, page_lines, takes_back, with_html
from community.moderation import actions as moderation
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def issue():
    return makers.issue()


@pytest.fixture
def message(issue) -> Message:
    return actions.post_message(author=makers.person(), thread=issue.thread, body="入口は北側です").message


def react(message, person, kind="helpful", **more) -> int:
    thread = Thread.objects.get(pk=message.thread_id)
    return actions.react(person=person, thread=thread, message_id=message.pk, kind=kind, **more)


def seen_of(person, thread) -> int | None:
    return Seen.objects.filter(thread=thread, person=person).values_list("seq", flat=True).first()


def counts(message) -> dict:
    message.refresh_from_db()
    return message.reaction_counts


class TestReact:
    def test_is_counted_once_a_person_and_taken_back(self, message):
        one, two = makers.person(), makers.person()

        assert [react(message, one), react(message, one), react(message, two)] == [2, 2, 3]
        assert react(message, one, "thanks") == 4 and counts(message) == {"helpful": 2, "thanks": 1}
        assert [react(message, one, on=False), react(message, one, on=False)] == [5, 5]
        assert counts(message) == {"helpful": 1, "thanks": 1} and Reaction.objects.count() == 2

    def test_same_key_is_done_once(self, message):
        person = makers.person()

        first = react(message, person, key="a")
        react(message, person, on=False, key="b")

        assert react(message, person, key="a") == first and counts(message) == {}

    def test_open_pages_get_the_counts_and_no_names(self, issue, message):
        person = makers.person()

        seq = react(message, person)

        event = with_html(Event.objects.filter(thread=issue.thread_id, seq=seq).with_words(), live=True)[0]
        assert f'<template data-region="reactions-{message.pk}">' in event.html and ">1</span>" in event.html
        assert person.public_id not in event.html and person.display_name not in event.html
        assert "入口は北側です" not in event.html
        frame = as_frame(event)
        assert (frame["type"], frame["id"], frame["author"]) == ("react", message.pk, None)
        assert takes_back(event) is None

    def test_page_has_them_at_once_and_many_push_no_words_off_it(self, issue, message, client):
        for _ in range(3):
            react(message, makers.person())

        page = client.get(issue.get_absolute_url()).content.decode()
        assert 'data-react="helpful"' in page and "data-count-of>3</span>" in page
        assert len(page_lines(issue.thread_id)) == 1
        first, rest = page.index('data-react="helpful"'), page.index('data-react="thanks"')
        assert first < page.index("reactions__more") < rest

    def test_refused_where_one_may_not_write_and_for_what_is_out_of_sight(self, issue, message):
        person = makers.person()
        with pytest.raises(InvalidInput):
            react(message, person, "like")
        with pytest.raises(NotFound):
            actions.react(person=person, thread=makers.issue().thread, message_id=message.pk, kind="helpful")
        actions.hide_message(thread_id=issue.thread_id, message_id=message.pk)
        with pytest.raises(NotAllowed):
            react(message, person)
        actions.show_message(thread_id=issue.thread_id, message_id=message.pk)
        moderation.ban_person(public_id=person.public_id, by=makers.chief(makers.KITA), reason="けんか")
        with pytest.raises(NotAllowed):
            react(message, person)
        actions.close_talk(thread_id=issue.thread_id)
        with pytest.raises(NotAllowed):
            react(message, makers.person())
        assert not Reaction.objects.exists()

    def test_pressing_without_end_is_too_fast(self, message):
        person = makers.person()

        with pytest.raises(TooFast):
            for nth in range(40):
                react(message, person, on=nth % 2 == 0)

    def test_who_leaves_is_no_longer_counted(self, message):
        person, other = makers.person(), makers.person()
        react(message, person)
        react(message, other)

        actions.let_go(person, erase=False)

        assert counts(message) == {"helpful": 1}


class TestPage:
    def test_without_a_script_there_is_a_button_with_what_was_pressed_first(self, login, issue, message):
        browser, address = login(makers.person()), reverse("talk:react", args=[message.pk])

        page = browser.get(address, {"kind": "thanks"}).content.decode()
        assert page.index('value="thanks"') < page.index('value="helpful"')
        answer = browser.post(address, {"kind": "thanks"})

        assert answer.url == f"{issue.get_absolute_url()}#m1" and counts(message) == {"thanks": 1}
        assert "取り消す" in browser.get(address).content.decode()
        browser.post(address, {"kind": "thanks", "on": "0"})
        assert counts(message) == {}

    def test_a_script_is_told_the_number(self, login, message):
        address = reverse("talk:react", args=[message.pk])

        answer = login(makers.person()).post(address, {"kind": "helpful"}, HTTP_ACCEPT="application/json")

        assert json.loads(answer.content) == {"seq": 2}

    def test_strangers_log_in_and_hidden_words_are_not_there(self, client, login, issue, message):
        address = reverse("talk:react", args=[message.pk])
        assert "/accounts/login/" in client.post(address, {"kind": "helpful"}).url

        actions.hide_message(thread_id=issue.thread_id, message_id=message.pk)
        assert login(makers.person()).get(address).status_code == 404


class TestSeen:
    def test_never_goes_back_nor_beyond_what_there_is(self, issue, message):
        person, thread = makers.person(), issue.thread
        assert seen_of(person, thread) is None

        for seq, known in ((1, 1), (0, 1), (-4, 1), (2**70, 1)):
            actions.mark_seen(person=person, thread=thread, seq=seq)
            assert seen_of(person, thread) == known
        actions.post_message(author=makers.person(), thread=thread, body="はい")
        actions.mark_seen(person=person, thread=thread, seq=2)
        actions.mark_seen(person=person, thread=thread, seq=1)

        assert seen_of(person, thread) == 2 and Seen.objects.count() == 1
        assert Thread.objects.get(pk=thread.pk).last_seq == 2

    def test_costs_one_statement(self, issue, message, django_assert_num_queries):
        person, thread = makers.person(), issue.thread
        with django_assert_num_queries(1):
            actions.mark_seen(person=person, thread=thread, seq=1)

    def test_is_told_without_a_socket_by_whoever_reads_there(self, login, client, issue, message):
        person, address = makers.person(), reverse("talk:seen", args=["issue", issue.number])
        browser = login(person)

        assert browser.post(address, {"seq": 1}).status_code == 204
        assert seen_of(person, issue.thread) == 1
        assert [browser.post(address, {"seq": wrong}).status_code for wrong in ("", "x", "-1")] == [400] * 3
        assert browser.get(address).status_code == 405
        assert client.post(address, {"seq": 1}).status_code == 404
        pending = makers.issue(visibility="pending")
        assert browser.post(reverse("talk:seen", args=["issue", pending.number]), {"seq": 1}).status_code == 404

    def test_page_knows_it(self, login, client, issue, message):
        person = makers.person()
        browser = login(person)
        assert "data-seen" not in browser.get(issue.get_absolute_url()).content.decode()

        actions.mark_seen(person=person, thread=issue.thread, seq=1)

        assert 'data-seen="1"' in browser.get(issue.get_absolute_url()).content.decode()
        assert "data-seen" not in client.get(issue.get_absolute_url()).content.decode()
