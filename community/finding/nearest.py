"""Words near to what somebody typed: known words that differ by a letter or two, or begin so."""

import difflib
from functools import lru_cache

from community.areas.reference import wards
from search.analysis.letters import fold
from search.analysis.site import analyzer
from search.analysis.words import words_of
from search.thesaurus.concepts import Thesaurus

MOST_NEAR, MOST_BEGUN = 3, 5
LIKE = 0.6


def nearest_words(words: str) -> list[str]:
    """Up to three known words that look like these or like one of them; never these themselves."""
    known = _known(analyzer().thesaurus)
    asked = {fold(part) for part in [words, *words.split()]}
    found: dict[str, None] = {}
    for part in asked:
        for near in difflib.get_close_matches(part, known, n=MOST_NEAR, cutoff=LIKE):
            found[known[near]] = None
    return [word for word in found if fold(word) not in asked][:MOST_NEAR]


def begun_with(words: str) -> list[str]:
    """Known words that begin like this, in kana too: がい → 街灯."""
    begin = fold(words.strip())
    if not begin:
        return []
    known = _known(analyzer().thesaurus)
    found = sorted((len(letters), word) for letters, word in known.items() if letters.startswith(begin))
    areas = (ward for ward in wards().values() if fold(ward.label).startswith(begin) or ward.kana.startswith(begin))
    return list(dict.fromkeys([*(ward.label for ward in areas), *(word for _length, word in found)]))[:MOST_BEGUN]


@lru_cache(maxsize=2)
def _known(thesaurus: Thesaurus) -> dict[str, str]:
    """Every spelling and reading of the thesaurus, folded → the word as it is shown."""
    known: dict[str, str] = {}
    for concept in thesaurus.concepts.values():
        for name in (*concept.ja, *concept.official):
            known.setdefault(fold(name), name)
            known.setdefault("".join(word.reading or word.surface for word in words_of(name)), name)
        for word in (*concept.en, *concept.zh, *concept.ko, *concept.vi):
            known.setdefault(fold(word), word)
    for concept in thesaurus.concepts.values():
        for reading in concept.readings:
            known.setdefault(fold(reading), concept.name)
    return known
