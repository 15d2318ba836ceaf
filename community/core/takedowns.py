"""What was taken out of sight, in a file of its own: a restored older copy of the database must not show it again.

    journal.record(act) ──after the commit──▶ a line in TAKEDOWN_LOG ──restore──▶ apply_again()

Packages register the acts that take something down and those that bring it back; the last line about a thing decides.
Lines hold ids and moments, never text.
"""

import json
import logging
import os
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from .models import JournalEntry

log = logging.getLogger(__name__)
PARTS = ("message", "effort", "photo")  # of a thing and its talk; named so in the journal


@dataclass(frozen=True)
class Takedown:
    """`part` is a message of the thing's talk, a report on it or a photo of it, or 0 for the thing itself.

    `until` is the moment when it ends by itself, or empty; `areas` are the boxes of a photo that are covered, all of
    them, in shares of its sides.
    """

    at: str
    act: str
    number: str
    part: int = 0
    until: str = ""
    areas: tuple[tuple[float, ...], ...] = ()

    def __post_init__(self) -> None:
        """Read from a file they are lists; lines are compared and gathered in sets."""
        object.__setattr__(self, "areas", tuple(tuple(area) for area in self.areas))


Apply = Callable[[Takedown], bool]
_appliers: dict[str, Apply] = {}
_undone_by: dict[str, str] = {}


def register(act: str, apply: Apply, *, undone_by: str = "") -> None:
    """`apply` does it once more and says whether there was anything to do; `undone_by` brings it back."""
    _appliers[act] = apply
    if undone_by:
        _undone_by[undone_by] = act


def note(entry: JournalEntry) -> None:
    """Write the line of an act once it is committed. A disk that is full is logged: the act itself stands."""
    if entry.act in _appliers or entry.act in _undone_by:
        until = str(entry.after.get("until", ""))
        areas = entry.after.get("areas", ())
        line = Takedown(entry.at.isoformat(), entry.act, entry.number, _part_of(entry.after), until, areas)
        transaction.on_commit(lambda: _append(settings.TAKEDOWN_LOG, line), robust=True)


def is_known(line: Takedown, kind: str) -> bool:
    """Whether the journal of the copy has this very act: then the copy also has whatever followed from it."""
    return JournalEntry.objects.filter(act=line.act, kind=kind, number=line.number, at=line.at).exists()


def read(path: Path) -> list[Takedown]:
    """All lines of a file, oldest first; half a line at its end (the machine went down) is passed over."""
    if not path.exists():
        return []
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            found.append(Takedown(**json.loads(line)))
        except (ValueError, TypeError):
            log.warning("a line of %s cannot be read", path.name)
    return found


def apply_again(lines: Iterable[Takedown]) -> int:
    """Take down once more what the lines say is down; returns how many things that changed."""
    last = {}
    for line in sorted(lines, key=lambda line: line.at):
        last[(_undone_by.get(line.act, line.act), line.number, line.part)] = line
    return sum(_appliers[line.act](line) for line in last.values() if line.act in _appliers)


def _part_of(after: dict[str, Any]) -> int:
    part = next((after[name] for name in PARTS if name in after), 0)
    return part if isinstance(part, int) else 0


def _append(path: Path, line: Takedown) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as out:
        out.write(json.dumps(asdict(line)) + "\n")
        out.flush()
        os.fsync(out.fileno())
