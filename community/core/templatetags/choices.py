"""The options of a select, without a template's loop: the board's bar has two hundred of them."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def options(pairs: Iterable[tuple[Any, ...]], chosen: str = "") -> SafeString:
    """An <option> for each (value, label, …), the chosen one selected."""
    rows = ((value, " selected" if value == chosen else "", label) for value, label, *_more in pairs)
    return format_html_join("", '<option value="{}"{}>{}</option>', rows)
