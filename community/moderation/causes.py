"""What an appeal is against, as its address says it: `?issue=<number>[&message=<id>]`, `?effort=<id>` or `?ban=1`."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from community.core.errors import NotFound
from community.core.text import asked_number

from .models import Ban, Takedown
from .registry import kinds, known


def cause_of(given: Any, user: Any) -> Takedown | Ban:
    """The latest act of that kind that this person may appeal against, or has. Raises NotFound."""
    cause = _ban(user) if "ban" in given else _takedown(given, user)
    if cause is None:
        raise NotFound
    return cause


def appeal_address(cause: Takedown | Ban) -> str:
    if isinstance(cause, Ban):
        query: dict[str, Any] = {"ban": 1}
    else:
        query = {cause.kind: cause.number} | ({"message": cause.part} if cause.part else {})
    return f"{reverse('moderation:appeal')}?{urlencode(query)}"


def _ban(user: Any) -> Ban | None:
    return Ban.objects.filter(user=user).select_related("appeal").first()


def _takedown(given: Any, user: Any) -> Takedown | None:
    kind = next((kind for kind in kinds() if kind in given), "")
    number, part = asked_number(given.get(kind)), asked_number(given.get("message") or "0")
    if not kind or number is None or part is None or not known(kind, [number], user):
        return None
    return Takedown.objects.filter(author=user).on(kind, number, part).select_related("appeal").first()
