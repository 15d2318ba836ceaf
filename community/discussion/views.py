"""One message at a time: what can be done with it without a script, and where a script sends it without a socket."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from community.core.errors import InvalidInput, NotAllowed, NotFound, TooFast
from community.core.negotiation import wants_json
from community.core.shown_again import shown_again
from community.moderation.views import for_participants

from . import actions
from .forms import EditForm
from .models import Message, Reaction, Thread
from .permissions import is_open, may_change, may_read_history, may_take_away
from .picturing import dress
from .rendering import page_address

SHOWN = 200  # of one's own words in one talk


@login_required
@require_http_methods(["GET", "POST"])
@for_participants
def react(request: HttpRequest, message: int) -> HttpResponse:
    """Answers without words: a button for each kind; the press itself; taking it back."""
    said = _readable(request, message)
    if request.method == "POST":
        kind, is_on = request.POST.get("kind", ""), request.POST.get("on", "1") != "0"
        key = request.POST.get("key", "")
        seq = actions.react(person=request.user, thread=said.thread, message_id=message, kind=kind, on=is_on, key=key)
        return _done(request, said, seq)
    given = set(Reaction.objects.filter(message=said, person=request.user).values_list("kind", flat=True))
    rows = [(*row, row[0] in given) for row in said.reaction_rows]
    asked = request.GET.get("kind")
    rows.sort(key=lambda row: row[0] != asked)  # what was pressed comes first
    return render(request, "discussion/react.html", _about(said) | {"rows": rows, "is_open": is_open(said.thread)})


@login_required
@require_http_methods(["GET", "POST"])
@for_participants
def edit(request: HttpRequest, message: int) -> HttpResponse:
    """One's own words anew. What is wrong is said beside them, and they stay in the field."""
    said = _readable(request, message)
    if not may_change(request.user, said):
        raise NotAllowed(_("直せるのは、書いた人だけです。閉じた話のひとことは、直せません。"))
    form = EditForm(request.POST if request.method == "POST" else None, initial={"body": said.body})
    error: InvalidInput | NotAllowed | TooFast | None = None
    if request.method == "POST":
        body, key = request.POST.get("body", ""), request.POST.get("key", "")
        try:
            given: dict[str, Any] = {"author": request.user, "thread": said.thread, "message_id": message}
            return _done(request, said, actions.edit_message(**given, body=body, key=key))
        except (InvalidInput, NotAllowed, TooFast) as refused:
            if wants_json(request):
                raise
            form.full_clean()
            if not form.errors:
                form.add_error("body", str(refused))
            error = refused
    return shown_again(request, "discussion/edit.html", _about(said) | {"form": form}, error)


@login_required
@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest, message: int) -> HttpResponse:
    """Take one's own words away: GET asks, POST does. Also for people who may no longer write."""
    said = Message.objects.of(request.user, message)
    if request.method == "POST":
        key = request.POST.get("key", "")
        seq = actions.delete_message(author=request.user, thread=said.thread, message_id=message, key=key)
        if not wants_json(request):
            messages.success(request, _("ひとことを取り消しました。本文は、どこにも残っていません。"))
        return _done(request, said, seq)
    if not may_take_away(request.user, said):
        raise NotAllowed(_("直したり取り消したりできるのは、書いた人だけです。"))
    return render(request, "discussion/delete.html", _about(said))


@login_required
@require_safe
def history(request: HttpRequest, message: int) -> HttpResponse:
    """What stood there before, for its author and the desk."""
    said = Message.objects.of(request.user, message)
    if said.is_deleted or not may_read_history(request.user, said):
        raise NotFound
    return render(request, "discussion/history.html", _about(said) | {"edits": list(said.edits.all())})


@login_required
@require_safe
def mine(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """One's own words in one talk, with the ways to change them or take them away. The latest first."""
    thread = Thread.objects.of(request.user, kind, number)
    own = Message.objects.by(request.user).filter(thread=thread).exclude(state=Message.State.DELETED)
    said = list(own.with_words().order_by("-pk")[:SHOWN])
    dress(said)
    rows = [(one, may_change(request.user, one), may_take_away(request.user, one)) for one in said]
    return render(request, "discussion/mine.html", {"rows": rows, "page": page_address(thread)})


def _readable(request: HttpRequest, pk: int) -> Message:
    """A message whose words this person reads. Raises NotFound."""
    said = Message.objects.of(request.user, pk)
    if said.is_hidden:
        raise NotFound
    return said


def _about(said: Message) -> dict[str, Any]:
    page = page_address(said.thread)
    return {"message": said, "page": page, "place": f"{page}#m{said.event.seq}"}


def _done(request: HttpRequest, said: Message, seq: int) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"seq": seq})
    return redirect(_about(said)["place"])
