"""The socket while the database fails, stops or comes back: the page is told, nothing stays behind, all goes on."""

import asyncio

import pytest
from asgiref.sync import async_to_sync
from django.db import connection, connections

from community.discussion import actions, consumers, live, pages
from community.discussion.models import Event, Message, Thread
from tests import makers
from tests.sockets import visit

from .test_thread import address, cookie_of, heard

pytestmark = pytest.mark.usefixtures("committed")


def elsewhere(act) -> None:
    """Do it as another process would: on a connection of its own."""
    try:
        act()
    finally:
        connections.close_all()


def run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def break_the_log() -> None:
    run("ALTER TABLE discussion_event RENAME TO away")


def mend_the_log() -> None:
    run("ALTER TABLE away RENAME TO discussion_event")


async def both_threads_connect() -> None:
    await asyncio.gather(*(live.in_database(run, "SELECT pg_sleep(0.1)") for _thread in range(2)))


def nothing_stays() -> bool:
    return not (pages.held or pages.open_pages or live.hub.rooms)


def test_post_that_breaks_ends_the_socket_and_leaves_nothing_behind(login, caplog):
    issue, browser = makers.issue(), login(makers.person())

    async def post(socket):
        await asyncio.to_thread(elsewhere, break_the_log)
        await socket.say({"t": "post", "key": "k", "body": "はい"})

    frames = heard(issue, post, cookie=cookie_of(browser))

    assert frames[-1] == {"close": live.RESTARTING}
    assert nothing_stays() and not Message.objects.exists()
    assert "broke" in caplog.text


def test_page_whose_socket_broke_comes_back_and_sends_the_same_words(login, caplog):
    issue, browser = makers.issue(), login(makers.person())
    words = {"t": "post", "key": "k", "body": "はい"}

    async def post(socket):
        await socket.say(words)

    break_the_log()
    heard(issue, post, cookie=cookie_of(browser), after="")
    mend_the_log()
    frames = heard(issue, post, cookie=cookie_of(browser), after="")

    assert {"t": "ack", "key": "k", "seq": 1} in frames and Message.objects.count() == 1


def test_socket_that_can_no_longer_follow_is_closed(caplog):
    issue, author = makers.issue(), makers.person()
    actions.post_message(author=author, thread=issue.thread, body="ひとつめ")
    break_the_log()

    assert heard(issue) == [{"t": "hello", "seq": 1, "can_post": False, "me": None}, {"close": live.RESTARTING}]
    assert nothing_stays()
    assert "can no longer follow" in caplog.text


def test_socket_that_cannot_be_opened_now_is_told_to_come_back(caplog):
    issue = makers.issue()
    run("ALTER TABLE discussion_thread RENAME TO gone")

    assert heard(issue) == [{"close": live.RESTARTING}]
    assert nothing_stays()


def test_hundred_broken_sockets_lock_no_address_out(caplog, monkeypatch):
    monkeypatch.setattr(pages, "MOST_A_NETWORK", 3)
    issue = makers.issue()
    run("ALTER TABLE discussion_thread RENAME TO gone")
    for _n in range(4):
        heard(issue)
    run("ALTER TABLE gone RENAME TO discussion_thread")

    assert heard(issue)[0]["t"] == "hello"


def test_page_that_goes_while_it_is_told_something_leaves_nothing_behind(caplog):
    """A server raises OSError for what is sent to a page that has hung up."""
    issue = makers.issue()
    actions.post_message(author=makers.person(), thread=issue.thread, body="ひとつめ")

    async def hang_up_after_hello():
        sent, frames = [], asyncio.Queue()
        await frames.put({"type": "websocket.connect"})

        async def send(message):
            sent.append(message["type"])
            if len(sent) > 2:
                await frames.put({"type": "websocket.disconnect", "code": 1006})
                raise ConnectionResetError

        scope = {
            "type": "websocket",
            "path": address(issue),
            "query_string": b"after=0",
            "cookies": {},
            "client": ("127.0.0.1", 1),
            "url_route": {"kwargs": {"kind": "issue", "number": issue.number}},
        }
        await consumers.ThreadConsumer.as_asgi()(scope, frames.get, send)
        return sent

    assert async_to_sync(hang_up_after_hello)() == ["websocket.accept", "websocket.send", "websocket.send"]
    assert nothing_stays()
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


@pytest.mark.postgres
class TestRestartOfPostgres:
    @pytest.fixture(autouse=True)
    def _only_there(self):
        if connection.vendor != "postgresql":
            pytest.skip("SQLite has no server to restart")

    @staticmethod
    def cut_all_others() -> None:
        """What a restart does to everybody who is connected."""
        run(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )

    def test_talk_goes_on_over_the_same_socket(self):
        issue, author = makers.issue(), makers.person()
        connection.close()  # this test's own is not what is looked at

        async def restart_and_talk(socket):
            await both_threads_connect()
            await asyncio.to_thread(elsewhere, self.cut_all_others)
            for n in range(4):
                await asyncio.to_thread(
                    elsewhere,
                    lambda: actions.post_message(author=author, thread=issue.thread, body=f"その{n}"),  # noqa: B023 - awaited within the round
                )

        frames = async_to_sync(visit)(address(issue, 0), restart_and_talk)

        assert [frame.get("seq") for frame in frames[1:]] == [1, 2, 3, 4]

    def test_what_other_processes_write_is_seen_again(self, monkeypatch, caplog):
        monkeypatch.setattr(live.hub, "look_every", 0.05)
        issue, author = makers.issue(), makers.person()
        connection.close()

        def write_without_a_hint() -> None:
            Event.objects.create(thread=issue.thread, seq=1, type="message", author=author, message=said())
            Thread.objects.update(last_seq=1)

        def said() -> Message:
            return Message.objects.create(thread=issue.thread, author=author, body="その1")

        async def restart_and_write(socket):
            await both_threads_connect()
            await asyncio.to_thread(elsewhere, self.cut_all_others)
            await asyncio.to_thread(elsewhere, write_without_a_hint)

        frames = async_to_sync(visit)(address(issue, 0), restart_and_write)

        assert frames[-1]["seq"] == 1 and "could not look" not in caplog.text
