"""What one page costs inside the process: the whole request through every middleware, without a server."""

import io
import json
import sys
from collections.abc import Callable
from typing import Any

from .measure import cpu_ms

TOKEN = "a" * 32  # what a browser would have found in the page and in its cookie


def request(handler: Any, path: str, *, cookie: str = "", body: bytes = b"") -> tuple[int, bytes]:
    """One request straight into a WSGI handler; returns status and body."""
    path, _mark, query = path.partition("?")
    environ = {
        "REQUEST_METHOD": "POST" if body else "GET",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "HTTP_HOST": "localhost",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_COOKIE": cookie,
        "CONTENT_TYPE": "application/x-www-form-urlencoded" if body else "",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
    }
    status: list[str] = []
    answer = handler(environ, lambda code, headers, error=None: status.append(code))
    content = b"".join(answer)
    answer.close()
    return int(status[0].split()[0]), content


def cost(handler: Any, path: str, **extra: Any) -> dict[str, float]:
    """CPU milliseconds and queries of a page; the page must answer 200."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        status, _content = request(handler, path, **extra)
    assert status == 200, (path, status)
    count = len(queries)
    return {"ms": cpu_ms(lambda: request(handler, path, **extra)), "queries": count}


def costs(handler: Any, wanted: dict[str, Callable[[], dict[str, float]]]) -> None:
    """Measure all and print them as JSON, for the process that asked."""
    print(json.dumps({name: work() for name, work in wanted.items()}))
