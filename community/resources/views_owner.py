"""Offering something, changing it, and what its owner does with it afterwards."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.core.errors import CommunityError, InvalidInput, NotAllowed, StaleVersion, TooFast
from community.core.shown_again import shown_again
from community.core.text import asked
from community.moderation.views import for_participants
from community.photos.models import Photo

from . import actions
from .actions.offering import already_offered
from .cards import dressed
from .forms import ResourceForm
from .models import Resource
from .offering import begun, form_context, initial_of, keep_photos
from .permissions import may_change


@login_required
@require_http_methods(["GET", "POST"])
@for_participants
def new(request: HttpRequest) -> HttpResponse:
    """One page. A valid POST stores at once; an invalid one keeps everything, photos too."""
    known = already_offered(request.user, asked(request.POST.get("key"), limit=64))
    if known is not None:
        return redirect(known)
    if request.method == "GET":
        form = ResourceForm(user=request.user, initial=begun(request))
        return render(request, "resources/form.html", form_context(form, []))
    form = ResourceForm(request.POST, request.FILES, user=request.user)
    photos = keep_photos(form, author=request.user)
    resource, refusal = _offer(request, form, photos)
    if resource is not None:
        messages.success(request, _said(resource))
        return redirect(resource)
    return shown_again(request, "resources/form.html", form_context(form, photos), refusal)


def _offer(
    request: HttpRequest, form: ResourceForm, photos: list[Photo]
) -> tuple[Resource | None, CommunityError | None]:
    """The stored offer, or why there is none: it is said on the form."""
    if not form.is_valid():
        return None, InvalidInput()
    voice, key = form.cleaned_data.get("organisation"), form.cleaned_data["key"]
    try:
        made = actions.offer_resource(author=request.user, organisation=voice, photos=photos, key=key, **form.what())
    except (InvalidInput, NotAllowed, TooFast) as error:
        form.add_error(None, str(error))
        return None, error
    return made, None


def _said(resource: Resource) -> str:
    if resource.is_public:
        return _("出しました。ありがとうございます。お願いが来たら、知らせます。")
    return _("とどきました。市のデスクが読んでから、みんなに見えます。")


@login_required
@require_http_methods(["GET", "POST"])
@for_participants
def edit(request: HttpRequest, number: int) -> HttpResponse:
    """The same page, filled in. When somebody was faster both texts are shown, and the next press decides."""
    resource = _own(request, number)
    if request.method == "GET":
        form = ResourceForm(user=request.user, resource=resource, initial=initial_of(resource))
        return render(request, "resources/form.html", form_context(form, []))
    form = ResourceForm(request.POST, request.FILES, user=request.user, resource=resource, initial=initial_of(resource))
    photos = keep_photos(form, author=request.user)
    theirs: dict[str, Any] = {}
    refusal: CommunityError | None = InvalidInput()
    if form.is_valid():
        try:
            actions.change_resource(
                number=number,
                by=request.user,
                version=form.cleaned_data["version"] or 0,
                photos=photos,
                **form.what(),
            )
        except StaleVersion as error:
            theirs, refusal = error.theirs, error
            form.add_error(None, str(error))
            form.data = form.data.copy()
            form.data["version"] = str(error.version)
        except (InvalidInput, NotAllowed, TooFast) as error:
            form.add_error(None, str(error))
            refusal = error
        else:
            messages.success(request, _("変えました。"))
            return redirect(resource)
    return shown_again(request, "resources/form.html", form_context(form, photos) | {"theirs": theirs}, refusal)


@login_required
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, number: int) -> HttpResponse:
    """「まだできますか」: a link of a letter opens it and changes nothing; the button does."""
    resource = _own(request, number)
    if request.method == "GET":
        return render(request, "resources/confirm.html", {"resource": resource})
    actions.confirm_resource(number=number, by=request.user)
    messages.success(request, _("ありがとうございます。「まだできます」と出しました。"))
    return redirect(resource)


@login_required
@require_POST
def rest(request: HttpRequest, number: int) -> HttpResponse:
    actions.rest_resource(number=number, by=request.user)
    messages.success(request, _("お休みにしました。ひと押しで、また始められます。"))
    return redirect("resources:detail", number)


@login_required
@require_POST
def resume(request: HttpRequest, number: int) -> HttpResponse:
    actions.resume_resource(number=number, by=request.user)
    messages.success(request, _("また受け付けています。"))
    return redirect("resources:detail", number)


@login_required
@require_POST
def end(request: HttpRequest, number: int) -> HttpResponse:
    actions.end_resource(number=number, by=request.user)
    messages.success(request, _("おわりにしました。ありがとうございました。"))
    return redirect("resources:detail", number)


@login_required
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """All that one decides about, also what rests, waits or is over."""
    own = Resource.objects.visible_to(request.user).filter(pk__in=Resource.objects.owned_by(request.user).values("pk"))
    return render(request, "resources/mine.html", {"resources": dressed(own.with_card().newest())})


def _own(request: HttpRequest, number: int) -> Resource:
    """Raises NotFound for what this person may not know of, NotAllowed for what is not theirs to change."""
    resource = Resource.objects.of(request.user, number)
    if not may_change(request.user, resource):
        raise NotAllowed(_("これを変えられるのは、出した人だけです。"))
    return resource
