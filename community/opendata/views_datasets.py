"""The list of datasets as a file, the same for everybody."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from community.core.clock import today
from community.core.ratelimit import Rate, network_of, spend

from .datasets import FORMATS
from .public import site_of

RATE = Rate(60, 60)  # files a minute for one address


@require_safe
def datasets_file(request: HttpRequest, form: str) -> HttpResponse:
    """`header=ja` writes a CSV for people."""
    spend("export-datasets", network_of(request.META["REMOTE_ADDR"]), RATE)
    content_type, make = FORMATS[form]
    text = make(site_of(request), for_people=request.GET.get("header") == "ja")
    headers = {
        "Content-Disposition": f'attachment; filename="mycomi-datasets-{today():%Y%m%d}.{form}"',
        "Access-Control-Allow-Origin": "*",
        "Cache-Control": "no-cache",
    }
    return HttpResponse(text, content_type=content_type, headers=headers)
