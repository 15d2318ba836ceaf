"""What the script of a talk asks and says behind the page: whom one can name, and how far one has read."""

from django import forms
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST, require_safe

from community.core.errors import InvalidInput, NotFound
from community.core.text import asked, fold

from . import actions
from .mentioning import participants
from .models import Thread

MOST_SHOWN, LONGEST = 8, 30


class ReadForm(forms.Form):
    """The number of the last line that was in sight."""

    seq = forms.IntegerField(min_value=1)


@require_safe
def names(request: HttpRequest, kind: str, number: int) -> JsonResponse:
    """Whom one can name here: those whose name begins with `q`, then those in whose name it stands."""
    thread = _readable(request, kind, number)
    typed = fold(asked(request.GET.get("q"), limit=LONGEST))
    others = [person for person in participants(thread) if person.pk != request.user.pk]
    found = [person for person in others if typed in fold(person.display_name)]
    found.sort(key=lambda person: not fold(person.display_name).startswith(typed))
    answer = {"names": [{"name": one.display_name, "id": one.public_id} for one in found[:MOST_SHOWN]]}
    return JsonResponse(answer, headers={"Cache-Control": "no-store"}, json_dumps_params={"ensure_ascii": False})


@require_POST
def seen(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """What a socket says as `seen`, from pages that have none."""
    thread = _readable(request, kind, number)
    form = ReadForm(request.POST)
    if not form.is_valid():
        raise InvalidInput
    actions.mark_seen(person=request.user, thread=thread, seq=form.cleaned_data["seq"])
    return HttpResponse(status=204)


def _readable(request: HttpRequest, kind: str, number: int) -> Thread:
    if not request.user.is_authenticated:
        raise NotFound
    return Thread.objects.of(request.user, kind, number)
