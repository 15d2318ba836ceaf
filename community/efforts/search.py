"""Reports as search sees them."""

from collections.abc import Iterable
from typing import Any

from community.core.visibility import Visibility
from search import Document, SearchSource

from .models import Effort

UNSEARCHED = (Visibility.DRAFT, Visibility.ERASED)


class EffortSource(SearchSource):
    kind = "effort"

    def documents(self, keys: Iterable[str]) -> Iterable[Document]:
        efforts = Effort.objects.filter(pk__in=_ids(keys)).exclude(visibility__in=UNSEARCHED)
        return [_document(effort) for effort in efforts.select_related("issue")]

    def visible(self, keys: Iterable[str], user: Any) -> set[str]:
        return {
            str(key) for key in Effort.objects.visible_to(user).filter(pk__in=_ids(keys)).values_list("pk", flat=True)
        }

    def all_keys(self) -> Iterable[str]:
        efforts = Effort.objects.exclude(visibility__in=UNSEARCHED).order_by("pk")
        return (str(key) for key in efforts.values_list("pk", flat=True).iterator())


def _ids(keys: Iterable[str]) -> list[int]:
    return [int(key) for key in keys]


def _document(effort: Effort) -> Document:
    return Document(
        kind="effort",
        key=str(effort.pk),
        title=effort.issue.title,
        body=effort.body,
        at=effort.created_at,
        ward=effort.ward_id,
        category=effort.issue.category_id,
        lat=effort.issue.shown_lat,
        lng=effort.issue.shown_lng,
        public=effort.visibility == Visibility.PUBLIC,
    )
