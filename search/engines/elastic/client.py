"""The connection to the server, and breakers: while the server is away nobody waits for it."""

import logging
import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeVar

from django.conf import settings
from elastic_transport import ConnectionTimeout, TransportError
from elasticsearch import ApiError, Elasticsearch, UnsupportedProductError

from ...errors import EngineAway

log = logging.getLogger(__name__)
Answer = TypeVar("Answer")
PATIENCE = 0.8  # seconds that a whole search waits
PATIENCE_OF_WORKER = 30.0
FIRST_PAUSE, LONGEST_PAUSE, MOST_DOUBLINGS = 2.0, 60.0, 5  # seconds without asking, after a failure
ANSWERS = (400, 404, 409)  # it is there and of another opinion; anything else it cannot do now, or may not
NOT_OURS = "it is no Elasticsearch 8; OpenSearch and older versions cannot be used (ELASTICSEARCH_URL)"


@lru_cache(maxsize=2)
def _client(url: str) -> Elasticsearch:
    return Elasticsearch(url.split(","), max_retries=0, retry_on_timeout=False)


def client(patience: float = PATIENCE_OF_WORKER) -> Elasticsearch:
    """For requests that may take so many seconds; all threads share its connections."""
    return _client(settings.ELASTICSEARCH_URL).options(request_timeout=patience)


@dataclass
class Breaker:
    """Open after a failure, then one attempt at a time; every failure in a row doubles the pause."""

    what: str
    failures: int = 0
    why: str = ""
    _closed_at: float = 0.0  # by the monotonic clock, as the next one
    _failed_at: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def is_open(self) -> bool:
        return time.monotonic() < self._closed_at

    def run(self, ask: Callable[[], Answer]) -> Answer:
        """What `ask` answers. Raises EngineAway, also where `ask` did; or ApiError where the server only disagrees.

        Whoever does not expect that it disagrees may call `refused` with the error.
        """
        begun = self._enter()
        try:
            answer = ask()
        except EngineAway as error:
            raise self._failed(str(error), begun) from error
        except UnsupportedProductError as error:
            raise self._failed(NOT_OURS, begun) from error
        except ApiError as error:
            if error.status_code not in ANSWERS:
                raise self._failed(f"status {error.status_code}", begun) from error
            self._succeeded()
            raise
        except TransportError as error:
            why = "it is slow" if isinstance(error, ConnectionTimeout) else type(error).__name__
            raise self._failed(why, begun) from error
        self._succeeded()
        return answer

    def refused(self, error: ApiError) -> EngineAway:
        """It has to rest, since nobody here knows what to do about this. Returns the error to raise."""
        return self._failed(f"it refuses: {error.error}", time.monotonic())

    def _failed(self, why: str, begun: float) -> EngineAway:
        """It has to rest; those who asked at the same time are one failure. Returns the error to raise."""
        with self._lock:
            if begun >= self._failed_at:
                self.failures, self.why, self._failed_at = self.failures + 1, why, time.monotonic()
                pause = min(FIRST_PAUSE * 2 ** min(self.failures - 1, MOST_DOUBLINGS), LONGEST_PAUSE)
                self._closed_at = self._failed_at + pause * random.uniform(0.8, 1.2)  # noqa: S311 - not all at once
                if self.failures == 1:
                    log.warning("Elasticsearch, %s: %s; the database does it until it is back", self.what, why)
        return EngineAway(why)

    def forget(self) -> None:
        """As at the start."""
        with self._lock:
            self.failures, self.why, self._closed_at, self._failed_at = 0, "", 0.0, 0.0

    def _enter(self) -> float:
        """When this attempt begins. After a pause the first one goes alone until it is known how it went."""
        with self._lock:
            if self.is_open:
                raise EngineAway(self.why)
            if self.failures:
                self._closed_at = time.monotonic() + FIRST_PAUSE
            return time.monotonic()

    def _succeeded(self) -> None:
        if self.failures:
            log.warning("Elasticsearch, %s: it is back", self.what)
            self.forget()


reading, writing = Breaker("reading"), Breaker("writing")
