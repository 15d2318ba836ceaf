"""Small pieces that every template may use."""

from datetime import date, datetime
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from .. import panels
from ..clock import today

register = template.Library()
WEEKDAYS = "月火水木金土日"


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An icon of the sprite; beside a word it is silent, alone it carries a label."""
    address = static("img/icons.svg")
    if label:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}"><use href="{}#{}"></use></svg>', label, address, name
        )
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>', address, name)


@register.simple_tag(takes_context=True)
def slot(context: Any, name: str, thing: Any) -> SafeString:
    """The panels that packages above have put into this slot."""
    return panels.render(name, thing, request=context["request"])


@register.filter
def moment(value: datetime) -> SafeString:
    """A time for reading: 今日 9:12, 昨日, 11月20日 21:40 – with the exact one for machines."""
    local = timezone.localtime(value)
    return format_html('<time datetime="{}">{}</time>', local.isoformat(timespec="minutes"), _moment_words(local))


def _moment_words(local: datetime) -> str:
    days = (today() - local.date()).days
    clock = f"{local.hour}:{local.minute:02d}"
    if days == 0:
        return gettext("今日 %(clock)s") % {"clock": clock}
    if days == 1:
        return gettext("昨日 %(clock)s") % {"clock": clock}
    return f"{_day_words(local.date(), weekday=False)} {clock}"


@register.filter
def day(value: date | None) -> SafeString | str:
    """A day with its weekday: 11月29日（土）."""
    if value is None:
        return ""
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), _day_words(value, weekday=True))


@register.filter
def short_day(value: date | datetime | None) -> SafeString | str:
    """A day without its weekday: 11月29日."""
    if value is None:
        return ""
    value = timezone.localdate(value) if isinstance(value, datetime) else value
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), _day_words(value, weekday=False))


def _day_words(value: date, *, weekday: bool) -> str:
    year = value.year != today().year
    if get_language() == "en":
        return format_date(value, ("D j M" if weekday else "j M") + (" Y" if year else ""))
    words = (f"{value.year}年" if year else "") + f"{value.month}月{value.day}日"
    return f"{words}（{WEEKDAYS[value.weekday()]}）" if weekday else words


@register.filter
def item(mapping: dict, key: Any) -> Any:
    """mapping[key], or nothing."""
    return mapping.get(key, "")


@register.filter
def initial(name: str) -> str:
    """The letter on a drawn face."""
    return name[:1] or "・"


@register.filter
def ground(public_id: str) -> int:
    """Which of the six grounds a person's face has: always the same one."""
    return sum(map(ord, public_id)) % 6 + 1
