"""The floor's own costs: `python -m benchmarks.floor.inside COUNT`, in a process of its own."""

import os
import random
import sys
import tempfile
from datetime import timedelta

os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.floor.settings"
os.environ.setdefault("FLOOR_DATABASE", os.path.join(tempfile.mkdtemp(), "floor.sqlite3"))

import django

django.setup()

from django.contrib.auth.models import User  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from benchmarks.measure import cpu_ms  # noqa: E402
from benchmarks.pages import TOKEN, cost, costs, request  # noqa: E402

from .models import Category, Comment, Issue  # noqa: E402

WORDS = "街灯が切れて夜道が暗いです。子どもが塾から帰る道なので、早めに見てもらえると助かります。"


def fill(count: int) -> Client:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=OFF")
    call_command("migrate", verbosity=0, run_syncdb=True)
    chance, now = random.Random(1), timezone.now()
    people = [User.objects.create(username=f"person{n}") for n in range(50)]
    categories = [Category.objects.create(name=f"種類{n}") for n in range(17)]
    for first in range(0, count, 5000):
        Issue.objects.bulk_create(
            Issue(
                title=f"{WORDS[:20]}{n}",
                body=WORDS * 3,
                category=chance.choice(categories),
                author=chance.choice(people),
                place="北区　天神橋6丁目",
                posted_at=now - timedelta(minutes=count - n),
                comment_count=20,
            )
            for n in range(first, min(count, first + 5000))
        )
    last = Issue.objects.latest("pk")
    Comment.objects.bulk_create(
        Comment(issue=last, author=chance.choice(people), body=WORDS, at=now) for _n in range(20)
    )
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous=FULL")
    client = Client()
    client.force_login(people[0])
    return client


def main() -> None:
    client = fill(int(sys.argv[1]))
    handler = get_wsgi_application()
    last = f"/issues/{Issue.objects.latest('pk').pk}/"
    session = f"sessionid={client.cookies['sessionid'].value}; csrftoken={TOKEN}"
    words = f"body=hello&csrfmiddlewaretoken={TOKEN}".encode()
    costs(
        handler,
        {
            "list": lambda: cost(handler, "/issues/"),
            "page": lambda: cost(handler, last),
            "message": lambda: {"ms": cpu_ms(lambda: request(handler, last, cookie=session, body=words))},
        },
    )


if __name__ == "__main__":
    main()
