"""The desk's filters as people see them: what can be chosen, and what is on as chips that take it off."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from community.accounts.models import DeskRole, User
from community.areas.models import Ward
from community.core.visibility import desk_wards
from community.issues.workflow import Kind, Status
from community.taxonomy.reference import categories, departments

from .wanted import NOBODY, Wanted

Options = list[tuple[str, str]]


@dataclass(frozen=True)
class Choice:
    """One of several: the field's name in the address, its words, and the value that is on."""

    name: str
    label: str
    options: Options
    value: str


def filters_of(wanted: Wanted, user: Any, wards: list[Ward]) -> dict[str, Any]:
    """The fields of the bar, and a chip for each thing that is on."""
    choices = _choices(wanted, user)
    labels = {choice.name: dict(choice.options) for choice in choices} | {
        "ward": {ward.pk: ward.label for ward in wards}
    }
    chips = [
        {"label": _chip(name, value, labels), "url": wanted.query(**{_field(name): ""})}
        for name, value in wanted.narrowing.items()
    ]
    return {"choices": choices, "chips": chips}


def _choices(wanted: Wanted, user: Any) -> list[Choice]:
    groups = [("open", _("動いている")), ("solved", _("解決した"))]
    states = [*groups, *((status.value, str(status.label)) for status in Status)]
    kinds = [(kind.value, str(kind.label)) for kind in Kind]
    sorts = [(category.pk, category.label) for category in categories().values()]
    offices = [(NOBODY, _("未定")), *((office.pk, office.label) for office in departments().values())]
    return [
        Choice("category", _("種類"), sorts, wanted.category),
        Choice("status", _("様子"), states, wanted.status),
        Choice("kind", _("どんな投稿"), kinds, wanted.kind),
        Choice("department", _("担当部署"), offices, wanted.department),
        Choice("officer", _("担当者"), [(NOBODY, _("未定")), *colleagues(user)], wanted.officer),
    ]


def colleagues(user: Any) -> Options:
    """Everybody with a desk in one of this officer's wards, by name."""
    mine = desk_wards(user)
    roles = DeskRole.objects.select_related("user").filter(user__is_active=True).order_by("user__last_name", "user")
    return [(role.user.public_id, role.user.staff_name) for role in roles if share_wards(mine, role.served)]


def share_wards(mine: Any, theirs: Any) -> bool:
    """Whether two desks (each some wards, or all) have a ward in common."""
    if isinstance(mine, frozenset) and isinstance(theirs, frozenset):
        return bool(mine & theirs)
    return bool(mine) and bool(theirs)


def people_of(user: Any) -> list[User]:
    """The same colleagues as people."""
    found = User.objects.in_bulk([public_id for public_id, _name in colleagues(user)], field_name="public_id")
    return list(found.values())


def _chip(name: str, value: str, labels: dict[str, dict[str, str]]) -> str:
    words = {
        "q": _("「%(value)s」"),
        "since": _("%(value)s から"),
        "until": _("%(value)s まで"),
        "officer": _("担当：%(value)s"),
        "department": _("部署：%(value)s"),
    }
    shown = labels.get(name, {}).get(value, value)
    return words.get(name, "%(value)s") % {"value": shown}


def _field(name: str) -> str:
    return {"q": "words"}.get(name, name)
