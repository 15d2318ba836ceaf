"""A person as chiefs see them: what they post, what was flagged, whether they may take part."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from community.accounts.models import User
from community.accounts.permissions import is_chief
from community.core.errors import InvalidInput, NotAllowed, NotFound
from community.core.ids import token
from community.discussion.models import Message
from community.issues.models import Issue
from community.moderation import actions
from community.moderation.models import Flag
from community.moderation.permissions import ban_of

from .decision_forms import BanForm
from .frame import menu
from .guards import for_desk

MOST_FLAGS = 20


@for_desk
@require_http_methods(["GET", "HEAD", "POST"])
def ban(request: HttpRequest, public_id: str) -> HttpResponse:
    """Whether a person may take part: for chiefs to see, to end and to give back."""
    if not is_chief(request.user):
        raise NotAllowed(_("利用を止められるのは、責任者です。"))
    person = User.objects.filter(public_id=public_id).first()
    if person is None:
        raise NotFound
    form, status = BanForm(request.POST if request.method == "POST" else None, initial={"key": token()}), 400
    if request.method == "POST" and (request.POST.get("undo") or form.is_valid()):
        try:
            messages.success(request, _act(request, person, form))
        except (InvalidInput, NotAllowed) as error:
            if not form.is_bound or not hasattr(form, "cleaned_data"):
                raise
            form.add_error(None, str(error))
            status = error.status
        else:
            return redirect("desk:ban", public_id)
    context = _context(request.user, person) | {"form": form, "menu": menu(request)}
    return render(request, "dashboard/ban.html", context, status=status if form.errors else 200)


def _act(request: HttpRequest, person: User, form: BanForm) -> str:
    """Ban, or lift the ban; returns what to say of it."""
    if request.POST.get("undo"):
        key = request.POST.get("key", "")[:64].replace("\x00", "")
        actions.lift_ban(public_id=person.public_id, by=request.user, key=key)
        return _("もう一度、使えるようにしました。")
    actions.ban_person(public_id=person.public_id, by=request.user, **form.cleaned_data)
    return _("利用を止めました。本人に理由が伝わります。")


def _context(user: Any, person: User) -> dict[str, Any]:
    bans = list(person.bans.select_related("by", "lifted_by", "appeal"))
    return {
        "person": person,
        "public_posts": Issue.objects.listed().filter(author=person, anonymous=False).count(),
        "standing": ban_of(person),
        "bans": bans,
        "flags": _flags_on(person, user),
        "undo_key": token(),
    }


def _flags_on(person: User, user: Any) -> list[Flag]:
    """Flags on this person's posts and words, in the wards that `user` answers for; the latest first."""
    issues = Issue.objects.at_desk_of(user)
    own = issues.filter(author=person).values("number")
    said = Message.objects.filter(author=person, thread__in=issues.values("thread")).values("pk")
    flags = Flag.objects.filter(kind="issue").filter(Q(part=0, number__in=own) | Q(part__in=said))
    return list(flags[:MOST_FLAGS])
