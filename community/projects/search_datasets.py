"""Datasets as search sees them."""

from collections.abc import Iterable
from typing import Any

from search import Document, SearchSource

from .models import Dataset


class DatasetSource(SearchSource):
    kind = "dataset"

    def documents(self, keys: Iterable[str]) -> Iterable[Document]:
        found = Dataset.objects.visible_to(None).filter(pk__in=map(int, keys)).prefetch_related("wards")
        return [_document(dataset) for dataset in found]

    def visible(self, keys: Iterable[str], user: Any) -> set[str]:
        seen = Dataset.objects.visible_to(user).filter(pk__in=map(int, keys))
        return {str(key) for key in seen.values_list("pk", flat=True)}

    def all_keys(self) -> Iterable[str]:
        keys = Dataset.objects.visible_to(None).order_by("pk").values_list("pk", flat=True)
        return (str(key) for key in keys.iterator())


def _document(dataset: Dataset) -> Document:
    """Of one ward where it is of one alone."""
    areas = list(dataset.wards.all())
    wards = [words for ward in areas for words in (ward.name, ward.kana)]
    names = (dataset.title_en, dataset.about_en, dataset.publisher, dataset.publisher_en, dataset.format)
    return Document(
        kind="dataset",
        key=str(dataset.pk),
        title=dataset.title,
        body="\n".join(part for part in (dataset.about, *names, *wards) if part),
        at=dataset.created_at,
        ward=areas[0].pk if len(areas) == 1 else "",
    )
