"""What the pages about an account need beside the components."""

from datetime import datetime

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.translation import get_language, gettext

from community.core.clock import now

register = template.Library()

# The first that is found in a browser's own description names it; others hide behind names they imitate.
BROWSERS = (
    ("Line/", "LINE"), ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip
DEVICES = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("CrOS", "Chromebook"), ("Windows", "Windows"),
    ("Macintosh", "Mac"), ("Linux", "Linux"),
)  # fmt: skip


@register.simple_tag
def log_ins_of_others() -> bool:
    """Whether LINE or Google are set up as ways to log in."""
    return bool(settings.SOCIALACCOUNT_PROVIDERS)


@register.filter
def device(user_agent: str) -> str:
    """A browser's own description in two words: Safari（iPhone）."""
    browser = _first(BROWSERS, user_agent)
    machine = _first(DEVICES, user_agent)
    if browser and machine:
        return gettext("%(browser)s（%(machine)s）") % {"browser": browser, "machine": machine}
    return browser or machine or gettext("わからない端末")


def _first(names: tuple[tuple[str, str], ...], text: str) -> str:
    return next((name for mark, name in names if mark in text), "")


@register.filter
def minutes_left(until: datetime) -> int:
    """Whole minutes from now, at least one."""
    return max(1, round((until - now()).total_seconds() / 60))


@register.filter
def at_clock(moment: datetime) -> str:
    """Day and time for a letter, which is read on another day: 11月24日 10:12."""
    return format_date(timezone.localtime(moment), "j M, H:i" if get_language() == "en" else "n月j日 G:i")
