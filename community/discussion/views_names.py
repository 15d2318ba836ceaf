"""Names to choose from while somebody types @. No page: for the composer's script."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from community.core.errors import NotFound
from community.core.text import asked, fold

from .mentioning import participants
from .models import Thread

MOST_SHOWN, LONGEST = 8, 30


@require_safe
def names(request: HttpRequest, kind: str, number: int) -> JsonResponse:
    """Whom one can name here: those whose name begins with `q`, then those in whose name it stands."""
    if not request.user.is_authenticated:
        raise NotFound
    thread = Thread.objects.of(request.user, kind, number)
    typed = fold(asked(request.GET.get("q"), limit=LONGEST))
    others = [person for person in participants(thread) if person.pk != request.user.pk]
    found = [person for person in others if typed in fold(person.display_name)]
    found.sort(key=lambda person: not fold(person.display_name).startswith(typed))
    answer = {"names": [{"name": one.display_name, "id": one.public_id} for one in found[:MOST_SHOWN]]}
    return JsonResponse(answer, headers={"Cache-Control": "no-store"}, json_dumps_params={"ensure_ascii": False})
