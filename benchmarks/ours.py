"""Our own costs of the same pages: `python -m benchmarks.ours COUNT`, in a process and a database of its own."""

import http.client
import os
import subprocess
import sys
from itertools import cycle

import django

django.setup()

from django.conf import settings  # noqa: E402 - Django must be ready first
from django.core.cache import caches  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from community.accounts.models import User  # noqa: E402
from community.core import pagecache  # noqa: E402
from community.demo import bulk, seeding  # noqa: E402
from community.discussion import actions as talk  # noqa: E402
from community.issues.models import Issue  # noqa: E402

from .maps import NARROWED, anywhere, around  # noqa: E402
from .measure import cpu_ms, pss_mb  # noqa: E402
from .pages import TOKEN, cost, costs, request  # noqa: E402
from .serving import served  # noqa: E402

PORT = 8764


def fill(count: int) -> Issue:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA synchronous=OFF")
    call_command("migrate", verbosity=0)
    call_command("createcachetable", database="cache", verbosity=0)
    call_command("init_site", verbosity=0)
    seeding.PICTURES_AT_ONCE = 0
    seeding.seed(lambda words: None)
    bulk.make(count=count, days=365, seed=1, say=lambda words: None)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=FULL")
            cursor.execute("ANALYZE")
    return _with_twenty_messages()


def _with_twenty_messages() -> Issue:
    issue = Issue.objects.public().latest("number")
    for nth in range(20 - issue.thread.message_count):
        people = User.objects.filter(display_name__startswith="ご近所")
        talk.post_message(
            author=people[nth % 20], thread=issue.thread, body="うちの前も同じです。夜は足もとが見えません。"
        )
    return issue


def main() -> None:
    issue = fill(int(sys.argv[1]))
    handler = get_wsgi_application()
    page = issue.get_absolute_url()
    deep = Issue.objects.public().order_by("-number")[min(5000 * 20, Issue.objects.count() - 40) :][0].number
    members = cycle([browser_of(person) for person in User.objects.filter(display_name__startswith="ご近所")[:20]])

    def anew() -> dict[str, float]:
        return cost(_forgetful(handler), "/issues/")

    def with_cards() -> dict[str, float]:
        return cost(_without_pages(handler), "/issues/")

    def message() -> dict[str, float]:
        words = f"body=hello&csrfmiddlewaretoken={TOKEN}".encode()

        def say() -> None:
            status, _content = request(handler, f"{page}comments/", cookie=next(members), body=words)
            assert status == 302, status

        return {"ms": cpu_ms(say)}

    costs(
        handler,
        {
            "list": anew,
            "list_cards": with_cards,
            "list_whole": lambda: cost(handler, "/issues/"),
            "list_deep": lambda: cost(_forgetful(handler), f"/issues/?after={deep}"),
            "list_ward": lambda: cost(_forgetful(handler), "/issues/?ward=27127&category=light&status=open"),
            **{
                f"list_{name}": lambda q=query: cost(_forgetful(handler), f"/issues/?{q}")
                for name, query in NARROWED.items()
            },
            "map_box": lambda: cost(_without_pages(handler), f"/issues/map/points/?zoom=14&{around(14)}"),
            "map_page": lambda: cost(_without_pages(handler), f"/issues/map/?{around(14)}"),
            "counts": lambda: cost(_without_pages(handler), "/issues/counts/?ward=27127"),
            "clusters": lambda: anywhere(handler),
            "page": lambda: cost(_without_pages(handler), page),
            "page_whole": lambda: cost(handler, page),
            "message": message,
            "memory": lambda: {"mb": _web_process(page)},
        },
    )


def _web_process(page: str) -> float:
    """MB of a web process after a thousand pages of every kind, with the worker beside it as on every site."""
    worker = subprocess.Popen([sys.executable, "manage.py", "worker"], stderr=subprocess.DEVNULL)
    with served("mycomi.asgi:application", dict(os.environ), PORT) as pid:
        for path in ("/", "/issues/", "/issues/?after=500", page, "/help/", "/accounts/login/") * 170:
            connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=30)
            connection.request("GET", path, headers={"Host": "localhost"})
            answer = connection.getresponse()
            assert answer.status == 200 and answer.read(), (path, answer.status)
            connection.close()
        memory = pss_mb(pid)
    worker.terminate()
    worker.wait(timeout=15)
    return memory


def browser_of(person: User) -> str:
    client = Client()
    client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return f"sessionid={client.cookies['sessionid'].value}; csrftoken={TOKEN}"


def _forgetful(handler):
    """Nothing kept between requests: neither pages nor cards."""

    def answer(environ, start):
        caches["pieces"].clear()
        pagecache._shelf.__dict__.clear()
        return handler(environ, start)

    return answer


def _without_pages(handler):
    def answer(environ, start):
        pagecache._shelf.__dict__.clear()
        return handler(environ, start)

    return answer


if __name__ == "__main__":
    main()
