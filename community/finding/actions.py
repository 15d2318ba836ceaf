"""Every write about followed searches."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from community.core.clock import now
from community.core.errors import InvalidInput
from community.notifications import actions as notices
from community.notifications.models import Follow, FollowKind
from search.analysis.site import analyzer
from search.engines import database
from search.watching import Sought, sought

from .asked import Asked
from .followed import ONLY_POSTS, address_of, reader
from .models import FollowedAnchor, FollowedSearch

MOST_SEARCHES = 50  # of one person


@transaction.atomic
def follow_search(*, user: Any, asked: Asked) -> FollowedSearch:
    """Want to hear of new posts that fit a search. Raises InvalidInput for a search of nothing, and for too many."""
    found = sought(asked.watched.query(None, kinds=ONLY_POSTS), analyzer())
    if not found.anchors({}) or (asked.q and not found.wording.tokens):
        raise InvalidInput(_("さがすことばを書くか、区や種類をえらんでから、見まもってください。"))
    row, _made = FollowedSearch.objects.update_or_create(address=address_of(asked), defaults={"asked_at": now()})
    _leave_room(user, row)
    if row.fingerprint != analyzer().fingerprint:
        keep([row])
    notices.follow(user=user, kind=FollowKind.SEARCH, key=row.pk)
    return row


def unfollow_search(*, user: Any, asked: Asked) -> None:
    key = FollowedSearch.objects.filter(address=address_of(asked)).values_list("pk", flat=True).first()
    if key is not None:
        notices.unfollow(user=user, kind=FollowKind.SEARCH, key=key)


def keep(rows: Sequence[FollowedSearch]) -> None:
    """Write down what these searches look for and their anchors, by the present analysis. Call in a transaction."""
    by = analyzer()
    asked_of = reader()
    asked = {row.pk: asked_of(row.address) for row in rows}
    found = {pk: sought(one.query(None, kinds=ONLY_POSTS), by) for pk, one in asked.items()}
    counts = database().counts({token for one in found.values() for token in one.wording.tokens})
    for row in rows:
        row.wording, row.facts = found[row.pk].wording.kept, found[row.pk].facts.kept
        row.fingerprint = by.fingerprint
    columns = ["wording", "facts", "fingerprint"]
    FollowedSearch.objects.bulk_create(rows, update_conflicts=True, unique_fields=["pk"], update_fields=columns)
    FollowedAnchor.objects.filter(search__in=found).delete()
    FollowedAnchor.objects.bulk_create(
        anchor for pk, one in found.items() for anchor in _anchors(pk, asked[pk], one, counts)
    )


def _anchors(pk: int, asked: Asked, found: Sought, counts: dict[str, int]) -> list[FollowedAnchor]:
    return [
        FollowedAnchor(search_id=pk, token=token, ward=asked.ward, category=asked.category)
        for token in sorted(found.anchors(counts))
    ]


def _leave_room(user: Any, row: FollowedSearch) -> None:
    mine = Follow.objects.of(user).filter(kind=FollowKind.SEARCH)
    if mine.count() >= MOST_SEARCHES and not mine.filter(key=str(row.pk)).exists():
        raise InvalidInput(
            _("見まもれる検索は%(most)dまでです。使わないものを外してから、足してください。") % {"most": MOST_SEARCHES}
        )


def forget_searches(person: Any, *, erase: bool) -> None:
    """What only this person looked for is not kept a day longer. Call in the closing transaction."""
    mine = Follow.objects.filter(user=person, kind=FollowKind.SEARCH)
    keys = set(mine.values_list("key", flat=True))
    others = Follow.objects.filter(kind=FollowKind.SEARCH, key__in=keys).exclude(user=person)
    mine.delete()
    FollowedSearch.objects.filter(pk__in=keys - set(others.values_list("key", flat=True))).delete()
