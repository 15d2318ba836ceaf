"""Hiding parts of a post's picture at the desk: boxes drawn on it, or their edges in figures."""

from collections.abc import Sequence
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
from community.photos.areas import LONGEST, Area, areas_in, checked
from community.photos.models import Photo

from .forms import VerbForm
from .frame import menu
from .guards import for_desk

ROWS = 4  # boxes in figures; whoever needs more presses twice
SIDES = (
    ("left", gettext_lazy("左から（%）")),
    ("top", gettext_lazy("上から（%）")),
    ("width", gettext_lazy("はば（%）")),
    ("height", gettext_lazy("高さ（%）")),
)


class HideForm(VerbForm):
    """`areas` is what the editor has drawn; without script there are rows of figures."""

    areas = forms.CharField(required=False, max_length=LONGEST, widget=forms.HiddenInput)
    reason = forms.CharField(label=gettext_lazy("理由"), required=False, max_length=400)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for nth in range(ROWS):
            for name, label in SIDES:
                self.fields[f"{name}-{nth}"] = forms.FloatField(
                    label=label,
                    required=False,
                    min_value=0,
                    max_value=100,
                    widget=forms.NumberInput(attrs={"step": "any", "inputmode": "decimal"}),
                    error_messages={"invalid": _("0から100までの数を入れてください。")},
                )

    def rows(self) -> list[list[forms.BoundField]]:
        """The fields of each box."""
        return [[self[f"{name}-{nth}"] for name, _label in SIDES] for nth in range(ROWS)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.errors:
            return cleaned
        try:
            drawn = cleaned["areas"]
            cleaned["areas"] = areas_in(drawn) if drawn else checked(_in_figures(cleaned))
        except InvalidInput as error:
            raise forms.ValidationError(str(error)) from error
        return cleaned


def _in_figures(cleaned: dict[str, Any]) -> list[Sequence[float]]:
    """Rows in which something was typed; one with a gap is no box."""
    rows = [[cleaned[f"{name}-{nth}"] for name, _label in SIDES] for nth in range(ROWS)]
    typed = [row for row in rows if any(figure is not None for figure in row)]
    if any(figure is None for row in typed for figure in row):
        raise InvalidInput(_("1つのわくに、4つの数をぜんぶ入れてください。"))
    return [Area(*(figure / 100 for figure in row)) for row in typed]


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
