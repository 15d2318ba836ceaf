"""Rankings to compare with: each orders all offers for one post by one thing alone."""

import math
import random
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from search.analysis.letters import tokens

from . import ranking, signals
from .evaluation import Sides, text_of
from .sides import Offer, Wanted
from .telling import MARKS
from .weights import Weights

K1, B = 1.2, 0.75  # of BM25, as everybody uses it


class Bm25:
    """Offers by the tokens they share with a post."""

    def __init__(self, texts: Sequence[Iterable[str]]) -> None:
        self._counts = [Counter(text) for text in texts]
        self._lengths = [sum(counts.values()) for counts in self._counts]
        self._usual = sum(self._lengths) / max(len(texts), 1) or 1.0
        self._held = Counter(token for counts in self._counts for token in counts)

    def worths(self, asked: Iterable[str]) -> list[float]:
        idfs = {token: self._idf(token) for token in set(asked) if token in self._held}
        return [
            sum(idf * self._times(counts[token], length) for token, idf in idfs.items() if counts[token])
            for counts, length in zip(self._counts, self._lengths, strict=True)
        ]

    def _idf(self, token: str) -> float:
        return math.log(1 + (len(self._counts) - self._held[token] + 0.5) / (self._held[token] + 0.5))

    def _times(self, count: int, length: int) -> float:
        return count * (K1 + 1) / (count + K1 * (1 - B + B * length / self._usual))


class Baselines:
    """All rankings of one set, by name: post's place in the set → ids, best first."""

    def __init__(self, sides: Sides, weights: Weights) -> None:
        self._sides, self._weights = sides, weights
        self.by_name: Mapping[str, Callable[[int], list[str]]] = {
            "random": self._random,
            "ward_category": lambda at: self._ordered(self._ward_category(at)),
            "bigrams": lambda at: self._ordered(self._pairs.worths(self._pairs_of(at))),
            "words": lambda at: self._ordered(self._words.worths(self._words_of(at))),
            "meaning": lambda at: self._ordered(self._cosines(at)),
            "codes": lambda at: self._ordered(self._each(at, signals.codes)),
            "blend": lambda at: ranked(self._sides.wanted[at], self._sides.offers, self._weights),
        }

    @property
    def signals(self) -> list[str]:
        """Those that the blend weighs."""
        shares = {name: share for name, share in self._weights.shares.items() if share}
        return [*shares, *self._weights.factors]

    def found(self, name: str) -> dict[str, list[str]]:
        """Post → ids, best first."""
        return {wanted.id: self.by_name[name](at) for at, wanted in enumerate(self._sides.wanted)}

    def without(self, signal: str) -> dict[str, list[str]]:
        """What the blend finds when a signal does not count."""
        weights = replace(
            self._weights,
            shares=_but(self._weights.shares, signal),
            shares_without_meaning=_but(self._weights.shares_without_meaning, signal),
            factors=_but(self._weights.factors, signal),
        )
        return {wanted.id: ranked(wanted, self._sides.offers, weights) for wanted in self._sides.wanted}

    def _ordered(self, worths: Sequence[float]) -> list[str]:
        offers = self._sides.offers
        return [offers[at].id for at in sorted(range(len(offers)), key=lambda at: -worths[at])]

    def _random(self, at: int) -> list[str]:
        ids = [offer.id for offer in self._sides.offers]
        random.Random(at).shuffle(ids)  # noqa: S311 - a fair shuffle, no secret
        return ids

    def _each(self, at: int, signal: Callable[[Wanted, Offer], float]) -> list[float]:
        return [signal(self._sides.wanted[at], offer) for offer in self._sides.offers]

    def _cosines(self, at: int) -> list[float]:
        """Of the post's own text and each offer's, as the model gives them."""
        vector = self._sides.questions.get(self._sides.wanted[at].id)
        return [0.0 if vector is None else float(vector @ offer.vector) for offer in self._sides.offers]

    def _ward_category(self, at: int) -> list[float]:
        """The ward is served and the post's category is spoken of: what a list with two filters finds."""
        said = set(self._sides.analyzer.document(str(self._sides.posts[at].get("category") or "")).words)
        places = self._each(at, signals.place)
        return [place + bool(said & offer.words) for place, offer in zip(places, self._sides.offers, strict=True)]

    @cached_property
    def _pairs(self) -> Bm25:
        return Bm25([tokens(text_of(item)) for item in self._sides.items])

    def _pairs_of(self, at: int) -> list[str]:
        return [pair for pair in tokens(text_of(self._sides.posts[at])) if len(pair) > 1]

    @cached_property
    def _words(self) -> Bm25:
        return Bm25([offer.words for offer in self._sides.offers])

    def _words_of(self, at: int) -> list[str]:
        wanted = self._sides.wanted[at]
        return [*wanted.plain, *(f"{mark}{concept}" for concept in wanted.concepts for mark in MARKS)]


def ranked(wanted: Wanted, offers: Sequence[Offer], weights: Weights) -> list[str]:
    return [it.offer for it in ranking.rank(wanted, offers, weights=weights)]


def _but(shares: Mapping[str, float], signal: str) -> dict[str, float]:
    kept = {name: share for name, share in shares.items() if name != signal}
    return kept if any(kept.values()) else dict(shares)
