"""Things that are about the same, nearby: "already posted?" and "similar posts".

What a text is about (its concepts) counts most, since polite words are in every post; then rare words and its meaning.
Far away it may be the same sort of trouble, but not the same. Shares and bounds were fitted on tests/search/alike.
"""

import math

from .analysis.analyzer import Analyzer
from .documents import Document, Query
from .engines.base import Engine
from .meaning import nearness
from .meaning.embedders import embedder
from .ranking import Candidate, Ranked, Rarity

MOST_TOKENS, DEEPEST, MOST = 16, 300, 150
ABOUT, WORDS, MEANING = 0.6, 0.2, 0.2  # shares of the score; together 1
FLOOR, SPREAD = 0.84, 0.06  # of cosines between two posts
FAR = 0.1  # what is left of the score at the other end of the city
NEAR = 400.0  # metres at which a place counts for about a third
METRES = 111_195.0  # of a degree of latitude


def alike(document: Document, query: Query, analyzer: Analyzer, engine: Engine) -> list[Ranked]:
    """Entries like a document that may be in no index yet, best first; scores are 0–1."""
    tokens = [token for token in analyzer.document(document.text).words if token[0] not in "^!"]
    kept = engine.counted(tokens)
    rarity = Rarity(kept.total, kept.counts)
    about = {token: rarity.of(token) for token in tokens if token[0] in "@~"}
    words = {token: rarity.of(token) for token in tokens if token[0] not in "@~"}
    found = engine.fetch(_proposed(about | words, query, engine), query)
    near = nearness.of(document.text) if embedder().is_ours else None  # it may be a draft, or hidden
    found = near.known(found) if near else found
    ranked = [Ranked(it, _score(document, it, about, words)) for it in found]
    return sorted(ranked, key=lambda it: (-it.score, -it.candidate.at.timestamp()))


def _proposed(idfs: dict[str, float], query: Query, engine: Engine) -> list[int]:
    wanted = sorted(idfs, key=lambda token: (token[0] not in "@~", -idfs[token]))[:MOST_TOKENS]
    return engine.adding_up([([token], idfs[token]) for token in wanted], query, limit=MOST, deepest=DEEPEST)


def _score(document: Document, it: Candidate, about: dict[str, float], words: dict[str, float]) -> float:
    held = set(it.words.split())
    named = {token[1:] for token in held if token[0] in "@~"}
    concepts = {token[1:]: idf for token, idf in about.items()}
    meaning = 0.0 if it.cosine is None else min(max((it.cosine - FLOOR) / SPREAD, 0.0), 1.0)
    same = ABOUT * _share(concepts, named) + WORDS * _share(words, held) + MEANING * meaning
    return same * (FAR + (1 - FAR) * _nearness(document, it))


def _share(wanted: dict[str, float], held: set[str]) -> float:
    whole = sum(wanted.values())
    return sum(idf for token, idf in wanted.items() if token in held) / whole if whole else 0.0


def _nearness(document: Document, it: Candidate) -> float:
    """1 for a document that says no place."""
    if not document.ward and document.lat is None:
        return 1.0
    if None not in (document.lat, document.lng, it.lat, it.lng):
        return math.exp(-metres(document.lat, document.lng, it.lat, it.lng) / NEAR)
    return 0.5 if document.ward == it.ward else 0.0


def metres(lat: float, lng: float, other_lat: float, other_lng: float) -> float:
    """Between two places of one city; the earth's curve does not matter there."""
    east = (other_lng - lng) * math.cos(math.radians(lat))
    return math.hypot(other_lat - lat, east) * METRES
