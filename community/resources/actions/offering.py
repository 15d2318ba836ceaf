"""A new offer, and what its owner does with it afterwards."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import IntegrityError, transaction

from community.accounts.testaccounts import is_exempt
from community.core.ratelimit import Rate, spend
from community.core.visibility import Visibility
from community.discussion import actions as talk
from community.moderation.permissions import refuse_banned
from community.notifications import actions as notices
from community.organisations.models import Organisation
from community.organisations.speaking import refuse_other_voices
from community.photos import actions as photo_actions
from community.photos.models import Photo
from community.taxonomy.models import HelpKind
from search import outbox as search_outbox

from ..models import DayException, OpenHours, Resource, ResourcePhoto
from ..permissions import must_wait
from .locking import record, seen_as
from .what import What, cleaned

NEWCOMERS = (Rate(5, 3600), Rate(15, 86400))
TRUSTED = (Rate(20, 3600), Rate(100, 86400))
MOST_PHOTOS = 4


def offer_resource(
    *,
    author: Any,
    organisation: Organisation | None = None,
    photos: Sequence[Photo] = (),
    key: str = "",
    **given: Any,
) -> Resource:
    """Offer something; `given` are the fields of `What`. The same key of the same author is stored once.

    Raises NotAllowed for who may only read or does not act for the organisation, InvalidInput or TooFast.
    """
    known = already_offered(author, key)
    if known is not None:
        return known
    refuse_banned(author)
    refuse_other_voices(author, organisation)
    what = cleaned(What(**given), blur=is_home(organisation, given["kind"]))
    if not is_exempt(author.email):
        spend("resource", author.pk, *(TRUSTED if author.is_trusted else NEWCOMERS))
    try:
        return store(author, organisation, what, photos, key)
    except IntegrityError:  # two presses at once: the other one has stored it
        known = already_offered(author, key)
        if known is None:
            raise
        return known


def already_offered(author: Any, key: str) -> Resource | None:
    """The resource that this key has already made."""
    return Resource.objects.filter(author=author, key=key).first() if key else None


def is_home(organisation: Organisation | None, kind: str) -> bool:
    """A person's own place may be where they live; a place that is lent is for everybody to find."""
    return organisation is None and kind != HelpKind.PLACES


@transaction.atomic
def store(
    author: Any,
    organisation: Organisation | None,
    what: What,
    photos: Sequence[Photo] = (),
    key: str = "",
    *,
    number: int | None = None,
) -> Resource:
    """A cleaned offer as rows; `number` only where it is known before."""
    visibility = Visibility.PENDING if must_wait(author, organisation) else Visibility.PUBLIC
    thread = talk.open_thread(kind="resource", number=None, visibility=visibility, author=author, ward=what.ward)
    resource = Resource.objects.create(
        pk=number,
        author=author,
        organisation=organisation,
        visibility=visibility,
        thread=thread,
        cover=photos[0] if photos else None,
        key=key,
        **what.columns,
    )
    talk.number_thread(thread_id=thread.pk, number=resource.pk)
    write_rows(resource, what)
    attach(resource, photos)
    record("resource.offer", resource, by=author, visibility=visibility, kind=resource.kind)
    search_outbox.record("resource", resource.pk)
    announce_offer(resource)
    return resource


def write_rows(resource: Resource, what: What) -> None:
    """Codes, wards, hours and days apart; what was there before is gone."""
    resource.codes.set(what.codes)
    resource.serves.set(what.serves)
    resource.hours.all().delete()
    OpenHours.objects.bulk_create(
        OpenHours(resource=resource, weekday=weekday, opens=opens, closes=closes)
        for weekday, opens, closes in what.hours
    )
    resource.exceptions.all().delete()
    DayException.objects.bulk_create(
        DayException(resource=resource, first=first, last=last, open=is_open, note=note)
        for first, last, is_open, note in what.exceptions
    )


def attach(resource: Resource, photos: Iterable[Photo]) -> None:
    """Photos in their order, from now on the resource's."""
    photos = list(photos)[:MOST_PHOTOS]
    ResourcePhoto.objects.bulk_create(
        ResourcePhoto(resource=resource, photo=photo, position=position) for position, photo in enumerate(photos)
    )
    photo_actions.give_to(photos=photos, visibility=seen_as(resource), author=resource.author, ward=resource.ward)


def announce_offer(resource: Resource) -> None:
    """Let those who follow its organisation hear of it, once. Call in the transaction that shows it to everybody."""
    if resource.is_public:
        data = {"resource": resource.pk, "by": resource.author_id}
        notices.announce(news="resource.offered", data=data, key=f"resource.offered:{resource.pk}")
