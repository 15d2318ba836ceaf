"""Taking a resource for a change: lock first, then look."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from community.accounts.permissions import serves_ward
from community.accounts.testaccounts import is_exempt
from community.core import journal
from community.core.errors import NotAllowed, NotFound, StaleVersion
from community.core.ratelimit import Rate, spend
from community.core.visibility import DESK_SEES, Visibility
from community.discussion import actions as talk
from community.moderation.permissions import refuse_banned
from community.photos import actions as photo_actions
from community.photos.models import Photo
from search import outbox as search_outbox

from ..describing import describe
from ..models import Resource
from ..permissions import may_change
from ..signals import resource_changed

RATE = Rate(60, 3600)  # issues are looked through for each


def lock(number: int) -> Resource:
    found = (
        Resource.objects.select_for_update(of=("self",))
        .select_related("organisation", "author", "ward")
        .filter(pk=number)
        .exclude(visibility=Visibility.ERASED)
        .first()
    )
    if found is None:
        raise NotFound
    return found


def take_own(number: int, *, by: Any) -> Resource:
    """A resource about which `by` decides, locked. Raises NotFound for what they may not know of, or NotAllowed."""
    resource = lock(number)
    if not Resource.objects.visible_to(by).filter(pk=number).exists():
        raise NotFound
    if not may_change(by, resource):
        raise NotAllowed(_("これを変えられるのは、出した人だけです。"))
    refuse_banned(by)
    if not is_exempt(by.email):
        spend("resource-change", by.pk, RATE)
    return resource


def take(
    number: int, *, by: Any, act: str, key: str, version: int | None = None, yours: dict[str, Any] | None = None
) -> tuple[Resource, bool]:
    """A resource that `by` answers for as city staff, locked; and whether this press was done before.

    Raises NotFound outside the officer's wards, StaleVersion with both texts when somebody was faster.
    """
    resource = lock(number)
    if not serves_ward(by, resource.ward_id) or resource.visibility not in DESK_SEES:
        raise NotFound
    if journal.already_done(act=act, by=by, kind="resource", number=number, key=key):
        return resource, True
    if version is not None and version != resource.version:
        raise StaleVersion(yours=yours or {}, theirs=describe(resource), version=resource.version)
    return resource, False


def save(resource: Resource, *fields: str) -> None:
    """Write the fields of a locked row and move its version on; its place in the index goes with it."""
    resource.version += 1
    resource.save(update_fields=[*fields, "version"])
    search_outbox.record("resource", resource.pk)


def set_visibility(resource: Resource, visibility: str, *fields: str) -> None:
    """Who sees it from now on; its talk and its photos go with it, in this transaction."""
    resource.visibility = visibility
    save(resource, "visibility", *fields)
    follow(resource)


def follow(resource: Resource) -> None:
    """Talk and photos are seen by those who see the resource; of a hidden organisation by nobody else."""
    seen = seen_as(resource)
    talk.follow_owner(thread_id=resource.thread_id, visibility=seen, ward=resource.ward_id)
    photos = Photo.objects.filter(pk__in=resource.photos.values("photo"))
    photo_actions.follow_owner(photos=photos, visibility=seen)
    photos.update(ward=resource.ward_id)


def seen_as(resource: Resource) -> str:
    """The visibility that everything hanging on it carries: never wider than its organisation's."""
    if resource.organisation is not None and resource.is_public:
        return resource.organisation.visibility
    return resource.visibility


def record(act: str, resource: Resource, *, by: Any, note: str = "", key: str = "", **after: Any) -> None:
    """One line of its journal; whoever stands above hears that something changed."""
    transaction.on_commit(lambda: resource_changed.send_robust(Resource, resource_id=resource.pk))
    journal.record(
        act=act,
        by=by,
        kind="resource",
        number=resource.pk,
        ward=resource.ward_id or "",
        after=after,
        note=note,
        key=key,
    )
