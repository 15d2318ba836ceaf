"""The board of gaps as a page: what was chosen, the matrix, the map, the table. All of it stands in the address."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from community.areas.models import Ward
from community.areas.wardmap import ward_map
from community.core.clock import today
from community.core.text import asked
from community.taxonomy.models import NeedCode

from .gapcell import explained
from .gaps import Board, Cell, Frame, Gap, board

STEPS, FIRST_LINES, WORST = 5, 12, 5
NONE = Gap()


@dataclass(frozen=True)
class Choice:
    """A ward, a group of codes, one of its codes: any of them may be open. `all`: the whole table."""

    ward: str = ""
    group: str = ""
    code: str = ""
    all: str = ""
    frame: Frame = field(default_factory=Frame.read, compare=False, repr=False)

    @classmethod
    def of(cls, given: Any) -> "Choice":
        """From a request's GET; what cannot be meant is dropped, also a code that is not of the chosen group."""
        ward, group, code = (asked(given.get(name), limit=20) for name in ("ward", "group", "code"))
        frame = Frame.read()
        known = frame.sorts
        group = group if group in known and known[group].group_id is None else ""
        parent = known[code].group_id if code in known else None
        code = code if parent and group in ("", parent) else ""
        return cls(
            ward=ward if ward in frame.wards else "",
            group=group or (parent if code else "") or "",
            code=code,
            all="1" if given.get("all") == "1" else "",
            frame=frame,
        )

    def query(self, **changes: str) -> str:
        """As a query string, in one order and without what is open."""
        chosen = replace(self, **changes)
        parts = {"ward": chosen.ward, "group": "" if chosen.code else chosen.group, "code": chosen.code}
        parts["all"] = chosen.all
        given = {name: value for name, value in parts.items() if value}
        return "?" + urlencode(given)

    @property
    def codes(self) -> list[str]:
        return self.frame.codes(self.group, self.code)

    @property
    def sort(self) -> NeedCode | None:
        """The code or the group that was chosen."""
        return self.frame.sorts.get(self.code or self.group)


def board_context(choice: Choice) -> dict[str, Any]:
    found, wards, sorts = board(), choice.frame.wards, choice.frame.sorts
    whole = found.gap(codes=choice.codes, ward=choice.ward)
    lines, theirs = _lines(found, choice, choice.group), _lines(found, choice) if choice.ward else []
    return {
        "choice": choice,
        "ward": wards.get(choice.ward),
        "at": found.at,
        "board": found,
        "whole": whole,
        "waits": (today() - whole.oldest).days if whole.oldest else None,
        "neediest": _neediest(found, choice),
        "wards": [(code, ward.label) for code, ward in wards.items()],
        "groups": [(one.pk, one.label) for one in sorts.values() if one.group_id is None],
        "sorts": [(slug, sorts[slug].label) for slug in choice.frame.codes(choice.group)] if choice.group else [],
        "heads": [(ward, short_name(ward), choice.query(ward=code)) for code, ward in wards.items()],
        "rows": _matrix(found, choice),
        "foot": [by_ward.get(code, NONE).short for by_ward in [found.by(_ward)] for code in wards],
        "total": found.gap().short,
        "map": ward_map(_shorts(found, choice)),
        "address": choice.query(ward="") + ("&ward=" if choice.query(ward="") != "?" else "ward="),
        "bars": [line for line in theirs if line["ward"].pk == choice.ward],
        "lines": lines if choice.all else lines[:FIRST_LINES],
        "more": len(lines) if len(lines) > FIRST_LINES and not choice.all else 0,
        "whole_table": choice.query(all="1"),
        "worst": [line for line in lines if line["gap"].short][:WORST],
        "cell": explained(choice.ward, choice.codes, found) if choice.ward else None,
    }


def short_name(ward: Ward) -> str:
    """北 for 北区, Kita for Kita-ku."""
    return ward.romaji.removesuffix("-ku") if get_language() == "en" else ward.name.removesuffix("区")


def _ward(cell: Cell) -> str:
    return cell.ward


def _shorts(found: Board, choice: Choice) -> dict[str, int]:
    within = frozenset(choice.codes)
    counts: dict[str, int] = {}
    for cell, gap in found.cells.items():
        if cell.code in within and gap.short:
            counts[cell.ward] = counts.get(cell.ward, 0) + gap.short
    return counts


def _neediest(found: Board, choice: Choice) -> dict[str, Any] | None:
    """The sort of help that is missing most, where that was chosen."""
    within, shorts = frozenset(choice.codes), Counter[str]()
    for cell, gap in found.cells.items():
        if cell.code in within and choice.ward in ("", cell.ward):
            shorts[cell.code] += gap.short
    slug, count = max(shorts.items(), key=lambda pair: pair[1], default=("", 0))
    return {"label": choice.frame.sorts[slug].label, "short": count} if count else None


# ── The matrix: a row for each group, and under the chosen one a row for each of its codes ──────────────────────────
def _matrix(found: Board, choice: Choice) -> list[dict[str, Any]]:
    rows = []
    for slug, one in choice.frame.sorts.items():
        if one.group_id is not None:
            continue
        rows.append(_row(found, choice, one, {"group": slug, "code": ""}))
        if slug == choice.group:
            rows += [
                _row(found, choice, choice.frame.sorts[code], {"group": slug, "code": code})
                for code in choice.frame.codes(slug)
            ]
    most = max((cell["gap"].short for row in rows for cell in row["cells"]), default=0)
    for row in rows:
        for cell in row["cells"]:
            cell["step"] = step_of(cell["gap"].short, most)
    return rows


def _row(found: Board, choice: Choice, one: NeedCode, meant: dict[str, str]) -> dict[str, Any]:
    codes = choice.frame.codes(meant["group"], meant["code"])
    gaps = {code: sum((found.cells.get(Cell(code, each), NONE) for each in codes), NONE) for code in choice.frame.wards}
    is_chosen = (choice.group, choice.code) == (meant["group"], meant["code"])
    cells = [
        {
            "gap": gap,
            "ward": choice.frame.wards[code],
            "url": choice.query(ward=code, **meant),
            "chosen": is_chosen and code == choice.ward,
        }
        for code, gap in gaps.items()
    ]
    url = choice.query(**meant)
    return {
        "sort": one,
        "url": url,
        "chosen": is_chosen,
        "within": bool(meant["code"]),
        "cells": cells,
        "total": sum(gap.short for gap in gaps.values()),
    }


def step_of(count: int, most: int) -> int:
    """0 for none, 1–5 by count: the steps of the map; few things have a step each."""
    if not count or most <= STEPS:
        return min(count, STEPS)
    return 1 + min(STEPS - 1, count * STEPS // (most + 1))


# ── The table: every ward and code that something waits for, the worst first ────────────────────────────────────────
def _lines(found: Board, choice: Choice, group: str = "") -> list[dict[str, Any]]:
    """Of the codes of a group, or all; a chosen cell is marked, and narrows nothing."""
    within = frozenset(choice.frame.codes(group))
    waiting = [(cell, gap) for cell, gap in found.cells.items() if gap.wanted and cell.code in within]
    waiting.sort(key=lambda pair: (-pair[1].short, -pair[1].wanted, pair[1].oldest, pair[0]))
    return list(_dressed(waiting, choice))


def _dressed(waiting: list[tuple[Cell, Gap]], choice: Choice) -> Iterable[dict[str, Any]]:
    most, chosen = max((gap.wanted for _cell, gap in waiting), default=1), frozenset(choice.codes)
    wards, sorts = choice.frame.wards, choice.frame.sorts
    for cell, gap in waiting:
        covered, short = 100 * gap.covered / most, 100 * gap.short / most
        yield {
            "ward": wards[cell.ward],
            "sort": sorts[cell.code],
            "gap": gap,
            "url": choice.query(ward=cell.ward, group=sorts[cell.code].group_id or "", code=cell.code),
            "mine": cell.ward == choice.ward and cell.code in chosen,
            "parts": [("city", 0, f"{covered:.2f}%"), ("people", f"{covered:.2f}%", f"{short:.2f}%")],
        }


def title_of(choice: Choice) -> str:
    """What was chosen, in words: 北区 × 清掃・草取り."""
    ward, sort = choice.frame.wards.get(choice.ward), choice.sort
    return _("%(ward)s × %(sort)s") % {
        "ward": ward.label if ward else _("24区"),
        "sort": sort.label if sort else _("すべての力"),
    }
