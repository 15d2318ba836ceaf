"""The desk's call list: what waits in one's wards, and who may have it. On the screen, on paper, as a table."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from community.areas.models import Ward
from community.areas.reference import wards
from community.core.clock import today
from community.core.csvcells import BOM, lines
from community.core.text import asked, asked_number
from community.core.visibility import desk_wards
from community.matching.gapcalls import call_list, waiting_in

from .frame import menu
from .guards import for_desk

PAGE, MOST_ROWS = 40, 2000
COLUMNS = (
    "番号", "課題", "区", "町", "力", "数", "ないと困る", "いつから待っている", "ひとこと", "団体", "しゅるい",
    "この区で活動", "出した数", "届けた数", "団体のページ", "ホームページ",
)  # fmt: skip


@for_desk
@require_safe
def calls(request: HttpRequest) -> HttpResponse:
    """The oldest first, so many on a page; `ward` narrows it."""
    served, ward = _wards_of(request)
    waiting = waiting_in(desk_wards(request.user), ward)
    begin = min(asked_number(request.GET.get("after")) or 0, MOST_ROWS)
    needs = list(waiting[begin : begin + PAGE + 1])
    query = f"?ward={ward}&" if ward else "?"
    context = {
        "rows": call_list(needs[:PAGE]),
        "count": waiting.count(),
        "ward": ward,
        "wards": [(code, one.label) for code, one in served.items()],
        "one_ward": next(iter(served.values())).label if len(served) == 1 else "",
        "day": today(),
        "more": f"{query}after={begin + PAGE}" if len(needs) > PAGE else "",
        "begun": begin > 0,
        "menu": menu(request),
    }
    return render(request, "dashboard/gaps.html", context)


@for_desk
@require_safe
def as_csv(request: HttpRequest) -> HttpResponse:
    """A line for each need and organisation; a need that nobody is known for has one, too."""
    _served, ward = _wards_of(request)
    site = f"{request.scheme}://{request.get_host()}"
    found = call_list(waiting_in(desk_wards(request.user), ward)[:MOST_ROWS])
    text = BOM + lines([COLUMNS, *(row for one in found for row in _rows(one, site))])
    headers = {
        "Content-Disposition": f'attachment; filename="mycomi-calls-{today():%Y%m%d}.csv"',
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(text, content_type="text/csv; charset=utf-8", headers=headers)


def _wards_of(request: HttpRequest) -> tuple[dict[str, Ward], str]:
    """The wards of this desk, and the one that was chosen of them."""
    served = {code: one for code, one in wards().items() if code in desk_wards(request.user)}
    ward = asked(request.GET.get("ward"), limit=5)
    return served, ward if ward in served else ""


def _rows(one: dict[str, Any], site: str) -> list[list[Any]]:
    need, issue = one["need"], one["issue"]
    since = timezone.localdate(need.created_at).isoformat()
    amount = f"{need.quantity}{need.unit}" if need.quantity else ""
    begin = [
        issue.number, issue.title, issue.ward.name, issue.town, need.code.name, amount,
        "○" if need.required else "", since, need.note,
    ]  # fmt: skip
    calls = [
        [
            call.organisation.name, str(call.organisation.get_sort_display()), "○" if call.serves else "",
            call.offered, call.delivered, f"{site}{call.organisation.get_absolute_url()}", call.organisation.url,
        ]
        for call in one["calls"]
    ]  # fmt: skip
    return [begin + call for call in calls] or [begin + [""] * (len(COLUMNS) - len(begin))]
