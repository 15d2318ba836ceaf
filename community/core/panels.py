"""Slots that a page offers to packages above its own.

An issue page shows the city's replies without knowing them: it asks for its slot, and `replies` has registered a
panel for it. A panel that fails is logged and left out; the page stands.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Panel:
    """`context(object, user)` returns the template's variables, or None to stay away; reads start from `visible_to`."""

    slot: str
    order: int
    context: Callable[[Any, Any], dict[str, Any] | None]
    template: str


_panels: list[Panel] = []


def register(panel: Panel) -> None:
    _panels.append(panel)
    _panels.sort(key=lambda known: known.order)


def render(slot: str, thing: Any, *, request: Any) -> SafeString:
    """The HTML of all panels of a slot, in their order."""
    return mark_safe("".join(_render(panel, thing, request) for panel in _panels if panel.slot == slot))  # noqa: S308 - templates escape


def _render(panel: Panel, thing: Any, request: Any) -> str:
    try:
        context = panel.context(thing, request.user)
        return "" if context is None else render_to_string(panel.template, context, request=request)
    except Exception:
        log.exception("panel %s of %s failed", panel.template, panel.slot)
        return ""
