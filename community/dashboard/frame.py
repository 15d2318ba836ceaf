"""Wagtail's own menu as plain data, so that the desk's frame works without script and offers what Wagtail offers."""

from typing import Any

from django.http import HttpRequest
from wagtail.admin.menu import admin_menu

ICONS = {
    "explorer": "doc",
    "images": "photo",
    "documents": "doc",
    "reports": "chart",
    "settings": "settings",
    "taxonomy": "filter",
    "help": "question",
    "desk": "inbox",
}


def menu(request: HttpRequest) -> list[dict[str, Any]]:
    """What this person finds in Wagtail's menu, as word, address and icon; a group leads to its first entry."""
    return [_entry(item, request) for item in admin_menu.menu_items_for_request(request) if _address(item, request)]


def _entry(item: Any, request: HttpRequest) -> dict[str, Any]:
    return {
        "label": item.label,
        "url": _address(item, request),
        "icon": ICONS.get(item.name, "menu"),
        "name": item.name,
    }


def _address(item: Any, request: HttpRequest) -> str:
    if hasattr(item, "menu"):
        inner = item.menu.menu_items_for_request(request)
        return _address(inner[0], request) if inner else ""
    return item.url if item.url and item.url != "#" else ""
