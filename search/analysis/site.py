"""The analyzer of this site: by the thesaurus that came with it and what staff changed in it."""

import time
from dataclasses import dataclass

from ..thesaurus.changes import thesaurus as current
from ..thesaurus.changes import version
from .analyzer import Analyzer

FRESH = 10.0  # seconds within which a process learns of a change


@dataclass
class _Kept:
    analyzer: Analyzer | None = None
    version: str = ""
    looked_at: float = 0.0


_kept = _Kept()


def analyzer() -> Analyzer:
    """Made anew when the thesaurus has changed; until then always the same."""
    if _kept.analyzer is None or time.monotonic() - _kept.looked_at > FRESH:
        now = version()
        if _kept.analyzer is None or now != _kept.version:
            _kept.analyzer, _kept.version = Analyzer(current()), now
        _kept.looked_at = time.monotonic()
    return _kept.analyzer


def is_ready() -> bool:
    """Whether it is there without waiting: for what is only a kindness (`warmth` makes it with the first requests)."""
    return _kept.analyzer is not None


def forget() -> None:
    """Look at the thesaurus again with the next question."""
    _kept.analyzer = None
