"""The board's filters as people see them: chips for what is on, a form to change it."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from community.areas.reference import schools, wards
from community.core.templatetags.components import short_day
from community.taxonomy.models import Board
from community.taxonomy.reference import categories, mark

from .filters import FIRST_PAGE, Filters
from .maps.counts import count
from .maps.regions import box_in, circle_in
from .querysets import MOST_COUNTED
from .workflow import Kind, Status


@dataclass(frozen=True)
class Chip:
    label: str
    address: str  # of the list without it, or with it
    count: int | None = None
    name: str = ""  # `field=value`, for counts that come later


@dataclass(frozen=True)
class Choice:
    """One of several: the field's name in the address, its options as value and label, and the one that is on."""

    name: str
    label: str
    options: list[tuple[str, str]]
    value: str
    more: list[tuple[str, str]] = field(default_factory=list)

    @property
    def short(self) -> list[tuple[str, str]]:
        """The options for a small screen: of the others only the one that is on."""
        return [*self.options, *(option for option in self.more if option[0] == self.value)]


def bar_context(filters: Filters, counts: dict[str, dict[str, int]] | None = None) -> dict[str, Any]:
    """Everything the filters' templates need; without counts the page's script asks for them later."""
    return {
        "wards": [(ward.pk, ward.label) for ward in wards().values()],
        "categories": [(kind.pk, kind.label, kind.icon) for kind in categories().values()],
        "choices": choices(filters),
        "chips": chips(filters),
        "offers": offers(filters, counts or {}),
        "mark": mark(),
    }


def choices(filters: Filters) -> list[Choice]:
    """What can be chosen beside ward and category; the empty value means any."""
    kinds = [("", _("どの投稿も")), *((kind.value, kind.label) for kind in Kind)]
    states = [("", _("どの様子も")), *groups()]
    others = [(status.value, status.label) for status in Status]
    sorts = [("new", _("新しい順")), ("supports", _("わたしもが多い順"))]
    areas = [("", _("どの校区も")), *((school.pk, school.label) for school in schools().values())]
    return [
        Choice("kind", _("どんな投稿"), kinds, filters.kind),
        Choice("status", _("いまの様子"), states, filters.status, others),
        Choice("sort", _("並び"), sorts, filters.sort),
        *([Choice("school", _("校区"), areas[:1], filters.school, areas[1:])] if len(areas) > 1 else []),
    ]


def groups() -> list[tuple[str, str]]:
    """States taken together, as people ask for them."""
    return [("open", _("動いている")), ("solved", _("解決した"))]


def chips(filters: Filters) -> list[Chip]:
    """One for each thing that is on; its address is the list without it."""
    return [Chip(_label(filters, name), filters.address(**{name: ""})) for name in filters.on]


def offers(filters: Filters, counts: dict[str, dict[str, int]]) -> list[Chip]:
    """Ways to narrow the list with one press, while nothing of their sort is on."""
    told = counts.get("status", {}) if counts else None
    return [
        Chip(label, filters.address(status=value), told.get(value, 0) if told is not None else None, f"status={value}")
        for value, label in groups()
        if not filters.status
    ]


def views(filters: Filters, *, on_map: bool = False) -> list[dict[str, Any]]:
    """The same posts as a list and on the map: the two of the switch."""
    said = replace(filters.of_all_pages, on_page=False).address()
    return [
        {"label": _("一覧"), "icon": "list", "url": reverse("issues:board") + said, "current": not on_map},
        {"label": _("地図"), "icon": "map", "url": reverse("issues:map") + said, "current": on_map},
    ]


def ways_out(filters: Filters, *, user: Any) -> list[Chip]:
    """For a list with nothing in it: what one press would show, and how much of it."""
    ways = []
    box = box_in(filters.bbox)
    if box:
        wider = replace(filters, **FIRST_PAGE, bbox=str(box.grown(3)))
        ways.append((_("地図の範囲をひろげる"), wider))
    for name in filters.on:
        ways.append((_("「%(what)s」を外す") % {"what": _label(filters, name).strip("「」")}, filters.without(name)))
    counted = ((label, other, count(other, user=user)) for label, other in ways)
    return [Chip(label, other.address(), min(n, MOST_COUNTED)) for label, other, n in counted if n]


def _label(filters: Filters, name: str) -> str:
    value = getattr(filters, name)
    if name == "q":
        return _("「%(words)s」") % {"words": value}
    if name == "board":
        return next((board.label for board in Board.objects.filter(slug=value)), value)
    if name == "near":
        return _("近く%(radius)sm") % {"radius": circle_in(value).radius}
    if name == "bbox":
        return _("地図の範囲")
    if name in ("since", "until"):
        words = _("%(day)sから") if name == "since" else _("%(day)sまで")
        return words % {"day": strip_tags(short_day(date.fromisoformat(value)))}
    if name == "status":
        return dict(groups()).get(value) or Status(value).label
    return {"ward": wards, "category": categories, "kind": _kinds, "school": schools}[name]()[value].label


def _kinds() -> dict[str, Kind]:
    return {kind.value: kind for kind in Kind}
