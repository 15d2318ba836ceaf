"""How often words occur, as last asked: every search wants to know it of the same few thousand words.

A minute does not change how rare a word is. Asking costs as much as reading the whole list of its entries.
"""

import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, field

FRESH = 60.0  # seconds
SMALL = 2_000  # entries: of fewer everything is asked anew, since each of them counts
MOST_KEPT = 50_000  # words


@dataclass
class Counted:
    """What one index holds: how many entries, and how many of them hold each word that was asked for so far."""

    total: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    at: float = field(default_factory=time.monotonic)

    @property
    def is_large(self) -> bool:
        return self.total >= SMALL

    @property
    def is_fresh(self) -> bool:
        return self.is_large and len(self.counts) < MOST_KEPT and time.monotonic() - self.at < FRESH


_kept: dict[str, Counted] = {}


def counted(index: str, tokens: Collection[str], ask: Callable[[list[str]], tuple[dict[str, int], int]]) -> Counted:
    """With at least these words; `ask` tells which of these words occur how often, and the number of entries."""
    kept = _kept.get(index)
    if kept is None or not kept.is_fresh:
        kept = Counted()
    unknown = [token for token in tokens if token not in kept.counts]
    if unknown or not kept.total:
        counts, total = ask(unknown)
        kept.total = kept.total or total
        kept.counts.update({token: counts.get(token, 0) for token in unknown})
        _kept[index] = kept
    return kept


def forget() -> None:
    _kept.clear()
