"""What the board says of its feeds and files: in the head of the page, for readers, and below the posts, for people."""

from dataclasses import replace
from typing import Any

from community.core.panels import Panel
from community.issues.filters import FIRST_PAGE, Filters


def ways_out(filters: Filters, user: Any) -> dict[str, str]:
    """The query string that gives a feed or file the filters of this board."""
    query = replace(filters, sort="new", on_page=False, **FIRST_PAGE).address()
    return {"query": "" if query == "?" else query}


PANELS = (
    Panel("board.head", 10, ways_out, "opendata/_board_head.html"),
    Panel("board.foot", 10, ways_out, "opendata/_board_foot.html"),
)
