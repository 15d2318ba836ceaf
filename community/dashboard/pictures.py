"""Hiding parts of a post's picture at the desk: boxes drawn on it, or their edges in figures."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from community.core.errors import InvalidInput, NotAllowed, NotFound, Unavailable
from community.core.ids import token as fresh_key
from community.core.shown_again import shown_again
from community.issues.actions import hide_in_photo
from community.issues.models import Issue, IssuePhoto
from community.photos.forms import BoxesForm
from community.photos.models import Photo

from .forms import VerbForm
from .frame import menu
from .guards import for_desk


class HideForm(BoxesForm, VerbForm):
    reason = forms.CharField(label=gettext_lazy("理由"), required=False, max_length=400)


@for_desk
@require_http_methods(["GET", "HEAD", "POST"])
def hide(request: HttpRequest, token: str) -> HttpResponse:
    """The editor of one picture; a press replaces every size of it and its address."""
    issue, photo = _at_desk(request, token)
    if request.method != "POST":
        form = HideForm(initial={"version": issue.version, "key": fresh_key()})
        return render(request, "dashboard/photo_hide.html", _context(request, issue, photo, form))
    form, refusal = HideForm(request.POST), InvalidInput()
    if form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("areas", "reason", "version", "key")}
        try:
            hide_in_photo(number=issue.number, photo=photo.pk, by=request.user, **given)
        except (InvalidInput, NotAllowed, Unavailable) as error:
            form.add_error(None, str(error))
            refusal = error
        else:
            messages.success(request, _("かくしました。まえの写真は、もう見られません。"))
            return redirect("desk:issue", issue.number)
    return shown_again(request, "dashboard/photo_hide.html", _context(request, issue, photo, form), refusal)


def _at_desk(request: HttpRequest, token: str) -> tuple[Issue, Photo]:
    """The picture with the post that it is in, if this desk answers for it. Raises NotFound."""
    join = IssuePhoto.objects.filter(photo__token=token).select_related("photo", "issue").first()
    if join is None:
        raise NotFound
    return Issue.objects.at_desk(request.user, join.issue.number), join.photo


def _context(request: HttpRequest, issue: Issue, photo: Photo, form: HideForm) -> dict[str, Any]:
    return {"issue": issue, "photo": photo, "form": form, "menu": menu(request)}
