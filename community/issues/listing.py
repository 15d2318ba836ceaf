"""One page of the board: keyset paging, so that page 5,000 costs what page one costs."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from community.areas.reference import wards
from community.core import pieces
from community.taxonomy.models import Board
from community.taxonomy.reference import categories

from .filters import Filters
from .models import Issue
from .querysets import MOST_COUNTED, IssueQuerySet
from .workflow import OPEN, SOLVED, Kind, Status

PAGE = 20
# All that a card's picture of an issue depends on, in one light row.
STAMP = ("pk", "number", "version", "support_count", "thread__message_count", "cover__token")
Stamp = tuple[Any, ...]


@dataclass(frozen=True)
class Page:
    cards: list[SafeString]
    first: str  # query strings; empty where there is nothing to go to
    next: str
    count: int
    is_capped: bool


def board_context(request: HttpRequest, *, board: Board | None = None) -> dict[str, Any]:
    """Everything the board's template needs for this address."""
    filters = Filters.read(request.GET, wards=wards(), categories=categories(), board=board.slug if board else "")
    return {
        "filters": filters,
        "listing": list_page(filters, user=request.user),
        "wards": wards().values(),
        "categories": categories().values(),
        "statuses": [status for status in Status if status in (*OPEN, *SOLVED)],
        "kinds": Kind,
        "ward": wards().get(filters.ward),
        "category": categories().get(filters.category),
    }


def list_page(filters: Filters, *, user: Any) -> Page:
    """The posts of one page. `after` is the number (and, by support, the count) of the last post before it."""
    everything = filters.apply(Issue.objects.visible_to(user).listed(), user=user)
    ordered = everything.most_supported() if filters.sort == "supports" else everything.newest()
    stamps = list(_beyond(ordered, filters).values_list(*STAMP)[: PAGE + 1])
    count = everything.capped_count()
    return Page(
        cards=cards(stamps[:PAGE]),
        first=filters.address() if filters.after else "",
        next=filters.address(after=_mark(stamps[PAGE - 1], filters)) if len(stamps) > PAGE else "",
        count=min(count, MOST_COUNTED),
        is_capped=count > MOST_COUNTED,
    )


def _beyond(issues: IssueQuerySet, filters: Filters) -> IssueQuerySet:
    parts = filters.after.split("-")
    if not filters.after or not all(part.isdecimal() and len(part) < 18 for part in parts):
        return issues
    if filters.sort == "supports" and len(parts) == 2:
        supports, number = int(parts[0]), int(parts[1])
        return issues.filter(Q(support_count__lt=supports) | Q(support_count=supports, number__lt=number))
    return issues.filter(number__lt=int(parts[-1]))


def _mark(stamp: Stamp, filters: Filters) -> str:
    return f"{stamp[3]}-{stamp[1]}" if filters.sort == "supports" else str(stamp[1])


def cards(stamps: Iterable[Stamp], template: str = "issues/_row_card.html") -> list[SafeString]:
    """The cards' HTML, of posts the caller may show; only cards that were never made are fetched and made."""
    names = {stamp[0]: pieces.name_of(template, *stamp) for stamp in stamps}

    def make(missing: list[int]) -> dict[int, str]:
        issues = Issue.objects.filter(pk__in=missing).with_card()
        return {issue.pk: render_to_string(template, {"issue": issue}) for issue in issues}

    return list(pieces.render(names, make).values())
