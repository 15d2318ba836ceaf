"""Whole pages for people without cookies of ours, kept as long as the database has not changed.

What a page was made from is known exactly: SQLite's `data_version` (and this connection's own count of changes) or
PostgreSQL's current snapshot differ as soon as anything was committed. So a hidden post is gone at once, in every
process, without any message between them. Pages are also made anew after `OLDEST` seconds, for words like 「今日」.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.db import connection
from django.http import HttpRequest, HttpResponse

OLDEST = 20.0  # seconds
MOST = 64  # pages a thread; a connection's state means nothing to another thread
MESSAGES = CookieStorage.cookie_name
_shelf = threading.local()


def for_visitors(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Keep a GET view's page for strangers."""

    @wraps(view)
    def kept(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # Inside a transaction the database's state says nothing of this transaction's own changes.
        if request.method != "GET" or not is_stranger(request) or connection.in_atomic_block:
            return view(request, *args, **kwargs)
        name = (request.build_absolute_uri(), request.LANGUAGE_CODE, request.headers.get("Accept", ""))
        state = _state()
        page = _find(name, state)
        if page is None:
            response = view(request, *args, **kwargs)
            _keep(name, state, response)
            return response
        response = HttpResponse(page["content"], headers=page["headers"])
        return response

    return kept


def is_stranger(request: HttpRequest) -> bool:
    """Nothing in the request says who it is: the page may be anybody's."""
    personal = (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.PERSON_COOKIE_NAME, MESSAGES)
    return not any(name in request.COOKIES for name in personal)


def _pages() -> OrderedDict:
    if not hasattr(_shelf, "pages"):
        _shelf.pages = OrderedDict()
    return _shelf.pages


def _find(name: tuple, state: tuple) -> dict[str, Any] | None:
    page = _pages().get(name)
    if page is None or page["state"] != state or time.monotonic() - page["made"] > OLDEST:
        return None
    return page


def _keep(name: tuple, state: tuple, response: HttpResponse) -> None:
    if hasattr(response, "render"):
        response.render()
    if response.status_code != 200 or response.streaming or response.cookies:
        return
    pages = _pages()
    pages[name] = {
        "state": state,
        "made": time.monotonic(),
        "content": response.content,
        "headers": dict(response.headers),
    }
    pages.move_to_end(name)
    while len(pages) > MOST:
        pages.popitem(last=False)


def _state() -> tuple:
    """A value that differs as soon as anything was committed to the database."""
    connection.ensure_connection()
    raw = connection.connection
    if connection.vendor == "sqlite":
        # The connection itself, not its id: another one may get the same id, and both counters begin anew.
        return (raw, raw.execute("PRAGMA data_version").fetchone()[0], raw.total_changes)
    with raw.cursor() as cursor:
        return tuple(cursor.execute("SELECT pg_current_snapshot()::text").fetchone())
