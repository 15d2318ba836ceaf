"""Things that are about the same, nearby: "already posted?" and "similar posts".

What a text is about (its concepts) counts most, since polite words are in every post; then rare words, then place, and
a little of its meaning. The shares are a judgement, not fitted yet.
"""

import math
from collections import defaultdict

from .analysis.analyzer import Analyzer
from .documents import Document, Query
from .engines.base import Engine
from .meaning import nearness
from .meaning.embedders import embedder
from .ranking import Candidate, Ranked, Rarity

MOST_TOKENS, DEEPEST, MOST = 16, 300, 150
ABOUT, WORDS, PLACE, MEANING = 0.45, 0.25, 0.2, 0.1  # shares of the score; together 1
NEAR = 250.0  # metres at which a place counts for about a third
METRES = 111_195.0  # of a degree of latitude


def alike(document: Document, query: Query, analyzer: Analyzer, engine: Engine) -> list[Ranked]:
    """Entries like a document that may be in no index yet, best first; scores are 0–1."""
    tokens = [token for token in analyzer.document(document.text).words if token[0] not in "^!"]
    rarity = Rarity(engine.total(), engine.counts(tokens))
    about = {token: rarity.of(token) for token in tokens if token[0] in "@~"}
    words = {token: rarity.of(token) for token in tokens if token[0] not in "@~"}
    found = engine.fetch(_proposed(about | words, query, engine), query)
    near = nearness.of(document.text) if embedder().is_ours else None  # it may be a draft, or hidden
    found = near.known(found) if near else found
    ranked = [Ranked(it, _score(document, it, about, words)) for it in found]
    return sorted(ranked, key=lambda it: (-it.score, -it.candidate.at.timestamp()))


def _proposed(idfs: dict[str, float], query: Query, engine: Engine) -> list[int]:
    worth: dict[int, float] = defaultdict(float)
    for token in sorted(idfs, key=lambda token: (token[0] not in "@~", -idfs[token]))[:MOST_TOKENS]:
        for pk in engine.having([[token]], query, DEEPEST):
            worth[pk] += idfs[token]
    return sorted(worth, key=lambda pk: (-worth[pk], -pk))[:MOST]


def _score(document: Document, it: Candidate, about: dict[str, float], words: dict[str, float]) -> float:
    named = {token[1:] for token in it.words if token[0] in "@~"}
    concepts = {token[1:]: idf for token, idf in about.items()}
    meaning = 0.0 if it.cosine is None else min(max((it.cosine - 0.85) / 0.1, 0.0), 1.0)
    return (
        ABOUT * _share(concepts, named)
        + WORDS * _share(words, it.words)
        + PLACE * _nearness(document, it)
        + MEANING * meaning
    )


def _share(wanted: dict[str, float], held: set[str] | frozenset[str]) -> float:
    whole = sum(wanted.values())
    return sum(idf for token, idf in wanted.items() if token in held) / whole if whole else 0.0


def _nearness(document: Document, it: Candidate) -> float:
    if None not in (document.lat, document.lng, it.lat, it.lng):
        return math.exp(-metres(document.lat, document.lng, it.lat, it.lng) / NEAR)
    return 0.5 if document.ward and document.ward == it.ward else 0.0


def metres(lat: float, lng: float, other_lat: float, other_lng: float) -> float:
    """Between two places of one city; the earth's curve does not matter there."""
    east = (other_lng - lng) * math.cos(math.radians(lat))
    return math.hypot(other_lat - lat, east) * METRES
