"""Wagtail's own menu as plain data, so that the desk's frame works without script and offers what Wagtail offers."""

from typing import Any

from django.http import HttpRequest
from wagtail.admin.menu import admin_menu

ICONS = {
    "explorer": "doc",
    "images": "photo",
    "documents": "book",
    "reports": "chart",
    "settings": "settings",
    "help": "question",
    "desk": "inbox",
    "replytemplate": "text",
    "challenges": "flag",
    "dataset": "database",
}
FOR_GROUPS = "filter"


def menu(request: HttpRequest) -> list[dict[str, Any]]:
    """What this person finds in Wagtail's menu, in its order; a group leads to its first screen, elsewhere to none."""
    items = sorted(admin_menu.menu_items_for_request(request), key=lambda item: item.order)
    return [_entry(item, url) for item in items if (url := _address(item, request))]


def _entry(item: Any, url: str) -> dict[str, Any]:
    return {"label": item.label, "url": url, "icon": ICONS.get(item.name, FOR_GROUPS), "name": item.name}


def _address(item: Any, request: HttpRequest) -> str:
    """The first address of this site behind a menu item; empty when there is none."""
    if hasattr(item, "menu"):
        inner = sorted(item.menu.menu_items_for_request(request), key=lambda one: one.order)
        return next((url for one in inner if (url := _address(one, request))), "")
    return item.url if item.url.startswith("/") else ""
