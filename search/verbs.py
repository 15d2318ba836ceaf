"""The public verbs. Every hit is checked again against what its source lets the person see."""

from collections import defaultdict
from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeVar

from . import candidates as proposed
from .analysis.analyzer import Analyzer, Asked
from .analysis.letters import fold
from .analysis.site import analyzer
from .documents import NEW, Answer, Document, Hit, Query, Reason
from .engines import database, engine, is_simple
from .engines.base import Engine
from .errors import EngineAway
from .meaning import nearness
from .meaning.embedders import embedder
from .ranking import Ranked, Weights, rank
from .reasons import marks, reasons_of
from .registry import source_of

Found = TypeVar("Found")
MOST_SUGGESTIONS = 8
WEIGHTS = Weights()
NAMED_WELL = 0.5  # a concept that stands for a part of the query at least so well


def answer(query: Query) -> Answer:
    """All that fits, best first (`query.sort`), at most `query.limit`; nothing for a query without words."""
    asked = proposed.as_written(_asked(query)) if query.as_written else _asked(query)
    if not asked.groups and not asked.pairs and not asked.phrases:
        return Answer([])
    if query.every:
        found, is_stand_in = _by_engine(lambda by: proposed.every(asked, query, by))
        return Answer(_visible([_hit(Ranked(candidate, 0.0)) for candidate in found], query), is_simple=is_stand_in)
    (ranked, lacks_meaning), is_stand_in = _by_engine(lambda by: _ranked(asked, query, by))
    hits = _visible([_hit(it) for it in ranked], query)
    if query.sort == NEW:
        hits.sort(key=lambda hit: hit.at, reverse=True)
    names = [] if query.as_written else _names(asked, query.words)
    return Answer(hits[: query.limit], names, is_stand_in or lacks_meaning)


def search(query: Query) -> list[Hit]:
    """The hits of `answer` alone."""
    return answer(query).hits


def suggest(words: str, *, user: Any, kinds: tuple[str, ...] = ()) -> list[str]:
    """Up to 8 titles that hold these words, newest first."""
    hits = search(Query(words=words, user=user, kinds=kinds, every=True, as_written=True, limit=MOST_SUGGESTIONS * 8))
    runs = fold(words).split()
    titles = dict.fromkeys(hit.title for hit in hits if all(run in fold(hit.title) for run in runs))
    return list(titles)[:MOST_SUGGESTIONS]


def similar(
    document: Document, *, user: Any, kinds: tuple[str, ...] = (), limit: int = 3, least: float = 0.2
) -> list[Hit]:
    """Things that are about the same, best first: by what they are about, words, ward and place; never itself."""
    from .likeness import alike

    query = Query(words="", user=user, kinds=kinds)
    found, _is_stand_in = _by_engine(lambda by: alike(document, query, analyzer(), by))
    hits = [_hit(it) for it in found if it.score >= least]
    hits = [hit for hit in hits if (hit.kind, hit.key) != (document.kind, document.key)]
    return _visible(hits[: limit * 4], query)[:limit]


def explain(query: Query, hit: Hit, text: str) -> list[Reason]:
    """Why this thing was found, by what stands in its text: the words themselves, other names, or its meaning."""
    return reasons_of(_asked(query), hit, text, analyzer())


def mark(query: Query, text: str) -> list[tuple[int, int]]:
    """Where in a text the words of the query stand, or what stands for them: (begin, end) in order, apart."""
    return marks(_asked(query), text, analyzer())


def _asked(query: Query) -> Asked:
    return _understood(analyzer(), query.words)


@lru_cache(maxsize=64)
def _understood(by: Analyzer, words: str) -> Asked:
    """Once for a page, though each of its rows asks why it was found."""
    return by.query(words)


def _by_engine(ask: Callable[[Engine], Found]) -> tuple[Found, bool]:
    """What the site's engine answers, or the database's own while that is away; and whether it had to stand in."""
    by = engine()
    try:
        return ask(by), is_simple(by)
    except EngineAway:
        return ask(database()), True


def _ranked(asked: Asked, query: Query, by: Engine) -> tuple[list[Ranked], bool]:
    """Candidates by words and by meaning, in order; and whether meaning could not be asked."""
    rarity = proposed.rarity_of(asked, by)
    near = None if query.as_written else nearness.of(_meant(asked, query.words, analyzer()))
    alike = by.near(near.vector, query, proposed.MOST_BY_MEANING) if near else []
    found = proposed.best(asked, query, by, rarity, alike)
    lacks_meaning = near is None and not query.as_written and embedder().is_there
    return rank(asked, near.known(found) if near else found, rarity, WEIGHTS), lacks_meaning


def _meant(asked: Asked, words: str, by: Analyzer) -> str:
    """The query as the model understands it best: kana and foreign words with the Japanese names of what they mean."""
    is_plain = any("一" <= letter <= "鿿" or "ァ" <= letter <= "ヶ" for letter in words)
    if is_plain and any(letter >= "ぁ" and letter <= "ゟ" for letter in words):
        return words
    names = [by.thesaurus.name(concept) for concept in asked.concepts]
    return " ".join(dict.fromkeys([words, *names]))


def _names(asked: Asked, words: str) -> list[str]:
    """What else was looked for: other names of the first things asked for."""
    thesaurus = analyzer().thesaurus
    found: list[str] = []
    for group in asked.groups[:2]:
        concepts = [token[1:] for token, weight in group.weights.items() if token[0] == "@" and weight >= NAMED_WELL]
        names = [thesaurus.names(concept) for concept in concepts]
        names.sort(key=lambda some: some.index(group.asked) if group.asked in some else len(some))
        found += [name for name in (names[0] if names else ())[:4] if name not in words]
    return list(dict.fromkeys(found))


def _hit(it: Ranked) -> Hit:
    found = it.candidate
    facts = {"ward": found.ward, "category": found.category, "status": found.status, "lang": found.lang}
    place = None if found.lat is None or found.lng is None else (found.lat, found.lng)
    return Hit(found.kind, found.key, it.score, found.at, found.title, facts, it.meaning, place, it.by_words)


def _visible(hits: list[Hit], query: Query) -> list[Hit]:
    keys: dict[str, list[str]] = defaultdict(list)
    for hit in hits:
        keys[hit.kind].append(hit.key)
    seen = {(kind, key) for kind, some in keys.items() for key in source_of(kind).visible(some, query.user)}
    return [hit for hit in hits if (hit.kind, hit.key) in seen]
