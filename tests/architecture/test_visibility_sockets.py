"""Who can read what over sockets: the same planted city, frames instead of pages."""

import asyncio
import json
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.conf import settings
from django.contrib.sessions.models import Session

from community.core.visibility import Visibility
from community.discussion import consumers, live
from community.discussion.actions import append_event
from community.discussion.querysets import ThreadQuerySet
from community.issues import actions as issues
from community.moderation.models import Takedown
from mycomi.routing import http_urlpatterns, websocket_urlpatterns
from tests.sockets import Socket, visit
from tests.streams import Request, ask

from .planted import ROLES, SEEN_BY, City, wrong_words


@pytest.fixture
def city(lasting_city: City) -> City:
    return lasting_city


def cookie_of(city: City, role: str) -> str:
    session = city.browser(role).cookies.get(settings.SESSION_COOKIE_NAME)
    return f"{settings.SESSION_COOKIE_NAME}={session.value}" if session else ""


async def greet(socket: Socket) -> None:
    await socket.say({"t": "post", "key": "k", "body": "こんにちは"})


Heard = list[tuple[str, list[dict[str, Any]]]]


@async_to_sync
async def heard_of(talks: list[tuple[str, str, int]], role: str, cookie: str) -> Heard:
    """What this role hears of each (state, kind, number), all at once: most of it is waiting for silence."""

    async def hear(state: str, kind: str, number: int) -> list[dict[str, Any]]:
        at_least = 2 if role in SEEN_BY[state] else 1
        return await visit(f"/ws/threads/{kind}/{number}/?after=0", greet, cookie=cookie, at_least=at_least)

    heard = await asyncio.gather(*(hear(*talk) for talk in talks))
    return [(talk[0], frames) for talk, frames in zip(talks, heard, strict=True)]


def check_heard(role: str, heard: Heard) -> None:
    for state, frames in heard:
        assert wrong_words(role, json.dumps(frames, ensure_ascii=False)) == set(), state
        if role in SEEN_BY[state]:
            assert any("message" in frame.get("html", "") for frame in frames), state
        else:
            assert frames == [{"close": consumers.NOT_ALLOWED}], state


def test_every_socket_route_is_walked():
    assert [str(pattern.pattern) for pattern in websocket_urlpatterns] == [
        "ws/threads/<slug:kind>/<int:number>/",
        "ws/board/",
        "ws/desk/",
    ]
    assert [str(pattern.pattern) for pattern in http_urlpatterns] == [
        "live/threads/<slug:kind>/<int:number>/events",
        "live/threads/<slug:kind>/<int:number>/poll",
    ]


async def read_stream(address: str, cookie: str) -> tuple[int, list[Any]]:
    """The greeting and the first event; or the refusal alone."""
    request = Request(address, cookie=cookie)
    status = await request.begin()
    if status != 200:
        return status, [await request.piece()]
    frames = await request.frames(2)
    await request.leave()
    return status, frames


@pytest.mark.parametrize("role", ROLES)
def test_nobody_hears_what_they_may_not(city, role):
    talks = [(state, "issue", city.posts[state].number) for state in Visibility]

    check_heard(role, heard_of(talks, role, cookie_of(city, role)))


@pytest.mark.parametrize("role", ROLES)
def test_open_lists_tell_nobody_of_what_they_may_not_see(city, role):
    async def news_of_all(socket: Socket) -> None:
        for state in Visibility:
            for name in ("board", "desk"):
                live.tell_feed(name, city.posts[state].number, is_new=True)
        await asyncio.sleep(1)  # the lists gather, and look

    @async_to_sync
    async def listen(cookie: str) -> list[list[dict[str, Any]]]:
        return await asyncio.gather(*(visit(f"/ws/{name}/", news_of_all, cookie=cookie) for name in ("board", "desk")))

    board, desk = listen(cookie_of(city, role))

    assert wrong_words(role, json.dumps([board, desk], ensure_ascii=False)) == set()
    told = {frame["number"] for frame in desk if "number" in frame}
    assert told <= {city.posts[state].number for state in Visibility if role in SEEN_BY[state]}


@pytest.mark.parametrize("role", ROLES)
def test_nobody_reads_of_a_stream_or_a_poll_what_they_may_not(city, role):
    cookie = cookie_of(city, role)

    @async_to_sync
    async def read(state: str) -> list[tuple[int, list[Any]]]:
        place = f"/live/threads/issue/{city.posts[state].number}"
        stream = read_stream(f"{place}/events?after=0", cookie)
        return await asyncio.gather(stream, ask(f"{place}/poll?after=0", cookie=cookie))

    for state in Visibility:
        answers = read(state)
        assert wrong_words(role, json.dumps(answers, ensure_ascii=False)) == set()
        assert [status for status, _told in answers] == [200 if role in SEEN_BY[state] else 404] * 2


@pytest.mark.parametrize("role", ROLES)
def test_nobody_hears_the_talk_of_an_offer_or_a_project_that_they_may_not_see(city, role):
    talks = [(state, "resource", made.pk) for state in Visibility for made in city.resources[state]]
    talks += [(state, "project", made.pk) for state in Visibility for made in city.projects[state]]

    check_heard(role, heard_of(talks, role, cookie_of(city, role)))


def test_open_socket_is_closed_when_the_post_is_hidden(city):
    post = city.posts[Visibility.PUBLIC]
    Takedown.objects.filter(kind="issue", number=post.number).delete()  # the planted one is no longer in force

    async def hide(socket: Socket) -> None:
        officer = city.people["officer"]
        await live.in_database(lambda: issues.hide_issue(number=post.number, by=officer, reason="確認中"))

    heard = async_to_sync(visit)(f"/ws/threads/issue/{post.number}/", hide, cookie=cookie_of(city, "neighbour"))

    assert heard[-1] == {"close": live.GONE}


@pytest.mark.parametrize("state", [Visibility.PRIVATE, Visibility.HIDDEN])
def test_open_socket_of_what_is_not_public_ends_with_its_session(city, state):
    post = city.posts[state]

    async def leave_and_let_others_talk(socket: Socket) -> None:
        await live.in_database(Session.objects.all().delete)
        await live.in_database(
            lambda: append_event(thread_id=post.thread_id, type="status", by=None, data={"status": "in_review"})
        )

    address = f"/ws/threads/issue/{post.number}/"
    heard = async_to_sync(visit)(address, leave_and_let_others_talk, cookie=cookie_of(city, "author"))

    assert heard[1:] == [{"close": live.GONE}]


def test_socket_matrix_notices_an_open_door(city, monkeypatch):
    monkeypatch.setattr(ThreadQuerySet, "visible_to", lambda rows, user: rows)

    heard = heard_of([(Visibility.PENDING, "issue", city.posts[Visibility.PENDING].number)], "visitor", "")

    assert wrong_words("visitor", json.dumps(heard, ensure_ascii=False))
