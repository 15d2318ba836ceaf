"""The order of what an engine proposes. One function for all engines: the same candidates, the same order.

What a candidate is worth: how much of the query it answers, by words and by what they name (rare ones count more, a
long text a little less), how many pairs of letters it shares, and how near its meaning is. The weights were fitted on
the labelled set of tests/search/relevance; docs/decisions/0008-search.md says how.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from .analysis.analyzer import Asked, Group

FLOOR, SPREAD = 0.78, 0.14  # cosines of the model lie between 0.75 and 0.92: only differences count
LENGTH, USUAL_LENGTH = 0.15, 12  # words
LEAST_PAIRS, LEAST_MEANING = 0.5, 0.45  # of a hit that answers with no word at all
LEAST_FIT = 0.3  # of the best hit's: below it one of twenty hits is right
AT_ONCE = 4  # letters of a word that are compared as one number
ENCODING = "utf-16-le"  # two bytes a letter
EXACT = 9  # digits of a score: what differs less is worth the same


@dataclass(frozen=True)
class Weights:
    """How much each sign counts; fitted, see docs/decisions/0008-search.md."""

    words: float = 0.2  # all that answers the query, divided by the best candidate's
    named: float = 1.1  # concepts that are named
    narrower: float = 0.2  # concepts of which a narrower one is named
    pairs: float = 0.5  # pairs of letters
    meaning: float = 1.0
    short: float = 1.2  # a short text says less beside the point


@dataclass(slots=True)
class Candidate:
    """An entry as an engine proposes it; `vector` is the id of its vector, `cosine` that to the query, once known."""

    id: int
    kind: str
    key: str
    title: str
    ward: str
    category: str
    status: str
    lang: str
    lat: float | None
    lng: float | None
    public: bool
    at: datetime
    words: str = ""  # each with a space before and after it
    pairs: str = ""  # likewise
    vector: int | None = None
    cosine: float | None = None


@dataclass(slots=True)
class Ranked:
    """A candidate with its worth, comparable within one answer; how near its meaning is, 0–1."""

    candidate: Candidate
    score: float
    meaning: float = 0.0
    by_words: bool = True  # words or letters of the query are answered, not its meaning alone


class Rarity:
    """How telling a word is: idf over `total` entries, by how many of them hold it."""

    def __init__(self, total: int, counts: Mapping[str, int]) -> None:
        self._total, self._counts = max(total, 1), counts

    def of(self, token: str) -> float:
        return math.log(1 + self._total / (1 + self._counts.get(token, 0)))

    def of_group(self, group: Group) -> float:
        """As rare as the commonest of the words that stand for it in full; wider meanings do not count."""
        commonest = [self.of(token) for token, weight in group.weights.items() if weight >= 0.5]
        return min(commonest, default=max(map(self.of, group.weights), default=0.0))


def rank(asked: Asked, candidates: Iterable[Candidate], rarity: Rarity, weights: Weights) -> list[Ranked]:
    """The candidates that are worth showing, best first; those worth the same newest first."""
    found = sorted(candidates, key=lambda it: (it.at, it.id), reverse=True)
    if not found:
        return []
    held, letters = Texts([it.words for it in found]), Texts([it.pairs for it in found])
    short = 1 / (1 + LENGTH * np.log1p(held.lengths / USUAL_LENGTH))
    words, named, narrower = _answered(asked.groups, held, rarity) * short
    pairs, meaning = _shared(asked.pairs, letters, rarity), _meaning(found)
    fit = (
        weights.words * words / (words.max() or 1.0)
        + weights.named * named
        + weights.narrower * narrower
        + weights.pairs * pairs
        + weights.meaning * meaning
    )
    scores = np.round(fit + weights.short * short, EXACT)
    order = np.argsort(-scores, kind="stable")
    by_words = (words > 0) | (pairs >= LEAST_PAIRS)
    # Without the long tail: what fits much less than the first ones is not what was asked for.
    shown = (by_words | (meaning >= LEAST_MEANING)) & (fit >= LEAST_FIT * fit[order[:3]].max())
    order = order[shown[order]]
    signs = zip(order, scores[order].tolist(), meaning[order].tolist(), by_words[order].tolist(), strict=True)
    return [Ranked(found[place], *its) for place, *its in signs]


def _answered(groups: Sequence[Group], held: "Texts", rarity: Rarity) -> np.ndarray:
    """Three rows of 0–1: how much of the query each candidate answers, names, and names something narrower of."""
    matched, answers = np.zeros(held.count), np.zeros((3, held.count))
    total = 0.0
    for group in groups:
        idf, best = rarity.of_group(group), np.zeros((3, held.count))
        for token, weight in group.weights.items():
            worth = weight * held.holding(token)
            np.maximum(best[0], worth, out=best[0])
            if token[0] in "@^":
                row = best[1 + "@^".index(token[0])]
                np.maximum(row, worth, out=row)
        matched += idf * (best[0] > 0)
        answers += idf * best
        total += idf
    if total:
        answers /= total
        answers[0] *= matched / total
    return answers


def _shared(pairs: Sequence[str], letters: "Texts", rarity: Rarity) -> np.ndarray:
    """How many pairs of letters of the query each candidate has, 0–1."""
    shared, whole = np.zeros(letters.count), 0.0
    for pair in pairs:
        idf = rarity.of(f"={pair}")
        shared += idf * letters.holding(pair)
        whole += idf
    return shared / (whole or 1.0)


class Texts:
    """Texts of words, each with a space before it and one at the end, looked through all at once.

    Comparing them one by one would take half of the time of a search.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        written = [text.encode(ENCODING, "surrogatepass") for text in texts]
        self._ends = np.cumsum([len(text) // 2 for text in written])
        whole = b"".join([*written, bytes(2 * AT_ONCE)])
        self._letters = np.frombuffer(whole, np.uint16)
        is_space = self._letters[: self._ends[-1]] == ord(" ")
        self._begins = np.flatnonzero(is_space[:-1] & ~is_space[1:]) + 1
        self._firsts = np.ndarray(self._ends[-1], np.uint64, whole, strides=(2,))[self._begins]

    @property
    def count(self) -> int:
        return len(self._ends)

    @property
    def lengths(self) -> np.ndarray:
        """How many words each text has."""
        return np.diff(np.searchsorted(self._begins, self._ends), prepend=0)

    def holding(self, word: str) -> np.ndarray:
        """Which of the texts hold it, as 1 and 0."""
        letters = np.frombuffer(f"{word} ".encode(ENCODING, "surrogatepass"), np.uint16)
        firsts, mask = np.zeros((2, AT_ONCE), np.uint16)
        firsts[: len(letters)], mask[: len(letters)] = letters[:AT_ONCE], 0xFFFF
        places = self._begins[self._firsts & mask.view(np.uint64) == firsts.view(np.uint64)]
        for nth in range(AT_ONCE, len(letters)):
            places = places[self._letters.take(places + nth, mode="clip") == letters[nth]]
        found = np.zeros(self.count)
        found[np.searchsorted(self._ends, places, side="right")] = 1
        return found


def _meaning(found: Sequence[Candidate]) -> np.ndarray:
    cosines = np.array([FLOOR if it.cosine is None else it.cosine for it in found])
    return np.clip((cosines - FLOOR) / SPREAD, 0.0, 1.0)
