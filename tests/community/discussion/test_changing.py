"""One's own words: said anew, or taken away; what is kept of them, and who reads it."""

import json

import pytest
from django.urls import reverse
from django.utils import timezone

from community.core import takedowns
from community.core.errors import InvalidInput, NotAllowed, NotFound, TooFast
from community.core.models import JournalEntry
from community.discussion import actions
from community.discussion.models import Event, Mention, Message, MessageEdit, Reaction, Thread
from community.discussion.rendering import also_takes_back, as_frame, page_lines, takes_back, with_html
from community.moderation import actions as moderation
from community.photos import actions as photos
from community.photos.models import Photo
from search.models import OutboxItem
from tests import makers

pytestmark = pytest.mark.django_db


def say(issue, author, body="はじめの文", **more) -> Message:
    return actions.post_message(author=author, thread=issue.thread, body=body, **more).message


def edit(issue, author, message, body="直した文", **more) -> int:
    thread = Thread.objects.get(pk=issue.thread_id)
    return actions.edit_message(author=author, thread=thread, message_id=message.pk, body=body, **more)


def delete(issue, author, message, **more) -> int:
    thread = Thread.objects.get(pk=issue.thread_id)
    return actions.delete_message(author=author, thread=thread, message_id=message.pk, **more)


def live(issue, seq) -> Event:
    events = Event.objects.filter(thread=issue.thread_id, seq=seq).with_words()
    return with_html(events, live=True)[0]


def talk(client, issue) -> str:
    return client.get(issue.get_absolute_url()).content.decode()


class TestEdit:
    def test_everybody_reads_the_new_words_and_that_they_were_changed(self, client):
        issue, author = makers.issue(), makers.person()
        message = say(issue, author)
        assert "はじめの文" in talk(client, issue) and "直しました" not in talk(client, issue)

        seq = edit(issue, author, message)

        page = talk(client, issue)
        assert seq == 2 and "直した文" in page and "直しました" in page and "はじめの文" not in page
        assert MessageEdit.objects.get().body == "はじめの文"

    def test_open_pages_get_the_words_anew_and_the_frame_of_before_is_taken_back(self):
        issue, author = makers.issue(), makers.person()
        message = say(issue, author)

        event = live(issue, edit(issue, author, message))

        assert f'<template data-region="message-{message.pk}">' in event.html and "直した文" in event.html
        frame = as_frame(event)
        assert (frame["type"], frame["id"], frame["author"]) == ("edit", message.pk, None)
        assert takes_back(event) == 1 and event.data == {"message": message.pk, "seq": 1}
        assert len(page_lines(issue.thread_id)) == 1

    def test_same_words_and_the_same_key_change_nothing_more(self):
        issue, author = makers.issue(), makers.person()
        message = say(issue, author)

        assert edit(issue, author, message, "はじめの文") == 1
        assert edit(issue, author, message, "二つめ", key="a") == 2
        assert edit(issue, author, message, "三つめ", key="b") == 3
        assert edit(issue, author, message, "二つめ", key="a") == 2
        message.refresh_from_db()
        assert message.body == "三つめ" and MessageEdit.objects.count() == 2

    @pytest.mark.parametrize("body", ["", "   ", "あ" * 2001, "個人番号は 1234 5678 9018 です"])
    def test_what_could_not_be_posted_cannot_be_said_anew(self, body):
        issue, author = makers.issue(), makers.person()
        message = say(issue, author)

        with pytest.raises(InvalidInput):
            edit(issue, author, message, body)
        assert Message.objects.get().body == "はじめの文"

    def test_nobody_elses_words(self):
        issue, author = makers.issue(), makers.person()
        message = say(issue, author)

        with pytest.raises(NotAllowed):
            edit(issue, makers.person(), message)
        with pytest.raises(NotAllowed):
            edit(issue, makers.officer(makers.KITA), message)
        with pytest.raises(NotFound):
            edit(makers.issue(), author, message)

    def test_not_where_one_may_not_write(self):
        issue, author = makers.issue(), makers.person()
        message = say(issue, author)
        actions.hide_message(thread_id=issue.thread_id, message_id=message.pk)
        with pytest.raises(NotAllowed):
            edit(issue, author, message)
        actions.show_message(thread_id=issue.thread_id, message_id=message.pk)
        actions.close_talk(thread_id=issue.thread_id)
        with pytest.raises(NotAllowed):
            edit(issue, author, message)
        actions.open_talk_again(thread_id=issue.thread_id)
        moderation.ban_person(public_id=author.public_id, by=makers.chief(makers.KITA), reason="けんか")
        with pytest.raises(NotAllowed):
            edit(issue, author, message)

    def test_costs_as_posting_does(self):
        issue, author = makers.issue(), makers.newcomer()
        message = say(issue, author)

        with pytest.raises(TooFast):
            for nth in range(8):
                edit(issue, author, message, f"{nth}")

    def test_addresses_of_newcomers_stay_no_links(self, client):
        issue, author = makers.issue(), makers.newcomer()
        edit(issue, author, say(issue, author), "http://spam.example/")

        assert 'href="http://spam.example/"' not in talk(client, issue)

    def test_city_words_are_changed_by_its_desk_while_it_is_one(self):
        issue, officer = makers.issue(), makers.officer(makers.KITA)
        officer.on_duty = True
        message = say(issue, officer)
        assert message.official

        assert edit(issue, officer, message) == 2
        officer.on_duty = False
        with pytest.raises(NotAllowed):
            edit(issue, officer, message, "もう一度")

    def test_search_is_told(self):
        issue, author = makers.issue(), makers.person()
        message = say(issue, author)
        OutboxItem.objects.all().delete()

        edit(issue, author, message)

        assert OutboxItem.objects.filter(kind="message", key=str(message.pk)).exists()


class TestDelete:
    def test_placeholder_stands_there_and_nothing_is_kept(self, client):
        issue, author, other = makers.issue(), makers.person(), makers.person()
        message = say(issue, author)
        edit(issue, author, message)
        actions.react(person=other, thread=issue.thread, message_id=message.pk, kind="helpful")
        Mention.objects.create(message=message, person=other)
        photo = photos.take_in(upload=makers.upload(), author=author, draft_key="k")
        message.photos.create(photo=photo)

        seq = delete(issue, author, message)

        page = talk(client, issue)
        assert (
            seq == 4 and "書いた人が取り消しました" in page and "直した文" not in page and author.public_id not in page
        )
        message.refresh_from_db()
        assert (message.body, message.state, message.reaction_counts) == ("", "deleted", {})
        assert not (MessageEdit.objects.exists() or Reaction.objects.exists() or Mention.objects.exists())
        assert not Photo.objects.filter(pk=photo.pk).exists()

    def test_its_place_is_still_counted(self):
        issue, author = makers.issue(), makers.person()
        delete(issue, author, say(issue, author))

        assert Thread.objects.get(pk=issue.thread_id).message_count == 1

    def test_open_pages_lose_the_words_and_every_quotation_of_them(self):
        issue, author = makers.issue(), makers.person()
        message = say(issue, author)
        say(issue, makers.person(), "はい", reply_to=message.pk)

        event = live(issue, delete(issue, author, message))

        assert f'data-region="message-{message.pk}"' in event.html and "書いた人が取り消しました" in event.html
        assert f'data-region="quote-{message.pk}"' in event.html and "はじめの文" not in event.html
        assert (takes_back(event), also_takes_back(event)) == (1, [2])
        assert as_frame(event)["id"] == message.pk and as_frame(event)["author"] is None

    def test_done_twice_it_is_the_same(self):
        issue, author = makers.issue(), makers.person()
        message = say(issue, author)

        assert delete(issue, author, message) == delete(issue, author, message) == 2

    def test_desk_cannot_show_hide_or_set_aside_what_was_taken_away(self):
        issue, author = makers.issue(), makers.person()
        message = say(issue, author)
        delete(issue, author, message)

        for act in (actions.show_message, actions.hide_message, actions.set_message_aside):
            with pytest.raises(NotAllowed):
                act(thread_id=issue.thread_id, message_id=message.pk)

    def test_also_in_a_closed_talk_and_by_somebody_banned_but_not_what_the_desk_hides(self):
        issue, author = makers.issue(), makers.person()
        first, second = say(issue, author), say(issue, author)
        actions.hide_message(thread_id=issue.thread_id, message_id=second.pk)
        actions.close_talk(thread_id=issue.thread_id)
        moderation.ban_person(public_id=author.public_id, by=makers.chief(makers.KITA), reason="けんか")

        delete(issue, author, first)

        with pytest.raises(NotAllowed):
            delete(issue, author, second)
        with pytest.raises(NotAllowed):
            delete(issue, makers.person(), first)

    def test_is_on_record_and_an_older_copy_loses_it_again(
        self, settings, tmp_path, django_capture_on_commit_callbacks
    ):
        settings.TAKEDOWN_LOG = tmp_path / "takedowns.jsonl"
        issue, author = makers.issue(), makers.person()
        message = say(issue, author)
        with django_capture_on_commit_callbacks(execute=True):
            delete(issue, author, message)
        entry = JournalEntry.objects.get(act="message.delete")
        assert (entry.number, entry.after) == (str(issue.number), {"message": message.pk})
        Message.objects.filter(pk=message.pk).update(body="はじめの文", state="shown")  # as the older copy has it

        again = takedowns.apply_again(takedowns.read(settings.TAKEDOWN_LOG))

        message.refresh_from_db()
        assert again == 1 and (message.body, message.state) == ("", "deleted")

    def test_post_can_still_be_taken_back_when_only_its_author_spoke(self):
        author = makers.person()
        issue = makers.issue(author=author)
        delete(issue, author, say(issue, author))

        assert not issue.thread.events.by_others(author.pk).exists()


class TestPages:
    def test_words_are_said_anew_without_a_script(self, login, client):
        issue, author = makers.issue(), makers.person()
        message, browser = say(issue, author), login(author)
        address = reverse("talk:edit", args=[message.pk])
        assert "はじめの文" in browser.get(address).content.decode()

        answer = browser.post(address, {"body": "直した文"})

        assert answer.url == f"{issue.get_absolute_url()}#m1" and "直した文" in talk(client, issue)

    def test_what_is_wrong_is_said_beside_the_words(self, login):
        issue, author = makers.issue(), makers.person()
        address = reverse("talk:edit", args=[say(issue, author).pk])

        answer = login(author).post(address, {"body": "個人番号は 1234 5678 9018 です"})

        page = answer.content.decode()
        assert answer.status_code == 400 and "個人番号は 1234 5678 9018 です" in page and "error-summary" in page

    def test_a_script_is_told_the_number(self, login):
        issue, author = makers.issue(), makers.person()
        message, browser = say(issue, author), login(author)

        edit_at, delete_at = (reverse(f"talk:{name}", args=[message.pk]) for name in ("edit", "delete"))
        said = browser.post(edit_at, {"body": "直した文"}, HTTP_ACCEPT="application/json")
        wrong = browser.post(edit_at, {"body": ""}, HTTP_ACCEPT="application/json")
        gone = browser.post(delete_at, HTTP_ACCEPT="application/json")

        assert json.loads(said.content) == {"seq": 2} and json.loads(gone.content) == {"seq": 3}
        assert wrong.status_code == 400 and "送って" in json.loads(wrong.content)["message"]

    def test_words_are_taken_away_after_a_question(self, login, client):
        issue, author = makers.issue(), makers.person()
        message, browser = say(issue, author), login(author)
        address = reverse("talk:delete", args=[message.pk])
        assert "もどせません" in browser.get(address).content.decode() and Message.objects.get().body

        answer = browser.post(address)

        assert answer.url == f"{issue.get_absolute_url()}#m1" and "書いた人が取り消しました" in talk(client, issue)

    @pytest.mark.parametrize("key", ["\x00", "k" * 65])
    def test_a_key_that_cannot_be_kept_is_refused(self, login, key):
        issue, author = makers.issue(), makers.person()
        message, browser = say(issue, author), login(author)

        for name, fields in (("react", {"kind": "helpful"}), ("edit", {"body": "直した文"}), ("delete", {})):
            answer = browser.post(reverse(f"talk:{name}", args=[message.pk]), fields | {"key": key})
            assert answer.status_code == 400, name
        assert Event.objects.count() == 1

    def test_others_are_refused_and_strangers_asked_to_log_in(self, login, client):
        message = say(makers.issue(), makers.person())
        for name in ("edit", "delete"):
            assert login(makers.person()).get(reverse(f"talk:{name}", args=[message.pk])).status_code == 403
            assert "/accounts/login/" in client.get(reverse(f"talk:{name}", args=[message.pk])).url

    def test_history_is_for_its_author_and_the_desk(self, login, client):
        issue, author = makers.issue(), makers.person()
        message = say(issue, author)
        edit(issue, author, message)
        address = reverse("talk:history", args=[message.pk])

        for person in (author, makers.officer(makers.KITA)):
            page = login(person).get(address).content.decode()
            assert "はじめの文" in page and "直した文" in page
        desk = login(makers.officer(makers.KITA)).get(reverse("desk:issue", args=[issue.number]))
        assert address in desk.content.decode()
        for person in (makers.person(), makers.officer(makers.HIRANO)):
            assert login(person).get(address).status_code == 404
        delete(issue, author, message)
        assert login(author).get(address).status_code == 404

    def test_own_words_of_a_talk_are_listed_with_their_ways_and_linked_for_whoever_wrote(self, login):
        issue, author, other = makers.issue(), makers.person(), makers.person()
        message, theirs = say(issue, author, "わたしの文"), say(issue, other, "ほかの人の文")
        address = reverse("talk:mine", args=["issue", issue.number])

        page = login(author).get(address).content.decode()

        assert "わたしの文" in page and "ほかの人の文" not in page
        assert reverse("talk:edit", args=[message.pk]) in page and reverse("talk:edit", args=[theirs.pk]) not in page
        assert address in talk(login(author), issue) and address not in talk(login(makers.person()), issue)

    def test_nothing_of_a_post_that_one_may_not_see(self, login):
        issue, author = makers.issue(), makers.person()
        message = say(issue, author)
        makers.set_visibility(issue, "private")
        browser = login(makers.person())

        for name in ("react", "edit", "delete", "history"):
            assert browser.get(reverse(f"talk:{name}", args=[message.pk])).status_code == 404, name
        assert browser.get(reverse("talk:mine", args=["issue", issue.number])).status_code == 404
        assert browser.get(reverse("talk:mine", args=["nothing", 1])).status_code == 404


def test_times_of_edits_are_in_the_copy_of_ones_own(login):
    from community.discussion.mydata import messages

    issue, author = makers.issue(), makers.person()
    edit(issue, author, say(issue, author))

    row = next(iter(messages(author, None)))

    assert row["body"] == "直した文" and row["before"][0]["body"] == "はじめの文"
    assert row["edited_at"] <= timezone.now()
