"""Themed boards as pages show them: state in words, dates, how many posts there are."""

from typing import Any

from django.http import HttpRequest

from community.core.bilingual import open_to_all
from community.core.clock import now
from community.issues.models import Issue
from community.projects.calls import calls_for
from community.taxonomy.models import BoardState

ORDER = (BoardState.OPEN, BoardState.SOON, BoardState.OVER)


def theme_context(page: Any, request: HttpRequest) -> dict[str, Any]:
    """What a theme's page has beside its posts."""
    if not page.board.is_theme:
        return {}
    return {"theme": theme_of(page, request), "calls": calls_for(request.user, board=page.board)}


def theme_of(page: Any, request: HttpRequest) -> dict[str, Any]:
    state = page.board.state(now())
    return {
        "page": page,
        "board": page.board,
        "url": page.get_url(request),
        "state": state,
        "is_open": state == BoardState.OPEN,
        "posts": Issue.objects.listed().filter(board=page.board).capped_count(),
    }


def open_themes(request: HttpRequest, *, ward: str = "", most: int = 4) -> list[dict[str, Any]]:
    """Themes that take posts now, of a ward also those of the whole city; the one that ends first comes first."""
    from .models import BoardPage

    pages = open_to_all(BoardPage.objects).filter(board__kind="theme").select_related("board", "picture")
    moment = now()
    fit = [page for page in pages if page.board.is_open(moment) and (not ward or page.board.is_for_ward(ward))]
    fit.sort(key=lambda page: (page.board.closes_at is None, page.board.closes_at or moment))
    return [theme_of(page, request) for page in fit[:most]]


def in_order(children: list[Any], request: HttpRequest) -> list[dict[str, Any]]:
    """Pages below a page as ways on: among boards the usual one first, then themes, open ones before the others."""
    moment = now()
    boards = {child.pk: child.board for child in children if hasattr(child, "board")}

    def place(child: Any) -> tuple[int, int]:
        board = boards.get(child.pk)
        if board is None or not board.is_theme:
            return (0, 0)
        return (1, ORDER.index(board.state(moment)))

    ordered = sorted(children, key=place)
    return [_way(child, boards.get(child.pk), request) for child in ordered]


def _way(child: Any, board: Any, request: HttpRequest) -> dict[str, Any]:
    theme = board if board is not None and board.is_theme else None
    state = theme.state(now()) if theme else None
    return {
        "url": child.get_url(request),
        "title": child.shown_title,
        "state": state,
        "closes_at": theme.closes_at if theme else None,
        "opens_at": theme.opens_at if theme and state == BoardState.SOON else None,
    }
