"""The page that follows a thing: the same for all that can be followed."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from . import actions
from .followed import is_told_of


def follow_page(request: HttpRequest, thing: Any, *, kind: str, key: int, template: str) -> HttpResponse:
    """見まもる: what it means, for those who just logged in; the press itself; taking it back."""
    if request.method == "GET":
        return render(request, template, {"thing": thing, "followed": is_told_of(request.user, kind, key)})
    if request.POST.get("undo"):
        actions.unfollow(user=request.user, kind=kind, key=key)
    else:
        actions.follow(user=request.user, kind=kind, key=key)
    return redirect(thing)
