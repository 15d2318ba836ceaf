"""Cards as search sees them: only those that their people chose to show. Their names are not in the index."""

from collections.abc import Iterable
from typing import Any

from search import Document, SearchSource

from .models import VolunteerCard
from .permissions import words_are_shown


class PersonSource(SearchSource):
    kind = "person"

    def documents(self, keys: Iterable[str]) -> Iterable[Document]:
        found = VolunteerCard.objects.listed().filter(pk__in=_ids(keys)).with_card()
        return [_document(card) for card in found]

    def visible(self, keys: Iterable[str], user: Any) -> set[str]:
        seen = VolunteerCard.objects.visible_to(user).listed().filter(pk__in=_ids(keys))
        return {str(key) for key in seen.values_list("pk", flat=True)}

    def all_keys(self) -> Iterable[str]:
        found = VolunteerCard.objects.listed().order_by("pk")
        return (str(key) for key in found.values_list("pk", flat=True).iterator())


def _ids(keys: Iterable[str]) -> list[int]:
    return [int(key) for key in keys]


def _document(card: VolunteerCard) -> Document:
    """By what the page of the card shows: skills that are not sensitive, wards, and words where they are shown."""
    can = [code for code in card.can.all() if not code.sensitive]
    learn = [code.name for code in card.learn.all() if not code.sensitive]
    wards = list(card.wards.all())
    words = card.words if words_are_shown(card.person) else ""
    parts = [words, *(code.name_en for code in can), *learn, *(ward.name for ward in wards)]
    return Document(
        kind="person",
        key=str(card.pk),
        title="、".join(code.name for code in can),
        body="\n".join(part for part in parts if part),
        at=card.changed_at,
        ward=wards[0].pk if len(wards) == 1 else "",
        public=True,
    )
