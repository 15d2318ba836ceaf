"""The pages of organisations. What is decided is decided in forms and actions."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from community.core.errors import CommunityError, InvalidInput, NotAllowed, StaleVersion, TooFast
from community.core.pagecache import for_visitors
from community.core.shown_again import shown_again
from community.core.text import asked
from community.moderation.views import flag_page, for_participants
from community.notifications.following import follow_page

from . import actions
from .actions.registering import already_registered
from .forms import EvidenceForm, OrganisationForm, initial_of
from .listing import list_context
from .models import Organisation
from .page import page_context, verification_context
from .permissions import EDIT, VERIFY, may, membership_of
from .pictures import keep_picture, picture_wanted

WORDS = ("name", "name_en", "sort", "about", "asks", "url", "since", "ward", "serves")


@require_safe
@for_visitors
def organisations(request: HttpRequest) -> HttpResponse:
    return render(request, "organisations/list.html", list_context(request.GET, request.user))


@require_safe
@for_visitors
def detail(request: HttpRequest, number: int) -> HttpResponse:
    found = Organisation.objects.of(request.user, number)
    return render(request, "organisations/detail.html", page_context(found, request.user))


@login_required
@require_http_methods(["GET", "POST"])
@for_participants
def new(request: HttpRequest) -> HttpResponse:
    """One page. A valid POST stores at once; an invalid one keeps everything, the picture too."""
    known = already_registered(request.user, asked(request.POST.get("key"), limit=64))
    if known is not None:
        return redirect(known)
    if request.method == "GET":
        return render(request, "organisations/new.html", {"form": OrganisationForm()})
    form = OrganisationForm(request.POST, request.FILES)
    picture = keep_picture(form, author=request.user)
    refusal: CommunityError = InvalidInput()
    if form.is_valid():
        given = {name: form.cleaned_data[name] for name in (*WORDS, "key")}
        try:
            made = actions.register_organisation(author=request.user, picture=picture, **given)
        except (InvalidInput, NotAllowed, TooFast) as error:
            form.add_error("name" if isinstance(error, InvalidInput) else None, str(error))
            refusal = error
        else:
            waits = _("登録しました。市のデスクが読んでから、みんなに見えます。")
            messages.success(request, _("登録しました。") if made.is_public else waits)
            return redirect(made)
    return shown_again(request, "organisations/new.html", {"form": form, "picture": picture}, refusal)


@login_required
@require_http_methods(["GET", "POST"])
@for_participants
def edit(request: HttpRequest, number: int) -> HttpResponse:
    """Change what it says of itself. Who was slower sees both texts, and nothing is lost."""
    found = Organisation.objects.of(request.user, number)
    _must(request, found, EDIT)
    if request.method == "GET":
        form = OrganisationForm(initial=initial_of(found), organisation=found)
        return render(request, "organisations/edit.html", {"form": form, "organisation": found})
    form = OrganisationForm(request.POST, request.FILES, organisation=found)
    picture = keep_picture(form, author=request.user)
    refusal, theirs = InvalidInput(), None
    if form.is_valid():
        given = {name: form.cleaned_data[name] for name in (*WORDS, "version")}
        given["picture"] = picture_wanted(form, picture)
        try:
            changed = actions.change_organisation(number=number, by=request.user, **given)
        except StaleVersion as error:
            refusal, theirs = error, error.theirs
            form = _with_version(form, error.version, found)
        except (InvalidInput, NotAllowed) as error:
            form.add_error("name" if isinstance(error, InvalidInput) else None, str(error))
            refusal = error
        else:
            messages.success(request, _("直しました。"))
            return redirect(changed)
    context = {"form": form, "organisation": found, "picture": picture, "theirs": theirs}
    return shown_again(request, "organisations/edit.html", context, refusal)


def _with_version(form: OrganisationForm, version: int, found: Organisation) -> OrganisationForm:
    """The same words over the version that stands there now: sent again, they replace it."""
    data = form.data.copy()
    data["version"] = str(version)
    return OrganisationForm(data, organisation=found)


@login_required
@require_http_methods(["GET", "POST"])
@for_participants
def verification(request: HttpRequest, number: int) -> HttpResponse:
    """What the city has confirmed, and how to ask for it."""
    found = Organisation.objects.of(request.user, number)
    _must(request, found, VERIFY)
    form, status = EvidenceForm(request.POST if request.method == "POST" else None), 400
    if request.method == "POST" and form.is_valid():
        try:
            actions.ask_verification(number=number, by=request.user, **form.cleaned_data)
        except (InvalidInput, NotAllowed, TooFast) as error:
            form.add_error(None, str(error))
            status = error.status
        else:
            messages.success(request, _("申しこみました。市の担当者が見て、知らせます。"))
            return redirect("organisations:verification", number)
    context = verification_context(found) | {"form": form}
    return render(request, "organisations/verification.html", context, status=status if form.errors else 200)


@login_required
@require_http_methods(["GET", "POST"])
def follow(request: HttpRequest, number: int) -> HttpResponse:
    """見まもる: what it means, for those who just logged in; the press itself; taking it back."""
    found = Organisation.objects.of(request.user, number)
    return follow_page(request, found, kind="organisation", key=number, template="organisations/follow.html")


@login_required
@require_http_methods(["GET", "POST"])
@for_participants
def flag(request: HttpRequest, number: int) -> HttpResponse:
    """Tell the desk that something is not right."""
    found = Organisation.objects.of(request.user, number)
    return flag_page(
        request,
        found,
        kind="organisation",
        number=number,
        template="organisations/flag.html",
        done="organisations/flagged.html",
    )


def _must(request: HttpRequest, found: Organisation, act: str) -> None:
    """Raises NotAllowed for whoever may see it but not do this."""
    if not may(membership_of(request.user, found), act):
        raise NotAllowed(_("これができるのは、団体の代表か世話役です。"))
