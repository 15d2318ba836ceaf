"""Offers and projects at the desk alike: what waits, one of them with all that is known, the verbs as forms."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from community.core.errors import InvalidInput, NotAllowed, NotFound
from community.core.ids import token
from community.core.text import asked_number
from community.core.visibility import DESK_SEES, Visibility, VisibleQuerySet
from community.discussion.models import Message
from community.moderation.models import Flag
from community.photos.models import Photo

from .decision_forms import ShowMessageForm
from .forms import HideMessageForm, VerbForm, messages_of
from .frame import menu

PAGE, MOST_COUNTED = 30, 100
VIEWS = {"pending": _("公開まち"), "flagged": _("知らせがある"), "hidden": _("非表示"), "all": _("ぜんぶ")}
OF_TALK = (HideMessageForm, ShowMessageForm)


@dataclass(frozen=True)
class Verb:
    """`act` takes number, by, version, key and the form's fields."""

    form: type[VerbForm]
    act: Callable[..., Any]
    done: str | Promise


@dataclass(frozen=True)
class Things:
    """One kind of thing with a talk: how the desk reads it, and what it can do. Templates and addresses are named by
    the kind; `rows` has `at_desk_of` and `with_card`, `dress` readies a row for its card."""

    kind: str
    rows: Callable[[], Any]
    dress: Callable[[Any], Any]
    describe: Callable[[Any], dict[str, str]]
    photos: Callable[[Any], list[Photo]]
    acts: Callable[[int], list[dict[str, Any]]]
    verbs: dict[str, Verb]

    def index(self, request: HttpRequest) -> HttpResponse:
        """One view; without one, the first in which something waits."""
        counts = {
            view: self._of_view(view, request.user).values("pk").order_by()[:MOST_COUNTED].count() for view in VIEWS
        }
        view = request.GET.get("view", "")
        if view not in VIEWS:
            view = next((one for one in VIEWS if counts[one]), "all")
        after = asked_number(request.GET.get("after")) or 0
        found = self._of_view(view, request.user).filter(pk__gt=after).with_card().order_by("pk")
        page = [self.dress(one) for one in found[: PAGE + 1]]
        context = {
            "view": view,
            "views": [(name, label, _figure(counts[name])) for name, label in VIEWS.items()],
            f"{self.kind}s": page[:PAGE],
            "more": f"?view={view}&after={page[PAGE - 1].pk}" if len(page) > PAGE else "",
            "begun": "after" in request.GET,
            "menu": menu(request),
        }
        return render(request, f"dashboard/{self.kind}s.html", context)

    def one(self, request: HttpRequest, number: int) -> HttpResponse:
        found = self._at_desk(request.user, number)
        return render(request, f"dashboard/{self.kind}.html", self._context(request, found))

    def act(self, request: HttpRequest, number: int, verb: str) -> HttpResponse:
        """One verb. What is wrong is said on the thing's page, with everything that was typed."""
        if verb not in self.verbs:
            raise Http404
        found, page = self._at_desk(request.user, number), f"desk:{self.kind}"
        if request.method != "POST":
            return redirect(page, number)
        kind = self.verbs[verb].form
        form, status = kind(request.POST, **({"thread": found.thread_id} if kind in OF_TALK else {})), 400
        if form.is_valid():
            try:
                self.verbs[verb].act(number=number, by=request.user, **form.cleaned_data)
            except (InvalidInput, NotAllowed) as error:
                form.add_error(None, str(error))
                status = error.status
            else:
                messages.success(request, self.verbs[verb].done)
                return redirect(page, number)
        return render(
            request, f"dashboard/{self.kind}.html", self._context(request, found, {verb: form}), status=status
        )

    def _of_view(self, view: str, user: Any) -> VisibleQuerySet:
        """Of the wards that `user` answers for; not ordered."""
        mine = self.rows().at_desk_of(user)
        if view == "flagged":
            return mine.filter(pk__in=Flag.objects.open().filter(kind=self.kind).values("number"))
        return mine if view == "all" else mine.filter(visibility=view)

    def _at_desk(self, user: Any, number: int) -> Any:
        found = self.rows().at_desk_of(user).with_card().select_related("thread").filter(pk=number).first()
        if found is None:
            raise NotFound
        return found

    def _context(self, request: HttpRequest, found: Any, bound: dict[str, VerbForm] | None = None) -> dict[str, Any]:
        flags = list(Flag.objects.open().on(self.kind, found.pk).select_related("reporter").order_by("-weight", "-id"))
        said = messages_of(found.thread_id)
        by_pk = {message.pk: message for message in said}
        for flag in flags:
            flag.message = by_pk.get(flag.part)
        return {
            self.kind: self.dress(found),
            "facts": [(name, text) for name, text in self.describe(found).items() if text],
            "photos": self.photos(found),
            "flags": flags,
            "acts": self.acts(found.pk),
            "forms": {verb: self._fresh(found, verb, said) for verb in _verbs(found, flags, said)} | (bound or {}),
            "wrong": next(iter((bound or {}).values()), None),
            "menu": menu(request),
        }

    def _fresh(self, found: Any, verb: str, said: list[Message]) -> VerbForm:
        """Every form has its own key: one press, one act."""
        kind, initial = self.verbs[verb].form, {"version": found.version, "key": token()}
        given = {"thread": found.thread_id, "said": said} if kind in OF_TALK else {}
        return kind(initial=initial, auto_id=f"id_{token(4)}_%s", **given)


def _figure(count: int) -> str:
    return f"{MOST_COUNTED - 1}+" if count >= MOST_COUNTED else str(count)


def _verbs(found: Any, flags: list[Flag], said: list[Message]) -> list[str]:
    """What can be done now."""
    if found.visibility not in DESK_SEES:
        return []
    verbs = {Visibility.PENDING: ["approve", "hide"], Visibility.PUBLIC: ["hide"], Visibility.HIDDEN: ["restore"]}
    shown = list(verbs.get(Visibility(found.visibility), []))
    shown += ["message-hide"] if any(not message.is_hidden for message in said) else []
    shown += ["message-show"] if any(message.can_be_shown for message in said) else []
    return [*shown, "flags-close"] if flags else shown
