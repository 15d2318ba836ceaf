"""Who is here, and who writes: told to open pages, stored nowhere."""

import asyncio

import pytest
from asgiref.sync import async_to_sync

from community.discussion import actions, live
from tests import makers
from tests.sockets import Socket

from .test_thread import address, cookie_of

pytestmark = pytest.mark.usefixtures("committed")


class TestHints:
    @staticmethod
    def pages(issue, script, *cookies, counts=False):
        async def act():
            sockets = [Socket(address(issue, ""), cookie=cookie, counts=counts) for cookie in cookies]
            for socket in sockets:
                await socket.open()
            async with asyncio.timeout(20):  # a hint reaches nobody who is still on the way in
                while sum(len(room.viewers) for room in live.hub.rooms.values()) < len(sockets):
                    await asyncio.sleep(0.01)
            try:
                return await script(*sockets)
            finally:
                for socket in sockets:
                    await socket.leave()

        return async_to_sync(act)()

    def test_writing_is_told_nobody_where_it_has_been_closed(self, login):
        issue, officer = makers.issue(), makers.officer(makers.KITA)

        async def script(writer, reader):
            await live.in_database(
                lambda: actions.close_with(by=officer, thread=issue.thread, sentence="工事が始まりました。")
            )
            await writer.say({"t": "typing"})
            return await reader.hear(2)

        told = self.pages(issue, script, cookie_of(login(makers.person())), "")

        assert "typing" not in {frame["t"] for frame in told}

    def test_people_who_are_here_are_counted_and_staff_is_named_as_such(self, login, monkeypatch):
        monkeypatch.setattr("community.discussion.live.presence.PAUSE", 0.05)
        person, officer = cookie_of(login(makers.person())), cookie_of(login(makers.officer(makers.KITA)))

        async def script(one, two, three):
            return await one.hear(2)

        frames = self.pages(makers.issue(), script, person, person, officer, counts=True)

        assert {"t": "presence", "viewers": 2, "staff": True} in frames

    def test_writing_is_told_to_the_others_by_name(self, login):
        person = makers.person()

        async def script(writer, reader):
            await writer.say({"t": "typing"})
            await writer.say({"t": "typing"})
            return await reader.hear(2), await writer.hear(1)

        read, written = self.pages(makers.issue(), script, cookie_of(login(person)), "")

        assert [f for f in read if f["t"] == "typing"] == [{"t": "typing", "who": person.shown_name}]
        assert not [f for f in written if f["t"] == "typing"]

    @pytest.mark.parametrize("who", ["officer", "organisation", "visitor"])
    def test_writing_names_nobody_whose_words_would_not(self, login, who):
        user = makers.officer(makers.KITA) if who == "officer" else makers.person()
        cookie = "" if who == "visitor" else cookie_of(login(user))

        async def script(writer, reader):
            await writer.say({"t": "typing"} | ({"as": 1} if who == "organisation" else {}))
            return await reader.hear(1 if who == "visitor" else 2)

        told = [f for f in self.pages(makers.issue(), script, cookie, "") if f["t"] == "typing"]

        assert told == ([] if who == "visitor" else [{"t": "typing", "who": None}])
