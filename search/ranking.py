"""The order of what an engine proposes. One function for all engines: the same candidates, the same order.

What a candidate is worth: how much of the query it answers, by words and by what they name (rare ones count more, a
long text a little less), how many pairs of letters it shares, and how near its meaning is. The weights were fitted on
the labelled set of tests/search/relevance; docs/decisions/0008-search.md says how.
"""

import math
from collections.abc import Iterable, KeysView, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from .analysis.analyzer import Asked, Group

FLOOR, SPREAD = 0.78, 0.14  # cosines of the model lie between 0.75 and 0.92: only differences count
LENGTH, USUAL_LENGTH = 0.15, 12  # words
LEAST_PAIRS, LEAST_MEANING = 0.5, 0.45  # of a hit that answers with no word at all


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
    at: datetime
    words: frozenset[str] = frozenset()
    pairs: str = ""  # each with a space before and after it
    vector: int | None = None
    cosine: float | None = None


@dataclass(slots=True)
class Signs:
    """How a candidate answers a query, each 0–1."""

    words: float = 0.0
    named: float = 0.0
    narrower: float = 0.0
    pairs: float = 0.0
    meaning: float = 0.0
    short: float = 0.0

    @property
    def is_answer(self) -> bool:
        """Whether it is worth showing at all."""
        return self.by_words or self.meaning >= LEAST_MEANING

    @property
    def by_words(self) -> bool:
        """Whether words or letters of the query are answered, not its meaning alone."""
        return self.words > 0 or self.pairs >= LEAST_PAIRS


@dataclass(slots=True)
class Ranked:
    """A candidate with its worth, comparable within one answer; `fit` is that without how short it is."""

    candidate: Candidate
    score: float
    signs: Signs = field(default_factory=Signs)
    fit: float = 0.0


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
    """The candidates, best first; those worth the same newest first."""
    groups = [(group.weights, group.weights.keys(), rarity.of_group(group)) for group in asked.groups]
    total = sum(idf for _weights, _tokens, idf in groups) or 1.0
    pairs = [(f" {pair} ", rarity.of(f"={pair}")) for pair in asked.pairs]
    whole = sum(idf for _pair, idf in pairs) or 1.0
    signs = [(candidate, _signs(candidate, groups, total, pairs, whole)) for candidate in candidates]
    best = max((it.words for _candidate, it in signs), default=0.0) or 1.0
    ranked = []
    for candidate, it in signs:
        fit = _fit(it, best, weights)
        ranked.append(Ranked(candidate, fit + weights.short * it.short, it, fit))
    ranked.sort(key=lambda it: (it.candidate.at, it.candidate.id), reverse=True)
    return sorted(ranked, key=lambda it: -it.score)


def _fit(signs: Signs, best: float, weights: Weights) -> float:
    return (
        weights.words * signs.words / best
        + weights.named * signs.named
        + weights.narrower * signs.narrower
        + weights.pairs * signs.pairs
        + weights.meaning * signs.meaning
    )


def _signs(
    candidate: Candidate,
    groups: Sequence[tuple[dict[str, float], KeysView[str], float]],
    total: float,
    pairs: Sequence[tuple[str, float]],
    whole: float,
) -> Signs:
    """`groups` with their idfs, `total` together; `pairs` likewise, `whole` together."""
    held, letters = candidate.words, candidate.pairs
    matched = worth = named = narrower = shared = 0.0
    for weights, tokens, idf in groups:
        if held.isdisjoint(tokens):
            continue
        most = most_named = most_narrower = 0.0
        for token in held & tokens:
            weight = weights[token]
            most = max(most, weight)
            if token[0] == "@":
                most_named = max(most_named, weight)
            elif token[0] == "^":
                most_narrower = max(most_narrower, weight)
        matched += idf
        worth += idf * most
        named += idf * most_named
        narrower += idf * most_narrower
    for pair, idf in pairs:
        if pair in letters:
            shared += idf
    short = 1 / (1 + LENGTH * math.log(1 + len(held) / USUAL_LENGTH))
    return Signs(
        words=worth / total * matched / total * short,
        named=named / total * short,
        narrower=narrower / total * short,
        pairs=shared / whole,
        meaning=_meaning(candidate.cosine),
        short=short,
    )


def _meaning(cosine: float | None) -> float:
    return 0.0 if cosine is None else min(max((cosine - FLOOR) / SPREAD, 0.0), 1.0)
