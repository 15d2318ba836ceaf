"""How telling each word of a text is among all offers: what few speak of tells more."""

from collections.abc import Iterable, Mapping

from search.ranking import Rarity

MARKS = "@~^"  # a concept that is named, described, or wider than one of them


def telling(words: Iterable[str], counts: Mapping[str, int], total: int) -> dict[str, float]:
    """Word → its idf, for `Wanted.words`. `counts`: in how many of `total` offers; a concept counts under any mark."""
    held = {word: in_offers(word, counts, total) for word in words if word[0] != "!"}
    rarity = Rarity(total, held)
    return {word: rarity.of(word) for word in held}


def in_offers(word: str, counts: Mapping[str, int], total: int) -> int:
    if word[0] not in MARKS:
        return counts.get(word, 0)
    return min(total, sum(counts.get(f"{mark}{word[1:]}", 0) for mark in MARKS))
