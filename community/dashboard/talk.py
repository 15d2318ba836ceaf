"""話の整理: what staff do about a talk, from its own page, from the desk, or on a page of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from community.core.errors import InvalidInput, NotAllowed, NotFound
from community.core.ids import token
from community.core.panels import Panel
from community.core.text import asked_number
from community.discussion import actions as talk
from community.discussion.models import Message, Thread
from community.discussion.permissions import keeps_order
from community.discussion.rendering import page_address
from community.issues import actions as issues
from community.projects import actions as projects
from community.resources import actions as resources

from .frame import menu
from .guards import for_desk
from .talk_forms import CloseForm, OfMessageForm, OrderForm, PaceForm, ReasonForm

HIDING = {"issue": issues.hide_message, "project": projects.hide_message, "resource": resources.hide_message}
SHOWING = {"issue": issues.show_message, "project": projects.show_message, "resource": resources.show_message}


@dataclass(frozen=True)
class Verb:
    """`act` takes thread, by, key and the form's own fields."""

    form: type[OrderForm]
    act: Callable[..., Any]
    done: str | Promise


def _unpin(**given: Any) -> Thread:
    return talk.pin(message_id=None, **given)


def _hide(*, thread: Thread, **given: Any) -> Any:
    return _of_owner(HIDING, thread)(number=thread.number, **given)


def _show(*, thread: Thread, **given: Any) -> Any:
    return _of_owner(SHOWING, thread)(number=thread.number, **given)


def _of_owner(acts: dict[str, Callable[..., Any]], thread: Thread) -> Callable[..., Any]:
    """The act of the package that the talk belongs to; what two sides say to each other is not the desk's to hide."""
    if thread.kind not in acts:
        raise NotAllowed
    return acts[thread.kind]


VERBS = {
    "slow": Verb(PaceForm, talk.slow_down, _("話の速さを変えました。")),
    "close": Verb(CloseForm, talk.close_with, _("話を閉じました。みんなに、わけが見えます。")),
    "open": Verb(OrderForm, talk.open_again, _("話を、また始めました。")),
    "pin": Verb(OfMessageForm, talk.pin, _("ピン留めしました。")),
    "unpin": Verb(OrderForm, _unpin, _("ピン留めをはずしました。")),
    "hide": Verb(ReasonForm, _hide, _("隠しました。書いた人に理由が見えます。")),
    "show": Verb(ReasonForm, _show, _("ひとことを、もう一度見せました。")),
}


@for_desk
@require_safe
def order(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """All of it on one page; with `?message=` also about one message."""
    thread = _at_desk(request, kind, number)
    return render(request, "dashboard/talk.html", _context(request, thread, asked_number(request.GET.get("message"))))


@for_desk
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, kind: str, number: int, verb: str) -> HttpResponse:
    """One verb, and back into the talk. What is wrong is said on the page of the talk's order, with what was typed."""
    if verb not in VERBS:
        raise Http404
    thread = _at_desk(request, kind, number)
    if request.method != "POST":  # somebody came back to this address after an answer that stood here
        return redirect("desk:talk", kind, number)
    form, status = VERBS[verb].form(request.POST), 400
    if form.is_valid():
        given = {name: value for name, value in form.cleaned_data.items() if name != "back"}
        try:
            VERBS[verb].act(thread=thread, by=request.user, **given)
        except (InvalidInput, NotAllowed, NotFound) as error:
            form.add_error(None, str(error))
            status = error.status
        else:
            messages.success(request, VERBS[verb].done)
            return redirect(_back(thread, form.cleaned_data))
    about = asked_number(request.POST.get("message_id"))
    return render(request, "dashboard/talk.html", _context(request, thread, about, {verb: form}), status=status)


def _at_desk(request: HttpRequest, kind: str, number: int) -> Thread:
    """A talk that this person looks after. Raises NotFound."""
    thread = Thread.objects.of(request.user, kind, number)
    if not keeps_order(request.user, thread):
        raise NotFound
    return thread


def _back(thread: Thread, given: dict[str, Any]) -> str:
    """Where the press was made: the message, the talk, or the desk's page of the post."""
    if given["back"] == "desk" and thread.kind in HIDING:
        return reverse(f"desk:{thread.kind}", args=[thread.number])
    said = Message.objects.filter(pk=given.get("message_id"), thread=thread).select_related("event").first()
    return f"{page_address(thread)}#{f'm{said.event.seq}' if said is not None else 'talk'}"


def _context(
    request: HttpRequest, thread: Thread, about: int | None, bound: dict[str, OrderForm] | None = None
) -> dict[str, Any]:
    bound = bound or {}
    said = Message.objects.filter(thread=thread, pk=about).select_related("event", "author", "organisation").first()
    return order_of(thread, said, bound) | {
        "page": page_address(thread),
        "message": said,
        "photos": [join.photo for join in said.photos.select_related("photo")] if said is not None else [],
        "can_hide": said is not None and thread.kind in HIDING,
        "wrong": next(iter(bound.values()), None),
        "is_page": True,
        "menu": menu(request),
    }


def order_of(thread: Thread, said: Message | None = None, bound: dict[str, OrderForm] | None = None) -> dict[str, Any]:
    """A fresh form a verb; every form has its own key: one press, one act."""
    about = {"message_id": said.pk if said is not None else None}
    starts = {"slow": {"seconds": thread.slow_seconds}, "pin": about, "hide": about, "show": about}
    forms = {
        name: verb.form(initial={"key": token()} | starts.get(name, {}), auto_id=f"id_{token(4)}_%s")
        for name, verb in VERBS.items()
    }
    return {"thread": thread, "forms": forms | (bound or {})}


def _for_staff(thread: Thread, user: Any) -> dict[str, Any] | None:
    return order_of(thread) if keeps_order(user, thread) else None


ORDER = Panel("talk.order", 0, _for_staff, "dashboard/_talk_order.html")
