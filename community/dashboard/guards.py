"""Who finds the desk at all."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from community.accounts.permissions import is_on_desk


def for_desk(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """City staff on duty; for everybody else the desk does not exist."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_on_desk(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded
