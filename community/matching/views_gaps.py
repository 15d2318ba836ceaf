"""The board of gaps: for people, and as files. The same for everybody: what a stranger may see."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from community.core.clock import today
from community.core.csvcells import BOM, lines
from community.core.pagecache import for_visitors

from .gapboard import Choice, board_context, title_of
from .gapfiles import COLUMNS, rows
from .gaps import board

LICENCE = "https://creativecommons.org/licenses/by/4.0/"


@require_safe
@for_visitors
def page(request: HttpRequest) -> HttpResponse:
    choice = Choice.of(request.GET)
    return render(request, "matching/gaps.html", board_context(choice) | {"chosen": title_of(choice)})


@require_safe
@for_visitors
def as_csv(request: HttpRequest) -> HttpResponse:
    """`header=ja` writes the headings for people."""
    for_people = request.GET.get("header") == "ja"
    head = list(COLUMNS.values() if for_people else COLUMNS)
    text = BOM + lines([head, *rows(board(), Choice.of(request.GET))])
    return _file(text, "csv", "text/csv; charset=utf-8; header=present")


@require_safe
@for_visitors
def as_json(request: HttpRequest) -> HttpResponse:
    found = board()
    told = {
        "license": LICENCE,
        "at": timezone.localtime(found.at).isoformat(timespec="seconds"),
        "gaps": [dict(zip(COLUMNS, row, strict=True)) for row in rows(found, Choice.of(request.GET))],
    }
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return _file(text, "json", "application/json")


def _file(text: str, form: str, content_type: str) -> HttpResponse:
    headers: dict[str, Any] = {
        "Content-Disposition": f'attachment; filename="mycomi-gaps-{today():%Y%m%d}.{form}"',
        "Link": f'<{LICENCE}>; rel="license", </data/>; rel="describedby"',
        "Access-Control-Allow-Origin": "*",
        "Cache-Control": "no-cache",
    }
    return HttpResponse(text, content_type=content_type, headers=headers)
