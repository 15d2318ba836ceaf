"""How long each request took and how it ended: for /metrics, and for the log when it was slow or failed."""

import logging
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from .. import metrics

log = logging.getLogger("mycomi.request")
SLOW = 1.0  # seconds


class MeasureMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        begun = time.perf_counter()
        response = self.get_response(request)
        seconds = time.perf_counter() - begun
        route = request.resolver_match.route if request.resolver_match else "(none)"
        metrics.count(route, response.status_code, seconds)
        if seconds > SLOW or response.status_code >= 500:
            log.warning("slow or failed", extra=_facts(request, route, response.status_code, seconds))
        return response


def _facts(request: HttpRequest, route: str, status: int, seconds: float) -> dict[str, object]:
    """The pattern of the address, never the address itself: it may carry what somebody looked for."""
    receipt = getattr(request, "receipt", "")
    return {"method": request.method, "route": route, "status": status, "ms": round(1000 * seconds), "receipt": receipt}
