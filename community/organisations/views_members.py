"""Who belongs to an organisation: for those who do. And the door for those who are invited."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from community.core.errors import CommunityError, InvalidInput, NotAllowed, NotFound, TooFast
from community.core.text import asked, asked_number
from community.moderation.views import for_participants

from . import actions
from .actions.members import invitation_of
from .forms import InviteForm
from .letters import address_of
from .models import Membership, Organisation
from .page import members_context
from .permissions import ROLES, may, membership_of

LONGEST_ID = 12


@login_required
@require_http_methods(["GET", "POST"])
def members(request: HttpRequest, number: int) -> HttpResponse:
    """One page; each button says in `act` what it does. What could not be done is said on top of it."""
    found = Organisation.objects.of(request.user, number)
    own = membership_of(request.user, found)
    if own is None:
        raise NotFound
    if request.method == "GET":
        return _page(request, found, own)
    if request.POST.get("act") == "invite":
        return _invite(request, found, own)
    try:
        said = _act(request, number)
    except (InvalidInput, NotAllowed, NotFound) as error:
        return _page(request, found, own, refused=error)
    messages.success(request, said)
    if membership_of(request.user, found) is None:  # has left
        return redirect("profile")
    return redirect("organisations:members", number)


def _act(request: HttpRequest, number: int) -> str:
    """Do what the button says; returns what to say of it."""
    given, person = request.POST, {"number": number, "by": request.user}
    member = asked(given.get("member"), limit=LONGEST_ID)
    match given.get("act"):
        case "role":
            actions.change_role(**person, member=member, role=asked(given.get("role"), limit=7))
            return _("役割を変えました。")
        case "remove":
            actions.remove_member(**person, member=member)
            return _("団体から外しました。")
        case "handover":
            actions.hand_over(**person, member=member)
            return _("代表を引きつぎました。あなたは世話役です。")
        case "name":
            actions.show_name(**person, named=bool(given.get("named")))
            return _("変えました。")
        case "withdraw":
            actions.withdraw_invitation(**person, invitation=asked_number(given.get("invitation")) or 0)
            return _("招待を取り消しました。")
        case "leave":
            actions.leave(**person)
            return _("団体をやめました。")
    raise InvalidInput


def _invite(request: HttpRequest, found: Organisation, own: Membership) -> HttpResponse:
    """With an address a letter goes out; without one the link is shown here, once."""
    form = InviteForm(request.POST, may_invite_managers=may(own, ROLES))
    if not form.is_valid():
        return _page(request, found, own, form=form, refused=InvalidInput())
    try:
        invitation, token = actions.invite(number=found.pk, by=request.user, **form.cleaned_data)
    except (InvalidInput, NotAllowed, TooFast) as error:
        form.add_error(None, str(error))
        return _page(request, found, own, form=form, refused=error)
    if invitation.email:
        messages.success(request, _("招待のメールを送りました。"))
        return redirect("organisations:members", found.pk)
    return _page(request, found, own, link=address_of(token))


def _page(
    request: HttpRequest,
    found: Organisation,
    own: Membership,
    *,
    form: InviteForm | None = None,
    refused: CommunityError | None = None,
    link: str = "",
) -> HttpResponse:
    context: dict[str, Any] = members_context(found, request.user, own) | {
        "form": form or InviteForm(may_invite_managers=may(own, ROLES)),
        "refused": str(refused) if refused and form is None else "",
        "link": link,
    }
    response = render(request, "organisations/members.html", context, status=refused.status if refused else 200)
    response["Cache-Control"] = "no-store"
    for name, value in (refused.headers if refused else {}).items():
        response.headers[name] = value
    return response


@login_required
@require_http_methods(["GET", "POST"])
@for_participants
def join(request: HttpRequest, token: str) -> HttpResponse:
    """An invitation: opened it only asks, pressed it counts."""
    invitation = invitation_of(token)
    own = membership_of(request.user, invitation.organisation)
    if request.method == "POST" and own is None:
        own = actions.join(token=token, by=request.user)
        messages.success(request, _("なかまになりました。"))
    if request.method == "POST":
        return redirect("organisations:members", invitation.organisation_id)
    context = {"invitation": invitation, "organisation": invitation.organisation, "own": own}
    response = render(request, "organisations/join.html", context)
    response["Cache-Control"] = "no-store"
    return response
