"""The desk's list as a file for spreadsheets: what a public file says, and what only colleagues know. No author.

Whoever takes it is in the journal before the first byte leaves: `desk.export`, how many rows, of which list. It is the
desk's one address that writes when it is opened.
"""

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.translation import override
from django.views.decorators.http import require_safe

from community.accounts.models import User
from community.core import journal
from community.core.clock import today
from community.core.csvcells import BOM, lines
from community.core.visibility import Visibility
from community.issues.columns import COLUMNS, FIELDS, Words, batches, row
from community.issues.querysets import IssueQuerySet

from .queue import Wanted, wanted_issues
from .views import for_desk

MORE = {"visibility": "公開範囲", "source": "受けた手段", "promised": "約束の日", "officer": "担当者"}
MORE_FIELDS = ("visibility", "source", "promised_on", "officer_id")


@for_desk
@require_safe
def issues_csv(request: HttpRequest) -> HttpResponseBase:
    """The posts of one list of the desk, of this officer's wards; `header=ja` for people."""
    wanted = Wanted.of(request.GET)
    issues = wanted_issues(wanted, request.user)
    headers = {
        "Content-Disposition": f'attachment; filename="mycomi-desk-{today():%Y%m%d}.csv"',
        "Cache-Control": "private, no-store",
    }
    if request.method == "HEAD":
        return HttpResponse(content_type="text/csv; charset=utf-8", headers=headers)
    words = Words.japanese() if request.GET.get("header") == "ja" else Words()
    _record(wanted, issues, by=request.user)
    site = f"{request.scheme}://{request.get_host()}"
    pieces = csv_pieces(issues, site=site, words=words)
    return StreamingHttpResponse(pieces, content_type="text/csv; charset=utf-8", headers=headers)


def csv_pieces(issues: IssueQuerySet, *, site: str, words: Words) -> Iterator[str]:
    """The file, some hundred rows at a time."""
    names = _officers(issues)
    scopes = _scopes() if words.for_people else {}
    yield BOM + lines([[*COLUMNS.values(), *MORE.values()] if words.for_people else [*COLUMNS, *MORE]])
    for batch in batches(issues, *MORE_FIELDS):
        rows = []
        for facts in batch:
            visibility, source, promised, officer = facts[len(FIELDS) :]
            more = [
                scopes.get(visibility, visibility),
                words.sources.get(source, source),
                promised.isoformat() if promised else None,
                names.get(officer),
            ]
            rows.append(row(facts, site=site, words=words) + more)
        yield lines(rows)


@transaction.atomic
def _record(wanted: Wanted, issues: IssueQuerySet, *, by: Any) -> None:
    taken = {"list": wanted.query(), "rows": issues.count()}
    journal.record(act="desk.export", by=by, kind="desk", number=wanted.view, ward=wanted.ward, after=taken)


def _officers(issues: IssueQuerySet) -> dict[int, str]:
    """Key → the name colleagues know, of everybody who has one of these issues."""
    keys = issues.order_by().exclude(officer=None).values("officer")
    return {person.pk: person.staff_name for person in User.objects.filter(pk__in=keys)}


def _scopes() -> dict[str, str]:
    with override("ja"):
        return {scope.value: str(scope.label) for scope in Visibility}
