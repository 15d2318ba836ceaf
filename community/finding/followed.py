"""Searches that people follow: how they are named, who follows what, and which of them a new post fits."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.areas.reference import wards
from community.notifications.followed import is_told_of
from community.notifications.models import FollowKind
from community.notifications.registry import Followable
from community.taxonomy.reference import categories
from search import Document, Hit
from search.analysis.site import analyzer
from search.watching import Facts, Seen, Wording

from .asked import Asked
from .models import FollowedAnchor, FollowedSearch
from .results import is_wanted, languages
from .rows import KINDS

AT_ONCE = 500  # anchors that are looked up together
ONLY_POSTS = ("issue",)  # of what is told: everything else has news of its own


@dataclass(frozen=True)
class Offer:
    """The button of a search: `address` is the search as a query string, `may_press` that somebody is logged in."""

    address: str
    name: str
    followed: bool
    may_press: bool


def offer_of(asked: Asked, user: Any) -> Offer | None:
    """None for a search that asks for nothing. Two queries for people, none for strangers."""
    watched = asked.watched
    if not (watched.q or watched.ward or watched.category):
        return None
    known = FollowedSearch.objects.filter(address=address_of(asked)) if user.is_authenticated else None
    key = known.values_list("pk", flat=True).first() if known is not None else None
    followed = key is not None and is_told_of(user, FollowKind.SEARCH, key)
    return Offer(asked.address(), name_of(watched), followed, user.is_authenticated)


def read(query: Any) -> Asked:
    """A search out of its address, as it was opened."""
    return Asked.read(query, kinds=KINDS, wards=wards(), categories=categories())


def reader() -> Callable[[str], Asked]:
    """The same for many addresses as they are kept: what is known of the city is read once."""
    known: dict[str, Any] = {"kinds": KINDS, "wards": wards(), "categories": categories()}
    return lambda address: Asked.read(QueryDict(address), **known)


def address_of(asked: Asked) -> str:
    """One address for all who ask the same."""
    return asked.watched.address().removeprefix("?")


def name_of(asked: Asked) -> str:
    """The words of a search and what narrows it, as people read it: 防犯灯（北区・近く）."""
    narrowed = [
        *(known.label for known in (wards().get(asked.ward), categories().get(asked.category)) if known),
        *([_("動いている")] if asked.state else []),
        *([languages()[asked.lang]] if asked.lang else []),
        *([_("近く")] if asked.near else []),
        *([_("書いたとおり")] if asked.written else []),
    ]
    if not asked.q:
        return "・".join(narrowed)
    return f"{asked.q}（{'・'.join(narrowed)}）" if narrowed else asked.q


def _named(keys: list[str], user: Any) -> dict[str, tuple[str, str]]:
    """The keys are of one's own follows; nobody else's are ever asked for."""
    rows = FollowedSearch.objects.filter(pk__in=[int(key) for key in keys if key.isdecimal()])
    asked_of = reader()
    asked = {str(row.pk): asked_of(row.address) for row in rows}
    return {key: (name_of(one), _url_of(one)) for key, one in asked.items()}


def _url_of(asked: Asked) -> str:
    """The board shows what a search without words cannot."""
    return reverse("finding:search" if asked.q else "issues:board") + asked.address()


SEARCHES = Followable("search", gettext_lazy("検索"), _named)


def fitting(document: Document) -> list[int]:
    """The followed searches that a post fits, by id; the first followed first.

    Looked up by the post's own tokens: what it costs grows with those that nearly fit, not with all there are.
    """
    seen = Seen(document, analyzer())

    @cache  # many follow the same words in other wards, or other words in the same
    def says(wording: str) -> bool:
        return seen.says(Wording.read(wording))

    @cache
    def has(facts: str) -> bool:
        return seen.has(Facts.read(facts))

    hit, asked_of = _as_hit(document), reader()
    return sorted(
        pk
        for pk, wording, facts, address in _near(seen)
        if has(facts) and says(wording) and _is_wanted(hit, address, asked_of)
    )


def _near(seen: Seen) -> Iterator[tuple[int, str, str, str]]:
    """Searches kept under an anchor that the post holds, each once."""
    anchors, known = seen.anchors, set()
    for first in range(0, len(anchors), AT_ONCE):
        for row in _kept_under(anchors[first : first + AT_ONCE], seen.document):
            if row[0] not in known:
                known.add(row[0])
                yield row


def _kept_under(anchors: list[str], document: Document) -> QuerySet:
    rows = FollowedAnchor.objects.filter(
        token__in=anchors, ward__in={"", document.ward}, category__in={"", document.category}
    )
    return rows.values_list("search_id", "search__wording", "search__facts", "search__address")


def _as_hit(document: Document) -> Hit:
    place = None if document.lat is None or document.lng is None else (document.lat, document.lng)
    return Hit(document.kind, document.key, facts={"status": document.status}, place=place)


def _is_wanted(hit: Hit, address: str, asked_of: Callable[[str], Asked]) -> bool:
    """Its circle and state, which are read from the address where it has some."""
    return ("near=" not in address and "state=" not in address) or is_wanted(hit, asked_of(address))
