"""`manage.py worker`: the queue and the periodic jobs, until it is told to stop."""

import logging
import signal
import threading
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections

from community.core import jobs, outbox
from community.core.clock import now
from search import outbox as search_outbox
from search.meaning import upkeep as search_meaning

log = logging.getLogger(__name__)
IDLE = 0.3  # seconds between looks when there is nothing to do


class Command(BaseCommand):
    help = "Does what waits in the outboxes and runs the periodic jobs."

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, lambda *_: stop.set())
        while not stop.is_set():
            if not self._turn():
                stop.wait(IDLE)

    def _turn(self) -> int:
        """One round; returns how much was done. What fails holds up none of the others."""
        works = (search_outbox.drain, search_outbox.drain_to_server, _drain, _run_jobs, search_meaning.catch_up)
        return sum(_try(work) for work in works)


def _drain() -> int:
    """Slow work, letters for instance, lets the index and the jobs have their turn, and a stop its way."""
    return outbox.drain(seconds=5)


def _run_jobs() -> int:
    return len(jobs.run_due(now()))


def _try(work: Callable[[], int]) -> int:
    """A database that is away is waited for."""
    try:
        close_old_connections()
        return work()
    except Exception:
        log.exception("the worker waits with %s.%s", work.__module__, work.__name__)
        return 0
