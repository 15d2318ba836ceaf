"""What becomes of offers when an account is deleted."""

from typing import Any

from django.db import transaction
from django.db.models import F

from community.core.visibility import Visibility
from community.photos import actions as photo_actions
from community.photos.models import Photo
from search import outbox as search_outbox

from ..models import Resource, State
from .locking import lock, record, set_visibility

WORDS = ("title", "title_en", "body", "conditions", "cost_note", "place", "hours_note", "hidden_reason")
PLACE = ("lat", "lng", "radius")


@transaction.atomic
def let_go(*, user: Any) -> None:
    """What a person offered under their own name can no longer be had. Call in the deleting transaction."""
    own = Resource.objects.filter(author=user, organisation=None).exclude(state=State.ENDED)
    keys = list(own.values_list("pk", flat=True))
    own.update(state=State.ENDED, version=F("version") + 1)
    search_outbox.record_all("resource", keys)


@transaction.atomic
def erase_offers(person: Any, *, erase: bool) -> None:
    """Whoever closes their account takes their own offers back for good: words, place and photos are gone. What was
    handed over keeps its row. Call in the closing transaction, when no hand-over is under way any more.
    """
    own = Resource.objects.filter(author=person, organisation=None).exclude(visibility=Visibility.ERASED)
    for number in list(own.order_by("pk").values_list("pk", flat=True)):
        _erase(lock(number))


def _erase(resource: Resource) -> None:
    for name in WORDS:
        setattr(resource, name, "")
    for name in PLACE:
        setattr(resource, name, None)
    resource.state = State.ENDED
    resource.hours.all().delete()
    resource.exceptions.all().delete()
    set_visibility(resource, Visibility.ERASED, "state", *WORDS, *PLACE)
    photo_actions.drop(photos=Photo.objects.filter(pk__in=resource.photos.values("photo")))
    record("resource.erase", resource, by=None)
