"""The thesaurus of city life: what people, offices and visitors call the same thing, in five languages.

`concepts.tsv` beside this file is what comes with the product; what staff change in the admin lies over it. Columns
hold several entries with | between them; the first Japanese one is the concept's name.
"""

import csv
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

SHIPPED = Path(__file__).parent / "concepts.tsv"
LISTS = ("ja", "readings", "symptoms", "official", "en", "zh", "ko", "vi")


@dataclass(frozen=True)
class Concept:
    """One kind of thing, place, person, act, harm or need; `broader` is the id of the kind it belongs to."""

    id: str
    broader: str = ""
    ja: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()
    symptoms: tuple[str, ...] = ()
    official: tuple[str, ...] = ()
    en: tuple[str, ...] = ()
    zh: tuple[str, ...] = ()
    ko: tuple[str, ...] = ()
    vi: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return self.ja[0] if self.ja else self.id

    @classmethod
    def of_row(cls, row: Mapping[str, str]) -> "Concept":
        lists = {name: tuple(term.strip() for term in row[name].split("|") if term.strip()) for name in LISTS}
        return cls(id=row["id"], broader=row["broader"], **lists)


@dataclass(frozen=True, eq=False)
class Thesaurus:
    """All concepts by their ids; two are never equal, so that what was made of one can be kept by it."""

    concepts: Mapping[str, Concept] = field(default_factory=dict)

    def wider(self, concept: str) -> tuple[str, ...]:
        """The ids of the wider concepts of one, the nearest first; two steps at most."""
        found: list[str] = []
        while len(found) < 2 and concept in self.concepts and (broader := self.concepts[concept].broader):
            found.append(broader)
            concept = broader
        return tuple(found)

    def names(self, concept: str) -> tuple[str, ...]:
        """Japanese names of a concept, the everyday ones first."""
        return (*self.concepts[concept].ja, *self.concepts[concept].official) if concept in self.concepts else ()

    def name(self, concept: str) -> str:
        return self.concepts[concept].name if concept in self.concepts else concept

    @cached_property
    def fingerprint(self) -> str:
        """Changes whenever any word of it does."""
        return hashlib.sha256(repr(sorted(self.concepts.items())).encode()).hexdigest()[:12]


def shipped() -> Thesaurus:
    with SHIPPED.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return Thesaurus({row["id"]: Concept.of_row(row) for row in rows})


def joined(base: Thesaurus, over: Iterable[Concept]) -> Thesaurus:
    """The one with the concepts of the other in place of its own."""
    return Thesaurus({**base.concepts, **{concept.id: concept for concept in over}})
