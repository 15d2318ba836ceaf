"""Small pieces that every template may use."""

from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django import template
from django.forms.boundfield import BoundField
from django.templatetags.static import static
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from .. import panels, reference
from ..clock import today

register = template.Library()
WEEKDAYS = "月火水木金土日"

# The icon that always stands with a state's word, and with the kinds of an official reply.
STATUS_ICONS = {
    "received": "inbox", "in_review": "eye", "assigned": "person-check", "in_progress": "wrench",
    "scheduled": "calendar", "resolved": "check-circle", "resolved_by_community": "people",
    "not_actionable": "minus-circle", "not_ours": "signpost", "duplicate": "layers", "withdrawn": "undo",
    "info_requested": "question", "reopen_requested": "redo", "taken_up": "check-circle",
    "will_do": "calendar", "done": "check-circle", "explained": "info", "studying": "eye", "not_doing": "minus-circle",
}  # fmt: skip
KIND_ICONS = {
    "person": "people", "thing": "box", "space": "building", "money": "yen", "facts": "info", "project": "code",
}  # fmt: skip
ARCH = 12  # the width of a small arch

CONTROLS = {
    "textarea": "field__box field__box--area", "select": "field__box field__box--pick", "checkbox": "field__tick",
}  # fmt: skip
CODE = {"class": "code-field__input", "autocomplete": "one-time-code", "inputmode": "numeric", "maxlength": 6}


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An icon of the sprite; beside a word it is silent, alone it carries a label."""
    if label:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}"><use href="{}#{}"></use></svg>', label, _sprite(), name
        )
    return _silent_icon(name)


@lru_cache(maxsize=256)
def _silent_icon(name: str) -> SafeString:
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>', _sprite(), name)


@lru_cache(maxsize=1)
def _sprite() -> str:
    """The sprite's address; a dozen icons stand on every page, and it never changes while a process lives."""
    return static("img/icons.svg")


@register.simple_tag
def site_settings() -> Any:
    """What editors decided for the site, also where a view of others has its own thing named `site`."""
    return reference.site_settings()


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
def local_day(value: datetime) -> SafeString | str:
    """The day of a time in Osaka, with its weekday."""
    return day(timezone.localdate(value))


@register.filter
def clock(value: datetime) -> str:
    """The time of day in Osaka: 9:05."""
    local = timezone.localtime(value)
    return f"{local.hour}:{local.minute:02d}"


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


@register.filter
def begins(path: str, prefixes: str) -> bool:
    """Whether an address lies below one of these, named with commas."""
    return str(path).startswith(tuple(prefixes.split(",")))


@register.filter
def status_icon(status: str) -> str:
    return STATUS_ICONS.get(str(status), "info")


@register.filter
def kind_icon(kind: str) -> str:
    return KIND_ICONS.get(str(kind), "box")


@register.filter
def arch_at(nth: int) -> float:
    """Where the nth small arch begins."""
    return nth * ARCH + 1.5


@register.filter
def arches_width(states: list[str]) -> int:
    return len(states) * ARCH


@register.filter
def arches_label(states: list[str]) -> str:
    """The small arches for ears: 5歩のうち4歩め."""
    if "grey" in states:
        return gettext("%(steps)d歩のうち、とちゅうで終わりました") % {"steps": len(states)}
    crossed = sum(state != "next" for state in states)
    return gettext("%(steps)d歩のうち%(crossed)d歩め") % {"steps": len(states), "crossed": crossed}


@register.simple_tag
def described_by(field: BoundField, hint: str = "") -> str:
    """The ids of what explains a field: its hint and what is wrong with it."""
    parts = ["helptext"] if hint or field.help_text else []
    parts += ["error"] if field.errors else []
    return " ".join(f"{field.auto_id}_{part}" for part in parts) if field.auto_id else ""


@register.simple_tag
def control(field: BoundField, look: str = "", hint: str = "", count: bool = False) -> SafeString:
    """A field's input in our dress, tied to its hint and errors, without the inline styles that the policy forbids."""
    attrs: dict[str, Any] = {"style": False, "aria-describedby": described_by(field, hint) or False}
    if look == "code":
        attrs |= CODE
    elif look == "switch":
        attrs |= {"class": "field__switch", "role": "switch"}
    elif field.field.widget.needs_multipart_form:
        attrs |= {"class": "field__file"}
    else:
        attrs |= {"class": CONTROLS.get(field.widget_type, "field__box")}
    if field.field.widget.attrs.get("tabindex") == "-1":
        attrs |= {"autocomplete": "off"}
    if count:
        attrs |= {"data-count": gettext("あと {n}字")}
    return field.as_widget(attrs=attrs)
