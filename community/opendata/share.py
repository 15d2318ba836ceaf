"""The picture that stands beside a link to a post: where it is, what it is about, how far it has come.

It is drawn from codes and reference data alone. The title is left out on purpose: people put names and plates there,
and a picture that a messenger has fetched cannot be taken back. No photo of a resident is in it either.
"""

import hashlib
import io
import os
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Self

from django.conf import settings
from PIL import Image, ImageDraw

from community.areas.reference import wards
from community.core.ids import token
from community.core.reference import site_settings
from community.core.templatetags.components import STATUS_ICONS
from community.issues.bridge import IDEA_SPANS, PROBLEM_SPANS, arches
from community.issues.models import Issue
from community.issues.workflow import Kind, Status
from community.taxonomy.reference import categories

from . import fonts
from .strokes import draw_icon

WIDTH, HEIGHT, TWICE = 1200, 630, 2
DRAWING = 1  # counts up when the same content is drawn differently
MOST_KEPT = 2000  # pictures, of about 30 kB
SKY, TOWN, WALL, WATER, WAVE = "#dceff4", "#c3e0e8", "#f3f7f7", "#6db3c4", "#8cc6d3"
INK, INK_2, BRAND, WARM = "#12232b", "#42545d", "#00617a", "#f9b526"
ARCHES = {"done": BRAND, "now": WARM, "warm": WARM, "grey": "#b9c9cf", "plain": "#9ccbd6", "next": "#8297a0"}
PILLS = {  # text, ground (look.md, section 3)
    "received": ("#394b54", "#e8edef"), "in_review": ("#2b4a9b", "#e3eafb"), "assigned": ("#00566d", "#ffffff"),
    "in_progress": ("#ffffff", "#00617a"), "scheduled": ("#00566d", "#ffffff"), "resolved": ("#ffffff", "#17693f"),
    "resolved_by_community": ("#2b1c00", "#f9b526"), "not_actionable": ("#42545d", "#ffffff"),
    "not_ours": ("#544481", "#ece8f4"), "duplicate": ("#595443", "#f0efe9"), "withdrawn": ("#5a6c75", "#ffffff"),
    "info_requested": ("#6b4500", "#fff0cc"), "reopen_requested": ("#95351a", "#fde7df"),
    "taken_up": ("#ffffff", "#17693f"), "": ("#2b1c00", "#f9b526"),
}  # fmt: skip


@dataclass(frozen=True)
class Content:
    """All that is in the picture."""

    site: str
    place: str
    about: str
    icon: str
    kind: str
    status: str
    status_words: str
    spans: tuple[str, ...]
    font: str

    @classmethod
    def of(cls, issue: Issue) -> Self:
        site, ward = site_settings(), wards().get(issue.ward_id)
        category = categories().get(issue.category_id) or issue.category
        kind, font = Kind(issue.kind), fonts.find_font() or ""
        spans = {Kind.GOOD: (), Kind.IDEA: IDEA_SPANS}.get(kind, PROBLEM_SPANS)
        return cls(
            site=site.name,
            place="　".join(part for part in (ward.label if ward else "", issue.town) if part),
            about=f"{category.label}・{kind.label}",
            icon=category.icon,
            kind=kind.value,
            status=issue.status,
            status_words=str(Status(issue.status).label if issue.status else kind.label),
            spans=tuple(str(span.label) for span in spans),
            font=font,
        )

    @property
    def name(self) -> str:
        """Differs as soon as anything in the picture does."""
        return hashlib.sha256(repr((DRAWING, astuple(self))).encode()).hexdigest()[:32]


def picture(content: Content) -> bytes:
    """The picture as PNG, from the shelf where it has been drawn before."""
    path = _shelf() / f"{content.name}.png"
    try:
        return path.read_bytes()
    except OSError:
        made = draw(content)
    _keep(path, made)
    return made


def _shelf() -> Path:
    return settings.VAR_DIR / "share"


def _keep(path: Path, made: bytes) -> None:
    """Beside the others; the oldest make room. Without a place on the disk it is drawn anew each time."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        kept = list(path.parent.glob("*.png"))
        if len(kept) >= MOST_KEPT:
            for old in sorted(kept, key=lambda each: each.stat().st_mtime)[: MOST_KEPT // 4]:
                old.unlink(missing_ok=True)
        part = path.with_name(f"{token()}.part")
        part.write_bytes(made)
        os.replace(part, path)
    except OSError:
        return


def draw(content: Content) -> bytes:
    """1200 × 630, drawn at twice the size, so that edges are smooth."""
    image = Image.new("RGB", (WIDTH * TWICE, HEIGHT * TWICE), SKY)
    Drawing(image, content).whole()
    out = io.BytesIO()
    image.reduce(TWICE).save(out, "PNG", compress_level=4)
    return out.getvalue()


class Drawing:
    """One picture in its making; measures are those of the finished one."""

    def __init__(self, image: Image.Image, content: Content) -> None:
        self.on, self.content = ImageDraw.Draw(image), content

    def whole(self) -> None:
        self._town()
        self._bridge()
        self._head()
        self._place()

    def _town(self) -> None:
        for left, top, wide in ((0, 330, 90), (110, 300, 60), (180, 345, 120), (330, 312, 70), (560, 335, 130)):
            self._box(left, top, left + wide, 420, TOWN)
        for left, top, wide in ((710, 300, 60), (800, 340, 110), (960, 308, 74), (1060, 335, 140)):
            self._box(left, top, left + wide, 420, TOWN)

    def _bridge(self) -> None:
        """The deck, a wall with one arch a step, the water below."""
        self._box(0, 405, WIDTH, 575, WALL)
        self._box(0, 565, WIDTH, HEIGHT, WATER)
        for left, top in ((60, 590), (300, 606), (520, 588), (760, 604), (1010, 592)):
            self._box(left, top, left + 90, top + 6, WAVE, radius=3)
        states = arches(self.content.kind, self.content.status) if self.content.status else ["plain"] * 5
        wide = WIDTH / len(states)
        for nth, state in enumerate(states):
            self._arch(nth * wide + wide / 2, wide, state)
            if self.content.spans and state != "grey":
                self._say(self.content.spans[nth], (nth * wide + wide / 2, 520), 28, INK if state != "next" else INK_2)
        self._box(0, 391, WIDTH, 407, BRAND)
        self._box(0, 366, WIDTH, 370, BRAND)
        for left in range(10, WIDTH, 30):
            self._box(left, 368, left + 3, 392, BRAND)
        self._people(states, wide)

    def _arch(self, middle: float, wide: float, state: str) -> None:
        """A step that is still to come is dashed, so that its colour is not the only sign."""
        across = min(wide - 44, 300)
        box = [value * TWICE for value in (middle - across / 2, 432, middle + across / 2, 432 + 2 * (565 - 432))]
        colour, width = ARCHES[state], (12 if state == "next" else 22) * TWICE
        pieces = [(180 + nth * 21.25, 190 + nth * 21.25) for nth in range(9)] if state == "next" else [(180, 360)]
        for begin, end in pieces:
            self.on.arc(box, begin, end, fill=colour, width=width)

    def _people(self, states: list[str], wide: float) -> None:
        """Two where the matter stands; where people solved it, somebody on every span."""
        spots = [nth for nth, state in enumerate(states) if state in ("now", "warm")]
        spots = spots or ([len(states) - 1] if "next" not in states else [0])
        for nth in spots:
            for aside, coat, hair in ((-20, "#e0633f", "#2b2b35"), (20, "#1f7f94", "#2b2b35")):
                x = nth * wide + wide / 2 + aside
                self._box(x - 9, 366, x - 2, 392, "#2b3b45")
                self._box(x + 2, 366, x + 9, 392, "#2b3b45")
                self._box(x - 14, 334, x + 14, 374, coat, radius=10)
                self._dot(x, 322, 13, "#d9a27c")
                self.on.pieslice([v * TWICE for v in (x - 14, 307, x + 14, 335)], 180, 360, fill=hair)

    def _head(self) -> None:
        self._box(64, 52, 136, 124, BRAND, radius=18)
        for left in (78, 100):
            box = [value * TWICE for value in (left - 4, 70, left + 26, 100)]
            self.on.arc(box, 180, 360, fill="#ffffff", width=8 * TWICE)
            for side in (left - 4, left + 18):
                self._box(side, 85, side + 8, 102, "#ffffff", radius=4)
        self._box(78, 110, 122, 116, WARM, radius=3)
        self._say(self.content.site, (158, 88), 36, INK, anchor="lm")
        self._pill()

    def _pill(self) -> None:
        text, ground = PILLS.get(self.content.status, PILLS["received"])
        wide = 92 + self._length(self.content.status_words, 34)
        self._box(1136 - wide, 52, 1136, 124, ground, radius=18)
        mark = STATUS_ICONS.get(self.content.status, "heart")
        draw_icon(self.on, mark, ((1136 - wide + 22) * TWICE, 68 * TWICE), 40 * TWICE, text)
        self._say(self.content.status_words, (1136 - 24, 88), 34, text, anchor="rm")

    def _place(self) -> None:
        self._box(64, 166, 184, 286, "#ffffff", radius=26)
        draw_icon(self.on, self.content.icon, (86 * TWICE, 188 * TWICE), 76 * TWICE, BRAND)
        place = self.content.place
        size = next((size for size in (62, 50, 38) if self._length(place, size) <= 924), 30)
        self._say(place[: 924 // size] if size == 30 else place, (212, 204), size, INK, anchor="lm")
        self._say(self.content.about, (212, 264), 34, INK_2, anchor="lm")

    def _say(self, words: str, at: tuple[float, float], size: int, colour: str, *, anchor: str = "mm") -> None:
        """Words, where there is a font for them."""
        if self.content.font and words:
            font = fonts.sized(self.content.font, size * TWICE)
            self.on.text((at[0] * TWICE, at[1] * TWICE), words, font=font, fill=colour, anchor=anchor)

    def _length(self, words: str, size: int) -> int:
        if not self.content.font:
            return 0
        return round(fonts.sized(self.content.font, size * TWICE).getlength(words) / TWICE)

    def _box(self, left: float, top: float, right: float, bottom: float, colour: str, *, radius: float = 0) -> None:
        box = [value * TWICE for value in (left, top, right, bottom)]
        if radius:
            self.on.rounded_rectangle(box, radius * TWICE, fill=colour)
        else:
            self.on.rectangle(box, fill=colour)

    def _dot(self, x: float, y: float, r: float, colour: str) -> None:
        self.on.ellipse([value * TWICE for value in (x - r, y - r, x + r, y + r)], fill=colour)
