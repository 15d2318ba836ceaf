"""The filters as people see them: chips for what is on, a form to change it."""

from datetime import date
from typing import Any

from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from community.areas.reference import wards
from community.core.templatetags.components import short_day
from community.taxonomy.models import HelpKind
from community.taxonomy.reference import usable_codes

from .filters import Filters
from .models import Cost


def bar_context(filters: Filters) -> dict[str, Any]:
    return {
        "wards": [(ward.pk, ward.label) for ward in wards().values()],
        "kinds": [(kind.value, str(kind.label)) for kind in HelpKind],
        "codes": code_groups(filters.kind),
        "costs": [(cost.value, str(cost.label)) for cost in Cost],
        "sorts": [("new", _("新しい順")), ("near", _("近い順"))],
        "chips": [{"label": _label(filters, name), "url": filters.address(**{name: ""})} for name in filters.narrowing],
        "can_sort": filters.point is not None,
        "kept": [(name, getattr(filters, name)) for name in ("near", "bbox") if getattr(filters, name)],
    }


def code_groups(kind: str = "") -> list[tuple[str, list[tuple[str, str]]]]:
    """The codes of one kind, or of all, under the names of their groups, as a select takes them."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for slug, code in usable_codes().items():
        if not kind or code.kind == kind:
            groups.setdefault(code.group.label, []).append((slug, code.label))
    return list(groups.items())


def _label(filters: Filters, name: str) -> str:
    value = getattr(filters, name)
    if name == "q":
        return _("「%(words)s」") % {"words": value}
    if name == "near":
        return _("近く")
    if name == "bbox":
        return _("地図の範囲")
    if name == "on":
        return _("%(day)sに使える") % {"day": strip_tags(short_day(date.fromisoformat(value)))}
    if name == "kind":
        return str(HelpKind(value).label)
    if name == "cost":
        return str(Cost(value).label)
    return {"ward": wards, "code": usable_codes}[name]()[value].label
