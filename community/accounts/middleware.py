"""Duty: staff powers exist only in a session that used a second factor, and officers see only their part of /cms/."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from .models import DeskRole, User, duty_is_fresh
from .permissions import is_on_desk, may_edit_pages

CMS = "/cms/"
OFFICERS_PART = ("/cms/desk/", "/cms/account/", "/cms/logout/", "/cms/jsi18n/", "/cms/sprite-")
CHIEFS_PART = ("/cms/replytemplate/",)  # Wagtail's screens for the templates of answers


class DutyMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        person = request.user
        request.user = SimpleLazyObject(lambda: with_duty(request, person))
        if request.path_info.startswith(CMS) and request.user.is_authenticated:
            detour = _detour(request)
            if detour is not None:
                return detour
        return self.get_response(request)


def with_duty(request: Any, person: Any) -> Any:
    """The person of a request or socket (`request.session`), on duty if this session used a second factor lately."""
    if person.is_authenticated and person.is_staff:
        person.on_duty = duty_is_fresh(_second_factor_used_at(request, person))
    return getattr(person, "_wrapped", person)


def _second_factor_used_at(request: Any, person: User) -> datetime | None:
    used = [record["at"] for record in get_authentication_records(request, person) if record.get("method") == "mfa"]
    return datetime.fromtimestamp(max(used), tz=UTC) if used else None


def _detour(request: HttpRequest) -> HttpResponse | None:
    """Where a person who is logged in must go before this part of /cms/, or None."""
    user = request.user
    if not user.is_staff:
        raise Http404
    if not user.on_duty:
        return _to_second_factor(request)
    if request.path_info == CMS and is_on_desk(user) and not may_edit_pages(user):
        return redirect("desk:queue")
    if not request.path_info.startswith(_part_of(user)) and not may_edit_pages(user):
        raise Http404
    return None


def _part_of(user: User) -> tuple[str, ...]:
    """Where officers may go, and chiefs in addition."""
    is_chief = user.desk_role is not None and user.desk_role.role == DeskRole.Role.CHIEF
    return OFFICERS_PART + CHIEFS_PART if is_chief else OFFICERS_PART


def _to_second_factor(request: HttpRequest) -> HttpResponse:
    kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    has_one = Authenticator.objects.filter(user=request.user, type__in=kinds).exists()
    name = "mfa_reauthenticate" if has_one else "mfa_activate_totp"
    return redirect(f"{reverse(name)}?{urlencode({'next': request.get_full_path()})}")
