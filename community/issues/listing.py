"""One page of the board: keyset paging, so that page 5,000 costs what page one costs."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import SafeString

from community.areas.reference import wards
from community.core.text import asked_number
from community.taxonomy.models import Board
from community.taxonomy.reference import categories

from .cards import STAMP, Stamp, cards
from .filterbar import bar_context, views, ways_out
from .filters import Filters
from .models import Issue
from .querysets import MOST_COUNTED, IssueQuerySet

PAGE = 20
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Page:
    cards: list[SafeString]
    numbers: list[int]
    previous: str  # query strings; empty where there is nothing to go to
    next: str
    count: int
    is_capped: bool


def filters_of(request: HttpRequest, *, board: Board | None = None) -> Filters:
    return Filters.read(request.GET, wards=wards(), categories=categories(), board=board.slug if board else "")


def board_context(request: HttpRequest, *, board: Board | None = None, placed: bool = False) -> dict[str, Any]:
    """Everything the board's template needs for this address."""
    filters = filters_of(request, board=board)
    return {
        "filters": filters,
        "bar": SimpleLazyObject(lambda: bar_context(filters)),
        "listing": list_page(filters, user=request.user, placed=placed),
        "ways": SimpleLazyObject(lambda: ways_out(filters, user=request.user)),
        "views": SimpleLazyObject(lambda: views(filters)),
        "ward": wards().get(filters.ward),
        "category": categories().get(filters.category),
        "path": request.path,
    }


def list_page(filters: Filters, *, user: Any, placed: bool = False) -> Page:
    """The posts of one page; `placed`: only those that stand on the map.

    Its marks are the number of its first and last post, with the count or the moment they are ordered by before it.
    """
    board = Issue.objects.visible_to(user).listed()
    board = board.filter(cell__isnull=False) if placed else board
    issues, count = filters.apply(board, user=user), None
    if filters.regions:
        numbers = list(issues.order_by().values_list("number", flat=True)[: MOST_COUNTED + 1])
        count, is_few = len(numbers), len(numbers) <= MOST_COUNTED
        # Few are looked up one by one; many are met soon enough on the way along the list's own order.
        issues = board.filter(number__in=numbers) if is_few else filters.apply(board, user=user, walk=True)
    stamps, marks, has_previous, has_next = _window(issues, filters)
    count = issues.capped_count() if count is None else count
    return Page(
        cards=cards(stamps),
        numbers=[stamp[1] for stamp in stamps],
        previous=filters.address(before=marks[0]) if has_previous and marks else "",
        next=filters.address(after=marks[-1]) if has_next else "",
        count=min(count, MOST_COUNTED),
        is_capped=count > MOST_COUNTED,
    )


def _window(issues: IssueQuerySet, filters: Filters) -> tuple[list[Stamp], list[str], bool, bool]:
    """The stamps of one page with a mark for each, and whether there are posts before it and after it."""
    order = _order(filters)
    # `merged_into` is the same in all: named first, it lets a database walk the index instead of sorting.
    ordered = issues.order_by("merged_into_id", *(f"-{field}" for field in order))
    fields = (*STAMP, order[0])
    if filters.before:
        nearest = _beyond(ordered, filters.before, order, backwards=True).reverse()
        rows = list(nearest.values_list(*fields)[: PAGE + 1])
        if len(rows) >= PAGE:
            return *_marked(rows[:PAGE][::-1], order), len(rows) > PAGE, True
        filters = replace(filters, before="", after="")  # too near to the top for a page of its own: the first page
    rows = list(_beyond(ordered, filters.after, order).values_list(*fields)[: PAGE + 1])
    return *_marked(rows[:PAGE], order), bool(filters.after), len(rows) > PAGE


def _order(filters: Filters) -> tuple[str, ...]:
    """The columns a list is ordered by, largest first; the number is always the last."""
    if filters.sort == "supports":
        return ("support_count", "number")
    return ("posted_at", "number") if filters.has_dates else ("number",)


def _marked(rows: list[tuple], order: tuple[str, ...]) -> tuple[list[Stamp], list[str]]:
    stamps = [row[:-1] for row in rows]
    if len(order) == 1:
        return stamps, [str(row[-1]) for row in rows]
    return stamps, [f"{_number(row[-1])}-{row[1]}" for row in rows]


def _beyond(issues: IssueQuerySet, mark: str, order: tuple[str, ...], *, backwards: bool = False) -> IssueQuerySet:
    """What comes after a mark, or before it. A mark that is none of ours is no mark."""
    parts = [number for part in mark.split("-") if (number := asked_number(part)) is not None]
    if len(parts) != mark.count("-") + 1:
        return issues
    side = "gt" if backwards else "lt"
    number = Q(**{f"number__{side}": parts[-1]})
    if len(order) != len(parts) or len(order) == 1:
        return issues.filter(number)
    first: Any = _moment(parts[0]) if order[0] == "posted_at" else parts[0]
    # The first column alone bounds the walk along the index; the rest settles those that are equal in it.
    bound = Q(**{f"{order[0]}__{side}e": first})
    return issues.filter(bound & (Q(**{f"{order[0]}__{side}": first}) | number))


def _number(value: int | datetime) -> int:
    """What a list is ordered by, as a whole number: a moment as microseconds."""
    return (value - EPOCH) // timedelta(microseconds=1) if isinstance(value, datetime) else value


def _moment(microseconds: int) -> datetime:
    return EPOCH + timedelta(microseconds=microseconds)
