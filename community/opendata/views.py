"""The board as files and feeds. Every answer is the same for everybody: what a stranger may see."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from community.core.clock import now, today
from community.core.errors import NotFound
from community.core.feeds import answer_with
from community.core.pagecache import for_visitors
from community.core.ratelimit import Rate, network_of, spend
from community.issues.columns import Words
from community.issues.models import Issue

from .circular import circular_context
from .exports import FORMATS, LICENCE
from .feeds import feed_of
from .guide import guide_context
from .printing import sheet_context
from .public import Wanted, site_of
from .share import Content, picture

WHOLE, NARROW = Rate(10, 60), Rate(60, 60)  # files a minute for one address: of everything, of a few filters


@require_safe
def issues_file(request: HttpRequest, form: str) -> HttpResponseBase:
    """Public posts as one file, streamed; `header=ja` writes a CSV for people."""
    wanted, kind = Wanted.of(request), FORMATS[form]
    rate = WHOLE if wanted.is_whole else NARROW
    spend(f"export-{rate.amount}", network_of(request.META["REMOTE_ADDR"]), rate)
    headers = _file_headers(form)
    if request.method == "HEAD":
        return HttpResponse(content_type=kind.content_type, headers=headers)
    words = Words.japanese() if form == "csv" and request.GET.get("header") == "ja" else Words()
    pieces = kind.pieces(wanted.issues, site=site_of(request), words=words)
    return StreamingHttpResponse(pieces, content_type=kind.content_type, headers=headers)


def _file_headers(form: str) -> dict[str, Any]:
    return {
        "Content-Disposition": f'attachment; filename="mycomi-issues-{today():%Y%m%d}.{form}"',
        "Last-Modified": http_date(now().timestamp()),
        "Link": f'<{LICENCE}>; rel="license", </data/>; rel="describedby"',
        "Access-Control-Allow-Origin": "*",
        "Cache-Control": "no-cache",
    }


@require_safe
def issues_feed(request: HttpRequest, form: str) -> HttpResponse:
    """The newest posts; a reader that has them already gets 304."""
    answer = _feed(request, form)
    return get_conditional_response(request, etag=answer["ETag"], response=answer)


@for_visitors
def _feed(request: HttpRequest, form: str) -> HttpResponse:
    spend("feed", network_of(request.META["REMOTE_ADDR"]), NARROW)
    return answer_with(feed_of(request, form))


@require_safe
@for_visitors
def data(request: HttpRequest) -> HttpResponse:
    """What the files are, column by column, and on what terms anybody may use them."""
    return render(request, "opendata/data.html", guide_context(request))


@require_safe
def share_picture(request: HttpRequest, number: int) -> HttpResponse:
    """The picture beside a link to a public post. For all others there is none, whoever asks."""
    issue = Issue.objects.visible_to(None).filter(number=number).only(*SHARED).first()
    if issue is None:
        raise NotFound
    content = Content.of(issue)
    headers = {"ETag": f'"{content.name}"', "Cache-Control": "public, no-cache"}
    known = get_conditional_response(request, etag=headers["ETag"])
    return known or HttpResponse(picture(content), content_type="image/png", headers=headers)


SHARED = ("number", "kind", "status", "ward_id", "town", "category_id")


@require_safe
@for_visitors
def circular(request: HttpRequest, code: str) -> HttpResponse:
    """The ward's sheet of one month, beside what can be chosen for it."""
    return render(request, "opendata/circular.html", circular_context(request, code))


@require_safe
@for_visitors
def print_sheet(request: HttpRequest, number: int) -> HttpResponse:
    """One post on paper, for those who may see it."""
    issue = Issue.objects.of(request.user, number)
    return render(request, "opendata/print.html", sheet_context(request, issue))
