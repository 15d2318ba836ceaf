"""The board's filters as people see them: chips for what is on, a form to change it."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from community.areas.reference import wards
from community.taxonomy.models import Board
from community.taxonomy.reference import categories, mark

from .filters import Filters
from .workflow import Kind, Status


@dataclass(frozen=True)
class Chip:
    label: str
    address: str  # of the list without it, or with it


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


def bar_context(filters: Filters) -> dict[str, Any]:
    """Everything the filters' templates need."""
    return {
        "wards": [(ward.pk, ward.label) for ward in wards().values()],
        "categories": [(kind.pk, kind.label, kind.icon) for kind in categories().values()],
        "choices": choices(filters),
        "chips": chips(filters),
        "offers": offers(filters),
        "mark": mark(),
    }


def choices(filters: Filters) -> list[Choice]:
    """What can be chosen beside ward and category; the empty value means any."""
    kinds = [("", _("どの投稿も")), *((kind.value, kind.label) for kind in Kind)]
    states = [("", _("どの様子も")), *groups()]
    others = [(status.value, status.label) for status in Status]
    sorts = [("new", _("新しい順")), ("supports", _("わたしもが多い順"))]
    return [
        Choice("kind", _("どんな投稿"), kinds, filters.kind),
        Choice("status", _("いまの様子"), states, filters.status, others),
        Choice("sort", _("並び"), sorts, filters.sort),
    ]


def groups() -> list[tuple[str, str]]:
    """States taken together, as people ask for them."""
    return [("open", _("動いている")), ("solved", _("解決した"))]


def chips(filters: Filters) -> list[Chip]:
    """One for each thing that is on; its address is the list without it."""
    return [Chip(_label(filters, name), filters.address(**{name: ""})) for name in filters.on]


def offers(filters: Filters) -> list[Chip]:
    """Ways to narrow the list with one press, while nothing of their sort is on."""
    return [] if filters.status else [Chip(label, filters.address(status=value)) for value, label in groups()]


def _label(filters: Filters, name: str) -> str:
    value = getattr(filters, name)
    if name == "q":
        return _("「%(words)s」") % {"words": value}
    if name == "board":
        return next((board.label for board in Board.objects.filter(slug=value)), value)
    if name == "status":
        return dict(groups()).get(value) or Status(value).label
    return {"ward": wards, "category": categories, "kind": _kinds}[name]()[value].label


def _kinds() -> dict[str, Kind]:
    return {kind.value: kind for kind in Kind}
