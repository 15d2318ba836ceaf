"""Where help is missing: what public issues wait for, beside what could be asked for, by ward and sort of help.

    needs that wait ──┐
                      ├──▶ Board: (ward, code) ──▶ Gap ──▶ the page, the files
    offers, reach ────┘

Only what everybody may read is counted, and things, never people. An offer counts as one in every ward that it reaches.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from threading import Lock
from typing import NamedTuple

from django.core.cache import caches
from django.utils import timezone

from community.areas.models import Ward
from community.areas.reference import wards
from community.core.clock import now, today
from community.resources.models import Resource
from community.taxonomy.models import NeedCode
from community.taxonomy.reference import need_codes

from .models import Match, Need

KEPT = 60  # seconds; the page says of which moment its figures are
UNASKED = timedelta(days=60)  # on offer for so long, and nobody asked: idle
_counting = Lock()  # a count that many would begin at the same moment


@dataclass(frozen=True)
class Gap:
    """What one ward has and lacks of one sort of help.

    `wanted` are needs that nobody has promised anything for, `required` those of them that are no mere wish; `supply`
    are offers that reach the ward with something left, `idle` those of them that nobody asked for in 60 days.
    `short` is what would still be missing if every offer served one need. `oldest`: since when the oldest need waits.
    """

    wanted: int = 0
    required: int = 0
    supply: int = 0
    idle: int = 0
    short: int = 0
    oldest: date | None = None

    @property
    def covered(self) -> int:
        """Needs that an offer is at hand for."""
        return self.wanted - self.short

    def __add__(self, other: "Gap") -> "Gap":
        days = [day for day in (self.oldest, other.oldest) if day is not None]
        counts = {name: getattr(self, name) + getattr(other, name) for name in COUNTS}
        return Gap(**counts, oldest=min(days, default=None))


COUNTS = ("wanted", "required", "supply", "idle", "short")


class Cell(NamedTuple):
    ward: str
    code: str


@dataclass(frozen=True)
class Board:
    """All that was counted at one moment. `offers` and `idle` count each offer once, however far it reaches."""

    at: datetime
    cells: dict[Cell, Gap] = field(default_factory=dict)
    offers: int = 0
    idle: int = 0

    def gap(self, *, ward: str = "", codes: Iterable[str] | None = None) -> Gap:
        """Cells together: of one ward or all, of these codes or all. What is spare of one code fills no other."""
        within = None if codes is None else frozenset(codes)
        fitting = (cell for cell in self.cells if ward in ("", cell.ward) and (within is None or cell.code in within))
        return sum_of(self.cells[cell] for cell in fitting)

    def by(self, key_of: Callable[[Cell], str]) -> dict[str, Gap]:
        """Ward, code or whatever `key_of` reads in a cell → its cells together."""
        groups: dict[str, list[Gap]] = defaultdict(list)
        for cell, gap in self.cells.items():
            groups[key_of(cell)].append(gap)
        return {key: sum_of(gaps) for key, gaps in groups.items()}


def sum_of(gaps: Iterable[Gap]) -> Gap:
    return sum(gaps, Gap())


@dataclass(frozen=True)
class Frame:
    """The wards and the sorts of help, read once for all that is said of them."""

    wards: dict[str, Ward]
    sorts: dict[str, NeedCode]

    @classmethod
    def read(cls) -> "Frame":
        return cls(wards(), need_codes())

    def codes(self, group: str = "", code: str = "") -> list[str]:
        """The codes meant by a choice: one, those of a group, or all; in their order."""
        if code:
            return [code]
        return [slug for slug, one in self.sorts.items() if one.group_id is not None and group in ("", one.group_id)]


def board() -> Board:
    """The figures of at most a minute ago. They are numbers and codes alone, so the same for every language."""
    name = f"gaps:{today()}"
    kept = _fresh(name)
    if kept is None:
        with _counting:
            kept = _fresh(name)
            if kept is None:
                kept = count()
                caches["pieces"].set(name, kept, timeout=KEPT)
    return kept


def _fresh(name: str) -> Board | None:
    kept = caches["pieces"].get(name)
    return kept if kept is not None and timedelta(0) <= now() - kept.at < timedelta(seconds=KEPT) else None


def count() -> Board:
    """Counted anew: five queries, and those for wards and codes that the process keeps."""
    wanted = _wanted()
    offers = offers_at_hand()
    frame = Frame.read()
    known, everywhere = frozenset(frame.codes()), tuple(frame.wards)
    cells: dict[Cell, Gap] = dict(wanted)
    for offer in offers:
        for ward in offer.wards or everywhere:
            for code in offer.codes & known:
                cell = Cell(ward, code)
                gap = cells.get(cell, Gap())
                cells[cell] = replace(gap, supply=gap.supply + 1, idle=gap.idle + offer.is_idle)
    cells = {cell: replace(gap, short=max(0, gap.wanted - gap.supply)) for cell, gap in cells.items()}
    return Board(at=now(), cells=cells, offers=len(offers), idle=sum(offer.is_idle for offer in offers))


def _wanted() -> dict[Cell, Gap]:
    found: dict[Cell, Gap] = defaultdict(Gap)
    for ward, code, required, since in Need.objects.waiting().values_list(
        "issue__ward", "code", "required", "created_at"
    ):
        one = Gap(wanted=1, required=int(required), oldest=timezone.localdate(since))
        found[Cell(ward, code)] = found[Cell(ward, code)] + one
    return found


@dataclass(frozen=True)
class Offer:
    """An offer as it is counted; no `wards` means that it reaches all."""

    codes: frozenset[str]
    wards: frozenset[str]
    is_idle: bool


def offers_at_hand() -> list[Offer]:
    """What everybody may read, can be asked for today, and has something left."""
    found = Resource.objects.visible_to(None).listed().available(today()).order_by()
    since = now() - UNASKED
    asked = set(Match.objects.filter(created_at__gt=since).values_list("resource", flat=True))
    codes, reach = _joined(Resource.codes.through, "needcode", found), _joined(Resource.serves.through, "ward", found)
    return [
        Offer(
            codes=frozenset(codes[pk]),
            wards=frozenset({*reach[pk], home} - {None}) if reach[pk] else frozenset(),
            is_idle=pk not in asked and made <= since,
        )
        for pk, home, made in found.values_list("pk", "ward", "created_at")
    ]


def _joined(through: type, column: str, found: object) -> dict[int, set[str]]:
    """Resource → the keys of what it is joined to."""
    sets: dict[int, set[str]] = defaultdict(set)
    rows = through.objects.filter(resource__in=found.values("pk")).values_list("resource", column)  # type: ignore[attr-defined]
    for pk, key in rows:
        sets[pk].add(key)
    return sets
