"""Offers as search sees them."""

from collections.abc import Iterable
from typing import Any

from community.core.visibility import Visibility
from search import Document, SearchSource

from .models import Resource, State

UNSEARCHED = (Visibility.DRAFT, Visibility.ERASED)


class ResourceSource(SearchSource):
    kind = "resource"

    def documents(self, keys: Iterable[str]) -> Iterable[Document]:
        found = Resource.objects.filter(pk__in=_ids(keys)).exclude(visibility__in=UNSEARCHED)
        found = found.exclude(state=State.ENDED).select_related("organisation", "ward")
        found = found.defer("ward__shape", "ward__outline").prefetch_related("codes")
        return [_document(resource) for resource in found if not resource.is_over]

    def visible(self, keys: Iterable[str], user: Any) -> set[str]:
        """What is on offer; its owners find theirs also while they rest."""
        seen = Resource.objects.visible_to(user).filter(pk__in=_ids(keys))
        offered = seen.filter(pk__in=Resource.objects.listed().filter(pk__in=_ids(keys)).values("pk"))
        own = seen.filter(pk__in=Resource.objects.owned_by(user).values("pk"))
        desk = seen.at_desk_of(user)
        return {str(key) for key in (offered | own | desk).values_list("pk", flat=True)}

    def all_keys(self) -> Iterable[str]:
        found = Resource.objects.exclude(visibility__in=UNSEARCHED).exclude(state=State.ENDED).order_by("pk")
        return (str(key) for key in found.values_list("pk", flat=True).iterator())


def _ids(keys: Iterable[str]) -> list[int]:
    return [int(key) for key in keys]


def _document(resource: Resource) -> Document:
    """Also by the names of its codes. Not by their phrases: its meaning is that of its own words."""
    codes = [words for code in resource.codes.all() for words in (code.name, code.name_en)]
    wards = [resource.ward.name, resource.ward.kana] if resource.ward else []
    parts = [resource.body, resource.title_en, resource.conditions, resource.place, *wards, *codes]
    return Document(
        kind="resource",
        key=str(resource.pk),
        title=resource.title,
        body="\n".join(part for part in parts if part),
        at=resource.created_at,
        ward=resource.ward_id or "",
        lat=resource.lat,
        lng=resource.lng,
        public=resource.is_shown and resource.state == State.OFFERED,
    )
