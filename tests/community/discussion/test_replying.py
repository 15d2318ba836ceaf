"""Words that answer others: what the line shows of these, and who hears of it."""

import pytest
from django.urls import reverse

from community.core import outbox
from community.core.errors import InvalidInput
from community.discussion import actions
from community.discussion.models import Event, Message, Thread
from community.discussion.rendering import with_html
from community.issues.news import NEWS
from community.notifications import actions as notices
from community.notifications.models import Notice
from tests import makers

pytestmark = pytest.mark.django_db


def say(issue, author, body="北側に入口があります", **more) -> Message:
    return actions.post_message(author=author, thread=issue.thread, body=body, **more).message


def talk(client, issue, **query) -> str:
    return client.get(issue.get_absolute_url(), query).content.decode()


def quote(page: str, message: Message) -> str:
    return page.split(f'data-region="quote-{message.pk}">')[1].split("</p>")[0]


class TestQuote:
    def test_line_shows_whom_it_answers_and_where(self, client):
        issue, neighbour = makers.issue(), makers.person(display_name="となりの人")
        message = say(issue, neighbour, "北側に入口があります\n" + "長い" * 60)
        say(issue, makers.person(), "ありがとう", reply_to=message.pk)

        shown = quote(talk(client, issue), message)

        assert 'href="#m1"' in shown and "となりの人" in shown and "北側に入口があります" in shown
        assert "…" in shown and "長い" * 30 not in shown

    def test_it_is_always_what_stands_there_now(self, client):
        issue, neighbour = makers.issue(), makers.person()
        message = say(issue, neighbour)
        say(issue, makers.person(), "ありがとう", reply_to=message.pk)
        thread = Thread.objects.get(pk=issue.thread_id)
        assert "北側に入口があります" in quote(talk(client, issue), message)

        actions.edit_message(author=neighbour, thread=thread, message_id=message.pk, body="南側でした")
        assert "南側でした" in quote(talk(client, issue), message)
        actions.hide_message(thread_id=issue.thread_id, message_id=message.pk)
        assert "読めないひとこと" in quote(talk(client, issue), message) and "南側" not in talk(client, issue)
        actions.show_message(thread_id=issue.thread_id, message_id=message.pk)
        assert "南側でした" in quote(talk(client, issue), message)
        actions.delete_message(author=neighbour, thread=thread, message_id=message.pk)
        assert "読めないひとこと" in quote(talk(client, issue), message)

    def test_markup_in_quoted_words_stays_words(self, client):
        issue = makers.issue()
        message = say(issue, makers.person(), "<b onclick=x>")
        say(issue, makers.person(), "はい", reply_to=message.pk)

        assert "<b onclick" not in talk(client, issue)

    def test_open_pages_lose_a_quotation_of_hidden_words(self):
        issue = makers.issue()
        message = say(issue, makers.person())
        actions.hide_message(thread_id=issue.thread_id, message_id=message.pk)

        event = with_html(Event.objects.filter(thread=issue.thread_id, type="hide").with_words(), live=True)[0]

        assert f'<template data-region="quote-{message.pk}">' in event.html and "北側" not in event.html


class TestRefused:
    def test_what_cannot_be_read_there_cannot_be_answered(self):
        issue, author = makers.issue(), makers.person()
        elsewhere, hidden = say(makers.issue(), author), say(issue, author)
        actions.hide_message(thread_id=issue.thread_id, message_id=hidden.pk)

        for number in (elsewhere.pk, hidden.pk, 0, 2**70):
            with pytest.raises(InvalidInput):
                say(issue, makers.person(), "はい", reply_to=number)
        assert Thread.objects.get(pk=issue.thread_id).message_count == 1

    def test_sent_again_after_what_it_answers_was_hidden_it_is_still_the_same(self):
        issue, author = makers.issue(), makers.person()
        message = say(issue, makers.person())
        first = say(issue, author, "はい", reply_to=message.pk, key="k")
        actions.hide_message(thread_id=issue.thread_id, message_id=message.pk)

        assert say(issue, author, "はい", reply_to=message.pk, key="k") == first


class TestForm:
    def test_link_of_a_line_prepares_the_form_without_a_script(self, login):
        issue, neighbour = makers.issue(), makers.person(display_name="となりの人")
        message, browser = say(issue, neighbour), login(makers.person())
        assert f'href="{issue.get_absolute_url()}?reply={message.pk}#composer"' in talk(browser, issue)

        page = talk(browser, issue, reply=message.pk)
        assert f'name="reply_to" value="{message.pk}"' in page and "<b data-replying-name>となりの人</b>" in page
        browser.post(reverse("issues:comments", args=[issue.number]), {"body": "はい", "reply_to": message.pk})

        assert Message.objects.get(body="はい").reply_to == message

    def test_reply_stays_prepared_when_the_words_are_refused(self, login):
        issue = makers.issue()
        message, browser = say(issue, makers.person()), login(makers.person())

        answer = browser.post(reverse("issues:comments", args=[issue.number]), {"body": "", "reply_to": message.pk})

        assert answer.status_code == 400 and f'name="reply_to" value="{message.pk}"' in answer.content.decode()

    @pytest.mark.parametrize("reply", ["x", "0", "99999999", "9" * 40, ""])
    def test_nonsense_in_the_address_prepares_nothing(self, login, reply):
        assert 'name="reply_to" value=""' in talk(login(makers.person()), makers.issue(), reply=reply)

    def test_project_and_offer_take_replies_too(self, login):
        browser = login(makers.person())
        for thing in (makers.project(), makers.resource()):
            message = say(thing, makers.person())
            browser.post(f"{thing.get_absolute_url()}comments/", {"body": "はい", "reply_to": message.pk, "key": "k"})

            assert Message.objects.get(reply_to=message).body == "はい"


class TestNews:
    def tell(self, issue, **more):
        outbox.drain(most=50)
        Notice.objects.all().delete()
        message = say(issue, makers.person(), "ありがとう", **more)
        outbox.drain(most=50)
        return message

    def test_who_is_answered_hears_of_it_once(self):
        issue, neighbour = makers.issue(), makers.person()
        message = say(issue, neighbour)
        notices.follow(user=neighbour, kind="issue", key=issue.number)

        said = self.tell(issue, reply_to=message.pk)

        notice = Notice.objects.get(user=neighbour)
        assert notice.reason == "talk"
        words = next(news for news in NEWS if news.name == "message").words(notice.data, neighbour)
        assert "返信しました" in words.title and words.line == said.body
        assert Notice.objects.filter(user=issue.author).count() == 1

    def test_not_of_ones_own_answer_nor_of_what_one_has_silenced(self):
        issue, neighbour = makers.issue(), makers.person()
        message = say(issue, neighbour)
        notices.follow(user=neighbour, kind="issue", key=issue.number, how="off")

        self.tell(issue, reply_to=message.pk)
        assert not Notice.objects.filter(user=neighbour).exists()

    def test_project_and_offer_tell_of_replies_too(self):
        for thing in (makers.project(), makers.resource()):
            neighbour = makers.person()
            message = say(thing, neighbour)

            self.tell(thing, reply_to=message.pk)

            assert Notice.objects.filter(user=neighbour).count() == 1
