"""The hub: who is given what, when, and what it holds up when a page is slow."""

import asyncio
import json

import pytest
from asgiref.sync import async_to_sync
from django.db import DatabaseError

from community.core.visibility import Visibility
from community.discussion import actions, live
from community.discussion.live import rooms, viewers
from community.discussion.live.hub import heard
from tests import makers

pytestmark = pytest.mark.usefixtures("committed")


def say(issue, count: int, author=None):
    for n in range(count):
        actions.post_message(author=author or issue.author, thread=issue.thread, body=f"その{n}")


class Page:
    """A viewer whose way can be stopped, and that writes down what reaches it."""

    def __init__(self, seq: int = 0, **how):
        self.got, self.ended, self.may_see = [], [], True
        self.free = asyncio.Event()
        self.free.set()
        self.viewer = live.Viewer(
            seq=seq, language="ja", transmit=self.transmit, end=self.end, sees=self.sees, is_here=False, **how
        )

    async def transmit(self, text, seq):
        await self.free.wait()
        self.got.append(json.loads(text))

    async def end(self, code):
        self.ended.append(code)

    async def sees(self):
        return self.may_see

    async def break_down(self):
        raise DatabaseError

    @property
    def numbers(self):
        frames = [one for frame in self.got for one in frame.get("frames", [frame])]
        return [frame["seq"] for frame in frames]


async def until(true, seconds: float = 20.0):
    async with asyncio.timeout(seconds):
        while not true():
            await asyncio.sleep(0.01)


def with_pages(issue, script, count: int = 1, **how):
    async def act():
        pages = [Page(**how) for _n in range(count)]
        room = [live.hub.join(issue.thread, page.viewer) for page in pages][0]
        try:
            await script(room, *pages)
        finally:
            for page in pages:
                live.hub.leave(room, page.viewer)

    async_to_sync(act)()
    assert not live.hub.rooms


class TestRooms:
    def test_slow_page_holds_up_nobody_and_loses_nothing(self):
        issue = makers.issue()

        async def script(room, slow, quick):
            slow.free.clear()
            await live.in_database(say, issue, 20)
            await until(lambda: quick.numbers == list(range(1, 21)))
            assert slow.numbers == []
            slow.free.set()
            await until(lambda: slow.numbers == list(range(1, 21)))

        with_pages(issue, script, count=2)

    def test_page_that_stays_behind_is_cut(self, monkeypatch):
        monkeypatch.setattr(viewers, "MOST_BEHIND", 3)
        monkeypatch.setattr(viewers, "FAR_WAIT", 0.1)
        monkeypatch.setattr(live.hub, "look_every", 0.05)
        issue = makers.issue()

        async def script(room, slow, quick):
            slow.free.clear()
            await live.in_database(say, issue, 6)
            await until(lambda: slow.ended == [live.TOO_SLOW])
            await until(lambda: quick.numbers == [1, 2, 3, 4, 5, 6])
            assert not quick.ended

        with_pages(issue, script, count=2)

    def test_page_that_does_not_move_is_cut(self, monkeypatch):
        monkeypatch.setattr(viewers, "LONGEST_WAIT", 0.1)
        monkeypatch.setattr(live.hub, "look_every", 0.05)
        issue = makers.issue()

        async def script(room, slow):
            slow.free.clear()
            await live.in_database(say, issue, 1)
            await until(lambda: slow.ended == [live.TOO_SLOW])

        with_pages(issue, script)

    def test_what_came_meanwhile_is_given_together(self):
        issue = makers.issue()

        async def script(room, page):
            page.free.clear()
            await live.in_database(say, issue, 6)
            await until(lambda: room.latest == 6 and page.viewer.under_way)
            page.free.set()
            await until(lambda: page.numbers == [1, 2, 3, 4, 5, 6])
            assert page.got[-1]["t"] == "batch" and len(page.got) < 6

        with_pages(issue, script, batches=True)

    def test_page_that_comes_from_far_is_given_all_however_long_it_takes(self, monkeypatch):
        monkeypatch.setattr(viewers, "MOST_BEHIND", 3)
        monkeypatch.setattr(live.hub, "look_every", 0.01)
        issue = makers.issue()
        say(issue, 20)
        issue.thread.refresh_from_db()

        async def script(room, page):
            await until(lambda: page.numbers == list(range(1, 21)))
            assert not page.ended

        with_pages(issue, script)

    def test_crowd_is_not_told_more_often_than_it_can_be(self, monkeypatch):
        monkeypatch.setattr(rooms, "CROWD", 1)
        monkeypatch.setattr(rooms, "PAUSE", 60)
        issue = makers.issue()

        async def script(room, page):
            await live.in_database(say, issue, 1)
            await until(lambda: page.numbers == [1])
            await live.in_database(say, issue, 5)
            await asyncio.sleep(0.3)
            assert page.numbers == [1]

        with_pages(issue, script, batches=True)

    def test_who_wants_no_batches_gets_each(self, monkeypatch):
        monkeypatch.setattr(rooms, "CROWD", 1)
        issue = makers.issue()

        async def script(room, page):
            await live.in_database(say, issue, 5)
            await until(lambda: page.numbers == [1, 2, 3, 4, 5])
            assert all(frame["t"] == "event" for frame in page.got)

        with_pages(issue, script)

    def test_words_are_read_once_for_all(self, monkeypatch):
        reads = []
        read = rooms.read_frames
        monkeypatch.setattr(rooms, "read_frames", lambda *what: reads.append(what) or read(*what))
        issue = makers.issue()

        async def script(room, *pages):
            await live.in_database(say, issue, 1)
            await until(lambda: all(page.numbers == [1] for page in pages))
            assert len(reads) == 1

        with_pages(issue, script, count=30)

    def test_hint_of_something_that_is_not_there_asks_again_but_not_at_once(self, monkeypatch):
        reads = []
        read = rooms.read_frames
        monkeypatch.setattr(rooms, "read_frames", lambda *what: reads.append(what) or read(*what))
        issue = makers.issue()

        async def script(room, page):
            live.hub.wake(issue.thread_id, 1, None)
            await asyncio.sleep(0.3)
            assert 0 < len(reads) < 5 and not page.ended
            await live.in_database(say, issue, 1)
            await until(lambda: page.numbers == [1])

        with_pages(issue, script)

    def test_what_is_not_public_is_asked_for_anew_before_each(self):
        issue = makers.issue(author=makers.newcomer())

        async def script(room, page):
            await live.in_database(say, issue, 1)
            await until(lambda: page.numbers == [1])
            page.may_see = False
            await live.in_database(say, issue, 1)
            await until(lambda: page.ended == [live.GONE])
            assert page.numbers == [1]

        with_pages(issue, script)

    def test_who_comes_knows_of_more_than_those_who_are_there(self, monkeypatch):
        """Another process wrote, and nobody has said so yet."""
        monkeypatch.setattr(live, "hint", lambda *_what, **_more: None)
        monkeypatch.setattr(live.hub, "look_every", 60)
        issue = makers.issue()

        async def script(room, early):
            await live.in_database(say, issue, 1)
            await live.in_database(issue.thread.refresh_from_db)
            late = Page(seq=1)
            live.hub.join(issue.thread, late.viewer)
            await until(lambda: early.numbers == [1])
            live.hub.leave(room, late.viewer)

        with_pages(issue, script)

    def test_who_is_far_behind_is_given_no_more_of_what_was_hidden_meanwhile(self):
        issue = makers.issue()
        say(issue, 4)
        issue.thread.refresh_from_db()

        async def script(room, page):
            page.free.clear()
            page.may_see = False
            await until(lambda: page.viewer.under_way)
            live.hub.wake(issue.thread_id, 4, Visibility.HIDDEN)
            page.free.set()
            await until(lambda: page.ended == [live.GONE])
            assert page.numbers in ([], [1])  # the one that was on its way

        with_pages(issue, script)

    def test_much_comes_in_parts(self, monkeypatch):
        monkeypatch.setattr(rooms, "LARGEST_BATCH", 1)
        monkeypatch.setattr(rooms, "MOST_TOGETHER", 3)
        issue = makers.issue()
        say(issue, 8)
        issue.thread.refresh_from_db()

        async def script(room, page):
            await until(lambda: page.numbers == list(range(1, 9)))
            assert len(page.got) == 8
            late = Page(batches=True)
            live.hub.join(issue.thread, late.viewer)
            await until(lambda: late.numbers == list(range(1, 9)))
            assert len(late.got) == 3
            live.hub.leave(room, late.viewer)

        with_pages(issue, script, batches=True)

    def test_page_for_which_the_database_fails_is_told_to_come_back(self):
        issue = makers.issue(author=makers.newcomer())

        async def script(room, page):
            page.viewer.sees = page.break_down
            await live.in_database(say, issue, 1)
            await until(lambda: page.ended == [live.RESTARTING])

        with_pages(issue, script)

    def test_page_of_what_became_public_is_told_what_comes_next_at_once(self, monkeypatch):
        monkeypatch.setattr(rooms, "PATIENCE", 60)
        issue = makers.issue(author=makers.newcomer())

        async def script(room, page):
            live.hub.wake(issue.thread_id, 0, Visibility.PUBLIC)
            await until(lambda: page.viewer.visibility == Visibility.PUBLIC and not page.viewer.under_way)
            await live.in_database(say, issue, 1)
            await until(lambda: page.numbers == [1])

        with_pages(issue, script)

    def test_hints_pass_by_whoever_is_behind_and_whoever_may_not_see(self):
        issue = makers.issue()

        async def script(room, slow, quick):
            slow.free.clear()
            slow.viewer.push("{}")
            room.tell('{"seq": 0}')
            slow.free.set()
            await until(lambda: slow.got == [{}])
            assert quick.got == [{"seq": 0}]

        with_pages(issue, script, count=2)


def test_another_process_tells_by_hint_and_is_counted():
    issue = makers.issue()
    other = {"from": "another", "thread": issue.thread_id}

    async def script(room, page):
        await asyncio.to_thread(heard, other | {"text": '{"t": "count"}', "but": None})
        await asyncio.to_thread(heard, other | {"here": [3, True]})
        await until(lambda: len(page.got) == 2)
        assert page.got == [{"t": "count"}, {"t": "presence", "viewers": 3, "staff": True}]

    with_pages(issue, script)


def test_another_process_wakes_a_room_by_number():
    issue = makers.issue()
    say(issue, 1)

    async def script(room, page):
        room.latest = 0  # as before the other process wrote
        await asyncio.to_thread(heard, {"from": "x", "thread": issue.thread_id, "seq": 1, "visibility": None})
        await until(lambda: page.numbers == [1])

    with_pages(issue, script)


def test_who_comes_before_a_change_was_read_is_not_given_what_stood_there_before():
    issue = makers.issue()
    said = actions.post_message(author=issue.author, thread=issue.thread, body="みはりのことば").message_id

    async def script(room, early):
        await until(lambda: early.numbers == [1])
        early.free.clear()
        early.viewer.push("{}")  # nothing is read for it now
        room.stir = lambda: None
        await live.in_database(lambda: actions.hide_message(thread_id=issue.thread_id, message_id=said))
        await live.in_database(issue.thread.refresh_from_db)
        late = Page()
        live.hub.join(issue.thread, late.viewer)
        await until(lambda: late.numbers == [1, 2])
        live.hub.leave(room, late.viewer)
        assert "みはりのことば" not in json.dumps(late.got, ensure_ascii=False)

    with_pages(issue, script)
