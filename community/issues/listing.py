"""One page of the board: keyset paging, so that page 5,000 costs what page one costs."""

from dataclasses import dataclass
from typing import Any

from django.core.cache import caches
from django.db.models import Q
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from community.areas.models import Ward
from community.core.clock import today
from community.taxonomy.models import Board, Category

from .filters import Filters
from .models import Issue
from .querysets import MOST_COUNTED, IssueQuerySet
from .workflow import OPEN, SOLVED, Kind, Status

PAGE = 20
CARD_LIVES = 3600  # seconds


@dataclass(frozen=True)
class Page:
    issues: list[Issue]
    previous: str  # query strings; empty where there is nothing more
    next: str
    count: int
    is_capped: bool


def board_context(request: HttpRequest, *, board: Board | None = None) -> dict[str, Any]:
    """Everything the board's template needs for this address."""
    wards, categories = list(Ward.objects.listed()), list(Category.objects.filter(active=True))
    filters = Filters.read(
        request.GET, wards={ward.pk for ward in wards}, categories={category.pk for category in categories}
    )
    if board is not None:
        filters = Filters(**vars(filters) | {"board": board.slug})
    page = list_page(filters, user=request.user)
    return {
        "filters": filters,
        "listing": page,
        "cards": cards(page.issues),
        "wards": wards,
        "categories": categories,
        "statuses": [status for status in Status if status in (*OPEN, *SOLVED)],
        "kinds": Kind,
        "ward": next((ward for ward in wards if ward.pk == filters.ward), None),
        "category": next((category for category in categories if category.pk == filters.category), None),
    }


def list_page(filters: Filters, *, user: Any) -> Page:
    """The posts of one page. `after` is the number (and, by support, the count) of the last post before it."""
    everything = filters.apply(Issue.objects.visible_to(user).listed(), user=user)
    ordered = everything.most_supported() if filters.sort == "supports" else everything.newest()
    rows = list(_beyond(ordered, filters).with_card()[: PAGE + 1])
    shown = rows[:PAGE]
    count = everything.capped_count()
    return Page(
        issues=shown,
        previous=filters.address() if filters.after else "",
        next=filters.address(after=_mark(shown[-1], filters)) if len(rows) > PAGE else "",
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


def _mark(issue: Issue, filters: Filters) -> str:
    return f"{issue.support_count}-{issue.number}" if filters.sort == "supports" else str(issue.number)


def cards(issues: list[Issue], template: str = "issues/_row_card.html") -> list[SafeString]:
    """The cards' HTML. Each is kept under a name that holds all it was made from, so it is never stale."""
    names = {issue: _card_name(issue, template) for issue in issues}
    kept = caches["pieces"].get_many(names.values())
    made = {}
    for issue, name in names.items():
        if name not in kept:
            made[name] = render_to_string(template, {"issue": issue})
    if made:
        caches["pieces"].set_many(made, timeout=CARD_LIVES)
    return [mark_safe((kept | made)[name]) for name in names.values()]  # noqa: S308 - rendered by our template


def _card_name(issue: Issue, template: str) -> str:
    parts = (
        template, get_language(), today().isoformat(), issue.pk, issue.version, issue.support_count,
        issue.thread.message_count, issue.cover.token if issue.cover else "", issue.is_overdue,
    )  # fmt: skip
    return "card:" + ":".join(map(str, parts))
