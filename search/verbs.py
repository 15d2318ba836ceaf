"""The public verbs. Every hit is checked again against what its source lets the person see."""

from collections import defaultdict
from typing import Any

from .analysis import query_words, word_tokens
from .documents import Hit, Query
from .engines import engine
from .registry import source_of

MOST_SUGGESTIONS = 8


def search(query: Query) -> list[Hit]:
    """Things that hold every word of the query, newest first, at most `query.limit`; [] for an empty query."""
    found = engine().find(query)
    seen = _visible(found, query.user)
    return [Hit(kind, key) for kind, key in found if (kind, key) in seen]


def suggest(words: str, *, user: Any, kinds: tuple[str, ...] = ()) -> list[str]:
    """Up to 8 titles of things that hold these words, newest first."""
    hits = search(Query(words=words, user=user, kinds=kinds, limit=MOST_SUGGESTIONS * 4))
    titles = engine().titles([(hit.kind, hit.key) for hit in hits])
    shown = dict.fromkeys(titles[hit.kind, hit.key] for hit in hits if (hit.kind, hit.key) in titles)
    return list(shown)[:MOST_SUGGESTIONS]


def similar(
    text: str, *, user: Any, kinds: tuple[str, ...] = (), ward: str = "", limit: int = 3, least: float = 0.2
) -> list[Hit]:
    """Things whose words overlap with `text`, best first; `score` is the share of the text's tokens they hold."""
    found = engine().overlap(text, kinds=kinds, ward=ward, limit=limit * 4)
    seen = _visible([(kind, key) for kind, key, _share in found], user)
    hits = [Hit(kind, key, score) for kind, key, score in found if (kind, key) in seen and score >= least]
    return hits[:limit]


def explain(query: Query, hit: Hit) -> tuple[str, ...]:
    """The words of the query that this hit holds, as they were folded."""
    text = f" {engine().text_of(hit.kind, hit.key)}"
    return tuple(word for word in query_words(query.words) if f" {' '.join(word_tokens(word)[0])}" in text)


def _visible(found: list[tuple[str, str]], user: Any) -> set[tuple[str, str]]:
    keys: dict[str, list[str]] = defaultdict(list)
    for kind, key in found:
        keys[kind].append(key)
    return {(kind, key) for kind, some in keys.items() for key in source_of(kind).visible(some, user)}
