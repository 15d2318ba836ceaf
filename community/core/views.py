"""Answers that belong to no package: errors, health, and the small files browsers and machines ask for."""

from datetime import timedelta
from ipaddress import ip_address

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.static import serve
from prometheus_client import CONTENT_TYPE_LATEST

from . import api, metrics
from .clock import now
from .errors import TooLarge
from .health import readiness
from .negotiation import wants_json
from .reference import site_settings

# What the style guide shows without asking packages above.
STATUSES = (
    "received in_review assigned in_progress scheduled resolved resolved_by_community not_actionable not_ours "
    "duplicate withdrawn info_requested reopen_requested taken_up"
).split()
CATEGORY_ICONS = (
    "road lamp tree bin bike crossing drop house paw megaphone heart book alert shop globe code question".split()
)


def error_page(
    request: HttpRequest, status: int, code: str, sentence: str, *, error: Exception | None = None
) -> HttpResponse:
    """One sentence for people, a code for programs; the status is the same for both."""
    if api.is_asked(request):
        response: HttpResponse = api.refusal(status, code, sentence)
    elif wants_json(request):
        response = JsonResponse({"code": code, "message": sentence}, status=status)
    else:
        context = {"status": status, "code": code, "sentence": sentence, "error": error}
        template = f"errors/{status}.html" if status in (404, 409, 410, 500) else "errors/other.html"
        response = render(request, template, context, status=status)
    if status == 503:
        response.headers["Retry-After"] = "5"
    for name, value in getattr(error, "headers", {}).items():
        response.headers[name] = value
    return response


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return error_page(request, 413, "too_large", str(TooLarge.sentence))
    return error_page(request, 400, "invalid", _("送られた内容を読み取れませんでした。もう一度、入力してください。"))


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return error_page(request, 403, "forbidden", _("この操作はできません。"))


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return error_page(request, 404, "not_found", _("番号がちがうか、まだ公開されていません。"))


def server_error(request: HttpRequest) -> HttpResponse:
    return error_page(request, 500, "error", _("うまく動きませんでした。書いた内容は、この端末に残っています。"))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that can show itself again does so, with a fresh token; the others say what to do."""
    again = getattr(request.resolver_match and request.resolver_match.func, "after_csrf", None)
    if again is not None:
        return again(request)
    sentence = _(
        "時間がたったので、送れませんでした。前のページに戻って、もう一度送ってください。書いた内容はそのままです。"
    )
    return error_page(request, 403, "csrf", sentence)


@require_safe
def editors_image(request: HttpRequest, path: str) -> HttpResponseBase:
    """A size of a picture that editors put on a page. Originals have no address."""
    return serve(request, path, document_root=f"{settings.MEDIA_ROOT}/images")


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Alive: the process answers."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """What works and what is degraded; no addresses, no versions."""
    parts = readiness()
    ready = parts["database"] == "ok"
    worst = "ok" if all(state == "ok" for state in parts.values()) else "degraded"
    return JsonResponse({"ready": ready, "state": worst if ready else "down", **parts}, status=200 if ready else 503)


@require_safe
def metrics_page(request: HttpRequest) -> HttpResponse:
    """For collectors: from this machine, or with the token where a proxy stands in front; nobody else knows of it."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    token = settings.METRICS_TOKEN
    has_token = bool(token) and constant_time_compare(given, token)
    if not has_token and (settings.TRUSTED_PROXY_COUNT or not ip_address(request.META["REMOTE_ADDR"]).is_loopback):
        raise Http404
    return HttpResponse(metrics.page(), content_type=CONTENT_TYPE_LATEST, headers={"Cache-Control": "no-store"})


@require_safe
def robots_txt(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", "Disallow: /cms/", "Disallow: /accounts/", "Disallow: /issues/new/", "Disallow: /talk/"]
    lines += [f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    site = site_settings()
    contact = f"mailto:{site.contact_email}" if site.contact_email else f"{settings.WAGTAILADMIN_BASE_URL}/"
    expires = (now() + timedelta(days=180)).replace(microsecond=0)
    lines = [f"Contact: {contact}", "Preferred-Languages: ja, en", f"Expires: {expires.isoformat()}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Every component in every state; in development only."""
    return render(request, "styleguide/index.html", {"statuses": STATUSES, "categories": CATEGORY_ICONS})
