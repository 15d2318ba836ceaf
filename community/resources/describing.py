"""A resource in words, field by field."""

from datetime import date

from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from community.core.templatetags.components import day
from community.core.weekly import WEEKDAYS as WEEKDAYS
from community.core.weekly import in_words

from .models import Resource


def describe(resource: Resource) -> dict[str, str]:
    """Name of a field → what it says now, for people who compare two versions."""
    return {
        str(_("様子")): f"{resource.get_visibility_display()}・{resource.get_state_display()}",
        str(_("ひとことで")): resource.title,
        str(_("くわしく")): resource.body,
        str(_("使い道")): "、".join(code.label for code in resource.codes.all()),
        str(_("ぜんぶの数")): whole_in_words(resource),
        str(_("曜日と時間")): "、".join(hours_in_words(resource)),
        str(_("条件")): resource.conditions,
        str(_("お金")): f"{resource.get_cost_display()} {resource.cost_note}".strip(),
        str(_("とどけられる区")): reach_in_words(resource),
    }


def whole_in_words(resource: Resource) -> str:
    return _("数えません") if resource.quantity is None else f"{resource.quantity}{resource.unit}"


def reach_in_words(resource: Resource) -> str:
    """Where it can be had."""
    if resource.remote:
        return _("どこからでも")
    if resource.radius:
        return _("%(ward)sのここから%(metres)dmまで") % {"ward": resource.ward.label, "metres": resource.radius}
    names = [ward.label for ward in resource.serves.all()]
    return "・".join(names) if names else _("大阪市ぜんぶ")


def hours_in_words(resource: Resource) -> list[str]:
    """The usual week, days with the same hours together: 土・日 10:00–16:00."""
    return in_words(resource.hours.all())


def term_in_words(resource: Resource) -> str:
    """From when until when, or nothing."""
    parts = {"first": _plain(resource.from_on), "last": _plain(resource.until_on)}
    if resource.from_on and resource.until_on:
        return _("%(first)sから%(last)sまで") % parts
    if resource.from_on:
        return _("%(first)sから") % parts
    return _("%(last)sまで") % parts if resource.until_on else ""


def _plain(value: date | None) -> str:
    return strip_tags(day(value))
