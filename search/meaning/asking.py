"""The vector of a query: from memory, or made beside the request and waited for no longer than PATIENCE."""

import logging
import threading
from collections import OrderedDict
from concurrent.futures import Future, ThreadPoolExecutor

import numpy as np

from ..analysis.letters import fold
from .embedders import embedder

log = logging.getLogger(__name__)
PATIENCE = 0.1  # seconds
MOST_KEPT = 2_000
MOST_WAITING = 8  # a search beyond them goes without

_pool = ThreadPoolExecutor(1, "meaning")
_lock = threading.Lock()
_asked: OrderedDict[tuple[str, str], Future[np.ndarray]] = OrderedDict()


def vector_of(words: str, *, patience: float | None = None) -> np.ndarray | None:
    """The vector of a query, or None when there is none to be had in time; a later search finds it ready."""
    if not embedder().is_there or not words.strip():
        return None
    future = _future((embedder().name, " ".join(fold(words).split())), words)
    if future is None:
        return None
    try:
        return future.result(timeout=PATIENCE if patience is None else patience)
    except TimeoutError:
        return None
    except Exception:
        log.warning("the meaning of a query could not be had from %s", embedder().name, exc_info=True)
        with _lock:  # so that it is tried again
            _asked.pop((embedder().name, " ".join(fold(words).split())), None)
        return None


def _future(name: tuple[str, str], words: str) -> Future[np.ndarray] | None:
    with _lock:
        if name in _asked:
            _asked.move_to_end(name)
            return _asked[name]
        if sum(not future.done() for future in list(_asked.values())[-MOST_WAITING * 2 :]) >= MOST_WAITING:
            return None
        _asked[name] = _pool.submit(embedder().query, words)
        while len(_asked) > MOST_KEPT:
            _asked.popitem(last=False)
        return _asked[name]
