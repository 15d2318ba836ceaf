"""Costs of posting: `python -m benchmarks.post_inside COUNT`, in a process and a database of its own."""

import http.client
import os
import statistics
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from urllib.parse import urlencode

from .ours import browser_of, fill  # sets Django up

# isort: split
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.accounts.models import User

from .measure import cpu_ms
from .pages import TOKEN, costs, request
from .serving import served

PORT, A_SECOND, SECONDS = 8765, 20, 10
TIMES = 60
FRAME = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")  # of a transaction: no queries
numbers = count()


def form() -> bytes:
    fields = {
        "title": "街灯が切れて夜道が暗いです", "body": "先週から2本とも消えています。", "category": "light",
        "kind": "problem", "ward": "27127", "precision": "exact", "key": f"bench-{next(numbers)}",
        "csrfmiddlewaretoken": TOKEN,
    }  # fmt: skip
    return urlencode(fields).encode()


def main() -> None:
    fill(int(sys.argv[1]))
    handler = get_wsgi_application()
    people = User.objects.filter(display_name__startswith="ご近所").order_by("pk")[: TIMES + 10 + A_SECOND * SECONDS]
    cookies = [browser_of(person) for person in people]
    turn = count()

    def post() -> None:
        status, _content = request(handler, "/issues/new/", cookie=cookies[next(turn) % len(cookies)], body=form())
        assert status == 302, status

    def posting() -> dict[str, float]:
        post()
        with CaptureQueriesContext(connection) as queries:
            post()
        asked = [one for one in queries.captured_queries if not one["sql"].startswith(FRAME)]
        return {"ms": cpu_ms(post, times=TIMES), "queries": len(asked)}

    costs(handler, {"post": posting, "insert": one_row, "waited": lambda: waited(cookies)})


def one_row() -> dict[str, float]:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE one_row (id INTEGER PRIMARY KEY, words TEXT)")

    def insert() -> None:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO one_row (words) VALUES (%s)", ["街灯" * 30])

    return {"ms": cpu_ms(insert)}


def waited(cookies: list[str]) -> dict[str, float]:
    """Milliseconds from the press to the answer, on the real server with its worker beside it, pressed on time."""
    with served("mycomi.asgi:application", dict(os.environ), PORT), ThreadPoolExecutor(A_SECOND) as clients:
        begun, presses = time.monotonic() + 1, []
        for nth in range(A_SECOND * SECONDS):
            presses.append(clients.submit(_press, begun + nth / A_SECOND, cookies[-1 - nth % len(cookies)]))
        found = sorted(press.result() for press in presses)[: A_SECOND * SECONDS]
    return {"p50": round(statistics.median(found), 1), "p95": round(found[int(len(found) * 0.95)], 1)}


def _press(at: float, cookie: str) -> float:
    time.sleep(max(0.0, at - time.monotonic()))
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=30)
    headers = {"Host": "localhost", "Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", "/issues/new/", form(), headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    assert answer.status == 302, answer.status
    return (time.monotonic() - at) * 1000  # a server that falls behind makes all wait


if __name__ == "__main__":
    main()
