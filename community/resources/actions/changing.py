"""What its owner does with an offer: change it, rest, go on, say that it still stands, end it."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from community.core.clock import now
from community.core.errors import InvalidInput, NotAllowed, StaleVersion
from community.core.visibility import Visibility
from community.discussion import actions as talk
from community.notifications import actions as notices
from community.photos import actions as photo_actions
from community.photos.models import Photo

from ..describing import describe
from ..models import Resource, RestReason, State
from ..permissions import must_wait
from .locking import follow, record, save, set_visibility, take_own
from .offering import attach, is_home, write_rows
from .what import COLUMNS, What, cleaned

SHOWN = ("title", "title_en", "body", "conditions", "place", "unit", "cost_note", "hours_note")  # what others read


@transaction.atomic
def change_resource(
    *, number: int, by: Any, version: int, photos: Sequence[Photo] | None = None, **given: Any
) -> Resource:
    """Say it anew; `given` are the fields of `What`, `photos` all that it has from now on (None: as they are).

    What somebody changed whose words the desk reads first, it reads again. Raises NotFound, NotAllowed, InvalidInput,
    or StaleVersion with both texts.
    """
    resource = take_own(number, by=by)
    what = cleaned(What(**given), blur=is_home(resource.organisation, given["kind"]))
    if version != resource.version:
        yours = {"title": what.title, "body": what.body}
        raise StaleVersion(yours=yours, theirs=describe(resource), version=resource.version)
    _must_fit_promises(resource, what)
    is_said_anew = _says_anew(resource, what) or _brings_photos(resource, photos)
    for name, value in what.columns.items():
        setattr(resource, name, value)
    write_rows(resource, what)
    if photos is not None:
        _set_photos(resource, photos)
    resource.confirmed_at, resource.asked_at = now(), None
    fields = (*COLUMNS, "cover", "confirmed_at", "asked_at")
    if is_said_anew and resource.is_public and must_wait(by, resource.organisation):
        set_visibility(resource, Visibility.PENDING, *fields)
    else:
        save(resource, *fields)
        follow(resource)
    record("resource.change", resource, by=by, visibility=resource.visibility)
    return resource


def _must_fit_promises(resource: Resource, what: What) -> None:
    """What was promised or handed out is counted on."""
    counted_on = resource.held + resource.handed_out
    if not counted_on:
        return
    if what.quantity is None:
        raise InvalidInput(_("約束やお渡しがあるあいだは、「数えない」にできません。"))
    if what.quantity < counted_on:
        raise InvalidInput(_("約束とお渡しが、あわせて%(n)dあります。それより少なくはできません。") % {"n": counted_on})


def _says_anew(resource: Resource, what: What) -> bool:
    notes, known = {row[3] for row in what.exceptions}, set(resource.exceptions.values_list("note", flat=True))
    return bool(notes - known) or any(getattr(resource, name) != getattr(what, name) for name in SHOWN)


def _brings_photos(resource: Resource, photos: Sequence[Photo] | None) -> bool:
    known = set(resource.photos.values_list("photo", flat=True))
    return any(photo.pk not in known for photo in photos or ())


def _set_photos(resource: Resource, photos: Sequence[Photo]) -> None:
    """These, in this order; the others are gone for good."""
    kept = {photo.pk for photo in photos}
    old = [join.photo for join in resource.photos.select_related("photo")]
    resource.photos.all().delete()
    resource.cover = photos[0] if photos else None
    attach(resource, photos)
    resource.save(update_fields=["cover"])
    photo_actions.drop(photos=[photo for photo in old if photo.pk not in kept])


@transaction.atomic
def rest_resource(*, number: int, by: Any) -> Resource:
    """Nobody can ask for it until its owner goes on. Raises NotFound or NotAllowed."""
    return _turn(number, by, State.RESTING, "resource.rest", reason=RestReason.OWNER)


@transaction.atomic
def resume_resource(*, number: int, by: Any) -> Resource:
    """It can be asked for again. Raises NotFound or NotAllowed."""
    return _turn(number, by, State.OFFERED, "resource.resume")


@transaction.atomic
def end_resource(*, number: int, by: Any) -> Resource:
    """It is over for good; what was said stays. Raises NotFound or NotAllowed."""
    resource = _turn(number, by, State.ENDED, "resource.end")
    talk.close_talk(thread_id=resource.thread_id)
    return resource


@transaction.atomic
def confirm_resource(*, number: int, by: Any) -> Resource:
    """「まだできます」: it stands as it is written; one that rested goes on. Raises NotFound or NotAllowed."""
    resource = take_own(number, by=by)
    _refuse_ended(resource)
    if resource.state == State.RESTING:
        return _settle(resource, by, State.OFFERED, "resource.resume")
    resource.confirmed_at, resource.asked_at = now(), None
    save(resource, "confirmed_at", "asked_at")
    record("resource.confirm", resource, by=by)
    return resource


def _turn(number: int, by: Any, state: str, act: str, *, reason: str = "") -> Resource:
    resource = take_own(number, by=by)
    _refuse_ended(resource)
    return resource if resource.state == state else _settle(resource, by, state, act, reason=reason)


def _settle(resource: Resource, by: Any, state: str, act: str, *, reason: str = "") -> Resource:
    """Its state from now on; whoever decides has thereby confirmed what is written."""
    resource.state, resource.rest_reason = state, reason
    resource.confirmed_at, resource.asked_at = now(), None
    save(resource, "state", "rest_reason", "confirmed_at", "asked_at")
    record(act, resource, by=by, state=state)
    if resource.is_public:
        data = {"resource": resource.pk, "by": by.pk}
        notices.announce(news="resource.turned", data=data, key=f"resource.turned:{resource.pk}:{resource.version}")
    return resource


def _refuse_ended(resource: Resource) -> None:
    if resource.state == State.ENDED:
        raise NotAllowed(_("これは、もうおわっています。新しく出してください。"))
