"""The log where no socket comes through: an event stream, and answers that wait."""

import asyncio

import pytest
from asgiref.sync import async_to_sync

from community.core.errors import TooFast
from community.discussion import actions, live, pages, streams
from community.issues import actions as issues
from tests import makers
from tests.streams import Request, ask

pytestmark = pytest.mark.usefixtures("committed")


def say(issue, body: str, author=None):
    return actions.post_message(author=author or issue.author, thread=issue.thread, body=body)


def events(issue, query: str = "") -> str:
    return f"/live/threads/issue/{issue.number}/events{query}"


def poll(issue, after: int) -> str:
    return f"/live/threads/issue/{issue.number}/poll?after={after}"


class TestEvents:
    def test_greets_gives_what_was_missed_and_then_what_is_new(self):
        issue = makers.issue()
        for n in range(3):
            say(issue, f"その{n}")

        async def read():
            request = Request(events(issue), last_event_id="1")
            assert await request.begin() == 200 and request.headers["content-type"] == "text/event-stream"
            frames = await request.frames(3)
            await live.in_database(say, issue, "いま")
            frames += await request.frames(1)
            await request.leave()
            return frames

        hello, *rest = async_to_sync(read)()

        assert (hello["t"], hello["seq"], hello["number"]) == ("hello", 3, None)
        assert [(frame["seq"], frame["number"]) for frame in rest] == [(2, "2"), (3, "3"), (4, "4")]
        assert not (live.hub.rooms or pages.held or pages.open_pages)

    def test_signs_of_life_keep_the_line(self, monkeypatch):
        monkeypatch.setattr(streams, "HEARTBEAT", 0.05)

        async def read():
            request = Request(events(makers_issue))
            await request.begin()
            pieces = [await request.piece() for _n in range(3)]
            await request.leave()
            return pieces

        makers_issue = makers.issue()

        assert ": \n\n" in async_to_sync(read)()

    def test_ends_when_the_post_is_hidden_and_when_the_process_ends(self):
        issue, officer = makers.issue(), makers.officer()

        async def read(act):
            request = Request(events(issue))
            await request.begin()
            await request.frames(1)
            await act()
            pieces = [await request.piece()]
            while pieces[-1]:
                pieces.append(await request.piece())
            return "".join(pieces)

        async def hide():
            await live.in_database(lambda: issues.hide_issue(number=issue.number, by=officer, reason="確認中"))

        assert "retry: " in async_to_sync(read)(pages.say_goodbye)
        assert '"gone"' in async_to_sync(read)(hide)
        assert not (live.hub.rooms or pages.held)


class TestPoll:
    def test_answers_at_once_with_what_was_missed(self):
        issue = makers.issue()
        for n in range(3):
            say(issue, f"その{n}")

        status, answer = async_to_sync(ask)(poll(issue, 1))

        assert status == 200 and answer["seq"] == 3
        assert [frame["seq"] for frame in answer["frames"]] == [2, 3]

    def test_gives_much_in_parts(self, monkeypatch):
        monkeypatch.setattr(streams, "LARGEST_ANSWER", 1)
        issue = makers.issue()
        for n in range(3):
            say(issue, f"その{n}")

        _status, answer = async_to_sync(ask)(poll(issue, 1))

        assert answer["seq"] == 2 and [frame["seq"] for frame in answer["frames"]] == [2]

    def test_waits_for_what_comes(self):
        issue = makers.issue()

        async def read():
            waiting = asyncio.create_task(ask(poll(issue, 0)))
            await asyncio.sleep(0.2)
            assert not waiting.done()
            await live.in_database(say, issue, "いま")
            return await waiting

        status, answer = async_to_sync(read)()

        assert status == 200 and [frame["seq"] for frame in answer["frames"]] == [1]

    def test_comes_back_empty_when_nothing_happens(self, monkeypatch):
        monkeypatch.setattr(streams, "LONGEST_POLL", 0.05)

        assert async_to_sync(ask)(poll(makers.issue(), 0)) == (200, {"seq": 0, "frames": []})

    def test_process_that_ends_lets_it_go(self):
        issue = makers.issue()

        async def read():
            waiting = asyncio.create_task(ask(poll(issue, 0)))
            await asyncio.sleep(0.2)
            await pages.say_goodbye()
            return await waiting

        assert async_to_sync(read)()[0] == 503


@pytest.mark.parametrize("what", ["events", "poll"])
class TestDoor:
    def test_unknown_and_pending_look_alike(self, what):
        pending = makers.issue(author=makers.newcomer())

        assert async_to_sync(ask)(f"/live/threads/issue/999999/{what}")[0] == 404
        assert async_to_sync(ask)(f"/live/threads/issue/{pending.number}/{what}")[0] == 404

    def test_only_pages_of_this_site_read_it(self, what):
        address = f"/live/threads/issue/{makers.issue().number}/{what}"

        assert async_to_sync(ask)(address, host="evil.example")[0] == 400
        assert async_to_sync(ask)(address, sec_fetch_site="cross-site")[0] == 403
        assert async_to_sync(ask)(address, method="POST")[0] == 405
        assert async_to_sync(ask)(f"{address}/more")[0] == 404

    def test_one_address_cannot_hold_all(self, what, monkeypatch):
        monkeypatch.setattr(pages, "MOST_A_NETWORK", 0)

        assert async_to_sync(ask)(f"/live/threads/issue/{makers.issue().number}/{what}")[0] == 429


def test_one_network_cannot_open_them_without_end(monkeypatch):
    monkeypatch.setattr(pages, "OPENED_AT_ONCE", 2)
    monkeypatch.setattr(pages, "OPENED_A_SECOND", 0.0)
    scopes = [{"client": (f"2001:db8::{n}", 1)} for n in range(3)]

    with pages.place_of(scopes[0]), pages.place_of(scopes[1]):
        assert pages.held == {"2001:db8::": 2}
    with pytest.raises(TooFast), pages.place_of(scopes[2]):
        pass
    with pages.place_of({"client": ("127.0.0.1", 1)}):
        pass
