"""The costs of mail: `python -m benchmarks.mailing PORT`, in a process and a database of its own."""

import json
import logging
import os
import smtplib
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle
from typing import Any

import django

django.setup()

from django.core.mail import EmailMultiAlternatives  # noqa: E402 - Django must be ready first
from django.core.management import call_command  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402

from community.accounts import actions as people  # noqa: E402
from community.accounts.models import User  # noqa: E402
from community.areas.models import Ward  # noqa: E402
from community.core import outbox  # noqa: E402
from community.core.clock import now  # noqa: E402
from community.core.models import OutboxItem  # noqa: E402
from community.issues import actions  # noqa: E402
from community.issues.models import Issue  # noqa: E402
from community.notifications import letters  # noqa: E402
from community.notifications.models import Follow, Notice, NoticeSettings  # noqa: E402
from community.notifications.tasks import sending, telling  # noqa: E402
from community.taxonomy.models import Category  # noqa: E402
from search import outbox as search_outbox  # noqa: E402

from .measure import pss_mb  # noqa: E402
from .ours import browser_of  # noqa: E402
from .pages import TOKEN, request  # noqa: E402

READERS, SENT = 10_000, 500
PRESSES, WARM = 120, 10
KITA = "27127"


def main() -> None:
    logging.disable(logging.INFO)
    port = int(sys.argv[1])
    call_command("migrate", verbosity=0)
    call_command("createcachetable", database="cache", verbosity=0)
    call_command("init_site", verbosity=0)
    issue = _issue()
    _readers()
    found = _written()
    with _office(port):
        found |= _sent(port)
        found["request_ms"], _done = _requests(issue)
    with _office(port, "hang"):
        found["request_hanging_ms"], found["errand_s"] = _requests(issue)
    print(json.dumps(found))


def _issue() -> Issue:
    author = people.make_account(email="author@example.jp", password=TOKEN, display_name="書いた人", standing="trusted")
    ward, category = Ward.objects.listed().get(pk=KITA), Category.objects.get(pk="light")
    return actions.post_issue(author=author, title="街灯が切れています", category=category, ward=ward)


def _readers() -> None:
    """People with proven addresses who follow the ward at once, the issue's talk too."""
    made = User.objects.bulk_create(
        User(email=f"r{n}@example.jp", display_name=f"住民{n}", email_verified_at=now()) for n in range(READERS)
    )
    Follow.objects.bulk_create(Follow(user=user, kind="ward", key=KITA, how="now") for user in made)
    while search_outbox.drain():
        pass


def _written() -> dict[str, float]:
    payload = OutboxItem.objects.get(channel="news").payload
    before, begun = pss_mb(os.getpid()), time.perf_counter()
    telling.tell(payload)
    spent, more = time.perf_counter() - begun, pss_mb(os.getpid()) - before
    assert Notice.objects.count() == READERS
    OutboxItem.objects.filter(channel="news").update(done_at=now())
    return {"written_s": round(spent, 2), "written_mb": round(max(more, 0), 1)}


def _sent(port: int) -> dict[str, float]:
    """The worker's letters, and the same letters handed over by a program that does nothing else."""
    begun = time.perf_counter()
    for item in OutboxItem.objects.filter(channel="letters").order_by("pk")[: SENT // telling.LETTERS]:
        sending.send(item.payload)
        OutboxItem.objects.filter(pk=item.pk).update(done_at=now())
    ours = time.perf_counter() - begun
    assert Notice.objects.filter(mailed_at__isnull=False).count() == SENT
    notice = Notice.objects.select_related("user").filter(mailed_at=None).first()
    letter = letters.one(notice.user, NoticeSettings(user=notice.user), notice)
    message = EmailMultiAlternatives(**{name: value for name, value in letter.items() if name != "html"})
    message.attach_alternative(letter["html"][0], "text/html")
    whole = message.message().as_bytes(linesep="\r\n")
    begun = time.perf_counter()
    with smtplib.SMTP("127.0.0.1", port) as server:
        for nth in range(SENT):
            server.sendmail("noreply@mycomi.example", f"r{nth}@example.jp", whole)
    peer = time.perf_counter() - begun
    return {"sent_ms": round(ours / SENT * 1000, 2), "peer_ms": round(peer / SENT * 1000, 2)}


def _requests(issue: Issue) -> tuple[float, float]:
    """The median of posting a message, with the worker and its waiting letters beside it; and how long an errand that
    comes after them takes."""
    handler = get_wsgi_application()
    members = cycle([browser_of(person) for person in User.objects.filter(email__startswith="r")[:PRESSES]])
    worker = subprocess.Popen([sys.executable, "manage.py", "worker"], stderr=subprocess.DEVNULL)
    try:
        time.sleep(4)  # it has begun
        spent = []
        for nth in range(PRESSES):
            words = f"body=hello{nth}&csrfmiddlewaretoken={TOKEN}".encode()
            begun = time.perf_counter()
            status, _content = request(handler, f"/issues/{issue.number}/comments/", cookie=next(members), body=words)
            spent.append(time.perf_counter() - begun)
            assert status == 302, status
        return round(statistics.median(spent[WARM:]) * 1000, 2), _errand()
    finally:
        worker.terminate()
        worker.wait(timeout=60)


def _errand() -> float:
    """Seconds until the worker has done a piece of other work."""
    outbox.put("news", {"news": "issue.approved", "data": {"issue": 0}, "key": "errand", "at": now().isoformat()})
    item, begun = OutboxItem.objects.latest("pk"), time.perf_counter()
    while not OutboxItem.objects.filter(pk=item.pk, done_at__isnull=False).exists():
        time.sleep(0.1)
        if time.perf_counter() - begun > 120:
            break
    return round(time.perf_counter() - begun, 1)


@contextmanager
def _office(port: int, *how: str) -> Iterator[Any]:
    command = [sys.executable, "-m", "benchmarks.postoffice", str(port), *how]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        assert server.stdout is not None and server.stdout.readline()
        yield server
    finally:
        server.kill()
        server.wait()


if __name__ == "__main__":
    main()
