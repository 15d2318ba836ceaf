"""Numbered pages of short lists: news, events, stories."""

from typing import Any

from django.core.paginator import Paginator
from django.http import QueryDict


def page_of(things: Any, query: QueryDict, *, size: int) -> dict[str, Any]:
    """`things` of the page that the address asks for, and what `components/pagination.html` takes."""
    page = Paginator(things, size).get_page(query.get("page"))
    rest = query.copy()

    def address(number: int) -> str:
        rest["page"] = str(number)
        return f"?{rest.urlencode()}"

    return {
        "things": list(page),
        "count": page.paginator.count,
        "previous": address(page.previous_page_number()) if page.has_previous() else "",
        "next": address(page.next_page_number()) if page.has_next() else "",
    }
