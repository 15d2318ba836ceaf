"""Known concepts that unknown words may be another name of."""

import difflib
from functools import lru_cache

from .analysis.letters import fold
from .analysis.site import analyzer
from .thesaurus.concepts import Concept, Thesaurus

MOST = 3
LIKE = 0.7  # of difflib's likeness of letters, 0–1
NAMES = ("ja", "official", "readings", "en", "zh", "ko", "vi")


def concept_of(words: str) -> Concept | None:
    """The concept that has these very words among its names."""
    return analyzer().thesaurus.concepts.get(_known(analyzer().thesaurus).get(fold(words), ""))


def nearest(words: str) -> list[Concept]:
    """Up to three: what search takes the words for, then what is written nearly like them or one of them."""
    by = analyzer()
    found = dict.fromkeys(by.query(words).concepts)
    for part in dict.fromkeys([fold(words), *fold(words).split()]):
        found |= dict.fromkeys(_alike(by.thesaurus, part))
    return [by.thesaurus.concepts[concept] for concept in found][:MOST]


@lru_cache(maxsize=1_000)  # comparing with every name takes a while, and a report is opened often
def _alike(thesaurus: Thesaurus, word: str) -> list[str]:
    known = _known(thesaurus)
    return [known[near] for near in difflib.get_close_matches(word, known, MOST, LIKE)]


@lru_cache(maxsize=2)
def _known(thesaurus: Thesaurus) -> dict[str, str]:
    """Every name, folded → its concept's id."""
    known: dict[str, str] = {}
    for concept in thesaurus.concepts.values():
        for names in NAMES:
            for name in getattr(concept, names):
                known.setdefault(fold(name), concept.id)
    return known
