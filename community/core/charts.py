"""Bar charts as plain numbers, for templates to draw: no script, and the same figures stand in a table beside each.

Lengths are percents of the chart's width, heights are in letters: a chart fits every screen and grows with its text.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.functional import Promise

ROW = 2.6  # letters from one bar to the next
TOP = 1.75  # letters for a row's words, above its bar
THICK = 0.6  # letters


@dataclass(frozen=True)
class Part:
    """One part of a bar. `tone`: city, people, rest, plain."""

    tone: str
    value: float


@dataclass(frozen=True)
class Row:
    """One bar with its words: what it stands for, and its value as people read it. `mine` is the chosen one."""

    label: str | Promise
    words: str
    parts: Sequence[Part]
    mine: bool = False


@dataclass(frozen=True)
class Key:
    """What a tone means."""

    tone: str
    label: str | Promise


@dataclass(frozen=True)
class Chart:
    """`mark` is a value to compare with, drawn as a dashed line with its words."""

    title: str | Promise
    description: str
    rows: Sequence[Row]
    keys: Sequence[Key] = ()
    mark: float | None = None
    mark_words: str = ""
    bars: list[dict[str, object]] = field(init=False)

    def __post_init__(self) -> None:
        most = max([sum(part.value for part in row.parts) for row in self.rows] + [self.mark or 0, 0]) or 1
        object.__setattr__(self, "bars", [_bar(nth, row, most) for nth, row in enumerate(self.rows)])
        object.__setattr__(self, "_most", most)

    @property
    def height(self) -> str:
        return f"{len(self.rows) * ROW + (ROW - 1 if self.mark is not None else 0):.2f}em"

    @property
    def mark_x(self) -> str:
        return f"{100 * (self.mark or 0) / self._most:.2f}%"  # type: ignore[attr-defined]

    @property
    def mark_words_y(self) -> str:
        return f"{len(self.rows) * ROW + 1:.2f}em"

    @property
    def mark_anchor(self) -> str:
        return "end" if (self.mark or 0) > self._most / 2 else "start"  # type: ignore[attr-defined]


def _bar(nth: int, row: Row, most: float) -> dict[str, object]:
    top = nth * ROW
    return {
        "row": row,
        "words_y": f"{top + 1.2:.2f}em",
        "y": f"{top + TOP:.2f}em",
        "mark_y": f"{top + TOP - 0.3:.2f}em",
        "mark_end": f"{top + TOP + THICK + 0.3:.2f}em",
        "height": f"{THICK}em",
        "parts": list(_parts(row.parts, most)),
    }


def _parts(parts: Iterable[Part], most: float) -> Iterable[dict[str, str]]:
    begin = 0.0
    for part in parts:
        if part.value > 0:
            width = 100 * part.value / most
            yield {"tone": part.tone, "x": f"{begin:.2f}%", "width": f"{width:.2f}%"}
            begin += width
