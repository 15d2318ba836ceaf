"""Organisations as search sees them."""

from collections.abc import Iterable
from typing import Any

from community.core.visibility import Visibility
from search import Document, SearchSource

from .models import Organisation

UNSEARCHED = (Visibility.DRAFT, Visibility.ERASED)


class OrganisationSource(SearchSource):
    kind = "organisation"

    def documents(self, keys: Iterable[str]) -> Iterable[Document]:
        found = Organisation.objects.filter(pk__in=_ids(keys)).exclude(visibility__in=UNSEARCHED)
        return [_document(one) for one in found.with_card()]

    def visible(self, keys: Iterable[str], user: Any) -> set[str]:
        seen = Organisation.objects.visible_to(user).filter(pk__in=_ids(keys))
        return {str(key) for key in seen.values_list("pk", flat=True)}

    def all_keys(self) -> Iterable[str]:
        found = Organisation.objects.exclude(visibility__in=UNSEARCHED).order_by("pk")
        return (str(key) for key in found.values_list("pk", flat=True).iterator())


def _ids(keys: Iterable[str]) -> list[int]:
    return [int(key) for key in keys]


def _document(one: Organisation) -> Document:
    """Nothing that its page does not show."""
    wards = " ".join(dict.fromkeys(ward.name for ward in (*([one.ward] if one.ward else []), *one.serves.all())))
    return Document(
        kind="organisation",
        key=str(one.pk),
        title=one.name,
        body="\n".join(filter(None, (one.about, one.asks, one.name_en, f"{one.get_sort_display()} {wards}"))),
        at=one.created_at,
        ward=one.ward_id or "",
        public=one.is_public,
    )
