"""One page of the board: keyset paging, so that page 5,000 costs what page one costs."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import SafeString

from community.areas.reference import wards
from community.taxonomy.models import Board
from community.taxonomy.reference import categories

from .cards import STAMP, Stamp, cards
from .filterbar import bar_context
from .filters import Filters
from .models import Issue
from .querysets import MOST_COUNTED, IssueQuerySet

PAGE = 20


@dataclass(frozen=True)
class Page:
    cards: list[SafeString]
    previous: str  # query strings; empty where there is nothing to go to
    next: str
    count: int
    is_capped: bool


def board_context(request: HttpRequest, *, board: Board | None = None) -> dict[str, Any]:
    """Everything the board's template needs for this address."""
    areas, kinds = wards(), categories()
    filters = Filters.read(request.GET, wards=areas, categories=kinds, board=board.slug if board else "")
    return {
        "filters": filters,
        "bar": SimpleLazyObject(lambda: bar_context(filters)),
        "listing": list_page(filters, user=request.user),
        "ward": areas.get(filters.ward),
        "category": kinds.get(filters.category),
        "path": request.path,
    }


def list_page(filters: Filters, *, user: Any) -> Page:
    """The posts of one page. Its marks are the number (and, by support, the count) of its first and last post."""
    everything = filters.apply(Issue.objects.visible_to(user).listed(), user=user)
    stamps, has_previous, has_next = _window(everything, filters)
    count = everything.capped_count()
    return Page(
        cards=cards(stamps),
        previous=filters.address(before=_mark(stamps[0], filters)) if has_previous and stamps else "",
        next=filters.address(after=_mark(stamps[-1], filters)) if has_next else "",
        count=min(count, MOST_COUNTED),
        is_capped=count > MOST_COUNTED,
    )


def _window(issues: IssueQuerySet, filters: Filters) -> tuple[list[Stamp], bool, bool]:
    """The stamps of one page, and whether there are posts before it and after it."""
    ordered = issues.most_supported() if filters.sort == "supports" else issues.newest()
    if filters.before:
        nearest = _beyond(ordered, filters.before, filters.sort, backwards=True).reverse()
        stamps = list(nearest.values_list(*STAMP)[: PAGE + 1])
        if len(stamps) >= PAGE:
            return stamps[:PAGE][::-1], len(stamps) > PAGE, True
        filters = Filters(sort=filters.sort)  # too near to the top for a page of its own: the first page
    stamps = list(_beyond(ordered, filters.after, filters.sort).values_list(*STAMP)[: PAGE + 1])
    return stamps[:PAGE], bool(filters.after), len(stamps) > PAGE


def _beyond(issues: IssueQuerySet, mark: str, sort: str, *, backwards: bool = False) -> IssueQuerySet:
    """What comes after a mark, or before it. A mark that is none of ours is no mark."""
    parts = mark.split("-")
    if not mark or not all(part.isdecimal() and len(part) < 18 for part in parts):
        return issues
    side = "gt" if backwards else "lt"
    number = Q(**{f"number__{side}": int(parts[-1])})
    if sort == "supports" and len(parts) == 2:
        supports = int(parts[0])
        return issues.filter(Q(**{f"support_count__{side}": supports}) | Q(support_count=supports) & number)
    return issues.filter(number)


def _mark(stamp: Stamp, filters: Filters) -> str:
    return f"{stamp[3]}-{stamp[1]}" if filters.sort == "supports" else str(stamp[1])
