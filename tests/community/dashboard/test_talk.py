"""What the desk does about the talk: words are hidden, flags are closed."""

import json

import pytest
from asgiref.sync import async_to_sync
from django.urls import reverse

from community.core.models import JournalEntry
from community.core.visibility import Visibility
from community.discussion import actions as talk
from community.discussion import live
from community.discussion.models import Message, MessagePhoto
from community.issues import actions
from community.moderation.models import Flag
from community.photos import actions as photos
from search.models import OutboxItem
from tests import makers
from tests.sockets import visit

WORDS = "家の番号は12です"


def act(client, issue, verb, **fields):
    issue.refresh_from_db()
    given = {"version": issue.version, "key": f"{issue.number}-{verb}-{issue.version}"} | fields
    return client.post(reverse("desk:act", args=[issue.number, verb]), given)


def say(issue, body=WORDS, author=None) -> Message:
    return talk.post_message(author=author or makers.person(), thread=issue.thread, body=body).message


def flag(issue, part=0) -> Flag:
    return Flag.objects.create(
        kind="issue", number=issue.number, part=part, reporter=makers.person(), reason="personal"
    )


@pytest.mark.django_db
class TestHidingWords:
    def test_everybody_sees_a_placeholder_and_the_journal_says_why(self, login, client):
        issue = makers.issue()
        said, other = say(issue), say(issue, "うちの前も同じです。")

        answer = act(login(makers.officer(makers.KITA)), issue, "message-hide", message=said.pk, reason="番地です。")

        page = client.get(issue.get_absolute_url()).content.decode()
        assert answer.status_code == 302 and WORDS not in page and other.body in page
        assert "このひとことは、隠されています。" in page
        assert said.author.public_id not in page and other.author.public_id in page
        entry = JournalEntry.objects.get(act="message.hide")
        assert (entry.note, entry.after) == ("番地です。", {"message": said.pk})

    def test_its_flags_are_closed_and_the_others_stay(self, login):
        issue = makers.issue()
        said = say(issue)
        mine, other = flag(issue, said.pk), flag(issue)

        act(login(makers.officer()), issue, "message-hide", message=said.pk, reason="番地です。")

        assert list(Flag.objects.open()) == [other] and mine in Flag.objects.exclude(closed_at=None)

    def test_its_photos_leave_their_address(self, login, client):
        issue, author = makers.issue(), makers.person()
        said = say(issue, author=author)
        photo = photos.take_in(upload=makers.upload(), author=author, draft_key="k")
        photos.give_to(photos=[photo], visibility=Visibility.PUBLIC, author=author, ward=issue.ward)
        MessagePhoto.objects.create(message=said, photo=photo)
        photo.refresh_from_db()
        assert makers.read(client.get(photo.card_url))

        act(login(makers.officer()), issue, "message-hide", message=said.pk, reason="顔が写っています。")

        old = photo.card_url
        photo.refresh_from_db()
        assert photo.visibility == Visibility.HIDDEN and photo.card_url != old
        assert client.get(photo.card_url).status_code == 404

    def test_search_is_told(self, login):
        issue = makers.issue()
        said = say(issue)
        OutboxItem.objects.all().delete()

        act(login(makers.officer()), issue, "message-hide", message=said.pk, reason="番地です。")

        assert OutboxItem.objects.filter(kind="issue", key=str(issue.number)).exists()

    def test_second_press_acts_once(self, login):
        issue, desk = makers.issue(), login(makers.officer())
        said = say(issue)

        first = act(desk, issue, "message-hide", message=said.pk, reason="番地です。", key="same")
        second = act(desk, issue, "message-hide", message=said.pk, reason="番地です。", key="same")

        assert (first.status_code, second.status_code) == (302, 302)
        assert JournalEntry.objects.filter(act="message.hide").count() == 1

    def test_hidden_words_are_not_hidden_again(self, login):
        issue, desk = makers.issue(), login(makers.officer())
        said = say(issue)
        act(desk, issue, "message-hide", message=said.pk, reason="番地です。")

        again = act(desk, issue, "message-hide", message=said.pk, reason="もう一度。")

        issue.thread.refresh_from_db()
        assert again.status_code == 403 and "もう隠されています" in again.content.decode()
        assert issue.thread.last_seq == 2

    def test_words_of_another_talk_cannot_be_hidden_from_here(self, login):
        issue, elsewhere = makers.issue(), makers.issue(ward=makers.HIRANO)
        said = say(elsewhere)

        answer = act(login(makers.officer(makers.KITA)), issue, "message-hide", message=said.pk, reason="x")

        assert answer.status_code == 400 and "この話にありません" in answer.content.decode()
        assert not Message.objects.get().is_hidden

    def test_other_wards_talk_does_not_exist_for_an_officer(self, login):
        issue = makers.issue(ward=makers.HIRANO)
        said = say(issue)
        flag(issue)
        desk = login(makers.officer(makers.KITA))

        assert act(desk, issue, "message-hide", message=said.pk, reason="x").status_code == 404
        assert act(desk, issue, "flags-close").status_code == 404
        assert Flag.objects.open().exists() and not Message.objects.get().is_hidden

    @pytest.mark.parametrize("verb", ["message-hide", "flags-close"])
    def test_second_officer_is_told_and_nothing_happens(self, login, verb):
        issue, desk = makers.issue(), login(makers.officer())
        said, seen = say(issue), issue.version
        flag(issue)
        act(desk, issue, "status", to="in_review", sentence="さきの文です。")

        answer = act(desk, issue, verb, version=seen, message=said.pk, reason="あとの理由。", note="あとの理由。")

        page = answer.content.decode()
        assert answer.status_code == 409 and "さきの文です。" in page and "あとの理由。" in page
        assert Flag.objects.open().exists() and not Message.objects.get().is_hidden

    def test_reason_is_needed_and_the_choice_stays(self, login):
        issue = makers.issue()
        said = say(issue)

        answer = act(login(makers.officer()), issue, "message-hide", message=said.pk, reason="")

        page = answer.content.decode()
        assert answer.status_code == 400 and "理由を書いてください。" in page
        assert f'<option value="{said.pk}" selected>' in page

    def test_flagged_words_have_a_form_of_their_own(self, login):
        issue = makers.issue()
        said, hidden = say(issue), say(issue, "もう見えません")
        actions.hide_message(number=issue.number, by=makers.officer(), message_id=hidden.pk, reason="x")
        flag(issue, said.pk), flag(issue, hidden.pk)

        page = login(makers.officer()).get(reverse("desk:issue", args=[issue.number])).content.decode()

        assert f'<input type="hidden" name="message" value="{said.pk}"' in page
        to_hide, to_show = page.split("/message-show/")
        assert f'name="message" value="{hidden.pk}"' not in page and f'<option value="{hidden.pk}">' not in to_hide
        assert f'<option value="{hidden.pk}">' in to_show


@pytest.mark.django_db
class TestClosingFlags:
    def test_nothing_is_wrong_and_the_list_is_empty_again(self, login):
        issue, desk = makers.issue(), login(makers.officer(makers.KITA))
        said = say(issue)
        flag(issue), flag(issue, said.pk)

        answer = act(desk, issue, "flags-close", note="確かめました。")

        assert answer.status_code == 302 and not Flag.objects.open().exists()
        assert f"issues/{issue.number}/" not in desk.get("/cms/desk/?view=flagged").content.decode()
        assert JournalEntry.objects.get(act="flags.close").note == "確かめました。"
        assert not Message.objects.get().is_hidden

    def test_second_press_acts_once_and_without_flags_there_is_nothing_to_close(self, login):
        issue, desk = makers.issue(), login(makers.officer())
        flag(issue)

        answers = [act(desk, issue, "flags-close", key=key).status_code for key in ("same", "same", "other")]

        assert answers == [302, 302, 403] and JournalEntry.objects.filter(act="flags.close").count() == 1


@pytest.mark.usefixtures("committed")
class TestOpenPages:
    def hide(self, issue, said):
        officer = makers.officer(makers.KITA)
        actions.hide_message(number=issue.number, by=officer, message_id=said.pk, reason="番地です。")

    def test_open_page_is_told_to_put_the_placeholder_there(self):
        issue = makers.issue()
        said = say(issue)

        async def later(socket):
            await live.in_database(self.hide, issue, said)

        frames = async_to_sync(visit)(f"/ws/threads/issue/{issue.number}/?after=0", later)

        events = [frame for frame in frames if frame["t"] == "event"]
        assert [(event["seq"], event["type"]) for event in events] == [(1, "message"), (2, "hide")]
        assert events[1]["id"] == said.pk and events[1]["author"] is None
        assert f'<template data-region="message-{said.pk}">' in events[1]["html"]
        assert "隠されています" in events[1]["html"] and WORDS not in events[1]["html"]
        assert f'data-region="message-{said.pk}"' in events[0]["html"]

    def test_page_that_comes_later_never_hears_the_words(self):
        issue = makers.issue()
        said = say(issue)
        self.hide(issue, said)

        frames = async_to_sync(visit)(f"/ws/threads/issue/{issue.number}/?after=0", None)

        assert [frame["seq"] for frame in frames if frame["t"] == "event"] == [1, 2]
        told = json.dumps(frames, ensure_ascii=False)
        assert WORDS not in told and said.author.public_id not in told

    @pytest.mark.parametrize("language", ["ja", "en"])
    def test_words_leave_the_memory_of_an_open_page_too(self, language):
        issue = makers.issue()
        said = say(issue)
        address, told = f"/ws/threads/issue/{issue.number}/?after=0", []

        async def others(socket):
            await visit(address, None)  # the words are in memory, in both languages
            await visit(address, None, cookie="django_language=en")
            await live.in_database(self.hide, issue, said)
            for _time in range(2):
                told.extend(await visit(address, None, cookie=f"django_language={language}"))

        async_to_sync(visit)(address, others)

        assert [frame["seq"] for frame in told if frame["t"] == "event"] == [1, 2, 1, 2]
        assert WORDS not in json.dumps(told, ensure_ascii=False)
