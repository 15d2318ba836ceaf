"""What was asked for and not found, counted for those who look after the words of search.

No page writes: each process counts in memory, and once a minute a thread of its own carries the counts into the table.
What may tell of a person is not counted: long texts, addresses of mail, long numbers. Of the time only the day is kept.
"""

import logging
import re
import threading
import time
from collections import Counter
from collections.abc import Iterable
from datetime import date

from django.db import connections
from django.utils import timezone

from . import tally
from .analysis.letters import RUN, fold
from .analysis.words import clean
from .clock import now
from .documents import Hit
from .models import LONGEST_UNANSWERED

log = logging.getLogger(__name__)
EVERY = 60.0  # seconds
MOST = 1_000  # different words that a process counts until they are carried over
PERSONAL = re.compile(r"@|\d{4}|\d\D*\d\D*\d\D*\d\D*\d")  # a number in pieces too


class Counts:
    """How often words were asked for on a day; safe to use from many threads."""

    def __init__(self) -> None:
        self._lock, self._counts = threading.Lock(), Counter[tuple[date, str]]()

    def add(self, words: str, day: date, count: int = 1) -> None:
        """Beyond MOST different ones only those that are known already."""
        with self._lock:
            if len(self._counts) < MOST or (day, words) in self._counts:
                self._counts[day, words] += count

    def flush(self) -> None:
        """Carries everything over; a database that is away gets it later."""
        with self._lock:
            counts, self._counts = self._counts, Counter()
        if not counts:
            return
        try:
            tally.add(counts)
        except Exception as error:  # noqa: BLE001 - the thread goes on; without its message, which may hold words
            log.warning("what was not found could not be kept yet: %s", type(error).__name__)
            for (day, words), count in counts.items():
                self.add(words, day, count)


_counts = Counts()


def flush() -> None:
    """Carries over what this process has counted."""
    _counts.flush()


def note(words: str, hits: Iterable[Hit]) -> None:
    """Counts what somebody asked for, unless words or letters of it were found; asks the database nothing."""
    if any(hit.by_words for hit in hits):
        return
    words = " ".join(fold(clean(words)).split())
    if len(words) <= LONGEST_UNANSWERED and RUN.search(words) and not PERSONAL.search(words):
        _counts.add(words, timezone.localdate(now()))


def keep_counting() -> None:
    """Never ends: for a thread of its own in each web process."""
    while True:
        time.sleep(EVERY)
        flush()
        connections.close_all()
