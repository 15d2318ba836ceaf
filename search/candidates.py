"""Which entries are worth ranking: those that answer every part of a query first, then those that answer rare parts.

The newest of many are taken: of a thousand posts about parks nobody reads the last. What a site of any size costs is
bounded: at most MOST_WORDS lists of at most DEEPEST entries are read.
"""

from collections import defaultdict

from .analysis.analyzer import Asked
from .documents import Query
from .engines.base import Engine, Phrase
from .ranking import Candidate, Rarity

MOST_BY_WORDS, MOST_BY_MEANING = 400, 200
DEEPEST, MOST_WORDS, MOST_PAIRS = 1_000, 24, 16
FULL = 0.5  # a word that stands for a group at least so well answers it


def rarity_of(asked: Asked, engine: Engine) -> Rarity:
    wanted = {token for group in asked.groups for token in group.weights} | {f"={pair}" for pair in asked.pairs}
    return Rarity(engine.total(), engine.counts(wanted))


def by_words(asked: Asked, query: Query, engine: Engine, rarity: Rarity) -> list[int]:
    """Ids of up to 400 entries: with every part of the query, then those that add up to most of it."""
    whole = [[token for token, weight in group.weights.items() if weight >= FULL] for group in asked.groups]
    whole = [tokens for tokens in whole if tokens]
    found = dict.fromkeys(engine.having(whole, query, MOST_BY_WORDS) if whole else [])
    if len(found) < MOST_BY_WORDS:
        found |= dict.fromkeys(_adding_up(asked, query, engine, rarity))
    return list(found)[:MOST_BY_WORDS]


def every(asked: Asked, query: Query, engine: Engine) -> list[Candidate]:
    """Entries that hold every run of letters of the query, or what stands for all its words; newest first."""
    if not asked.phrases:
        return []
    return _newest_first(engine.fetch(engine.phrases(_phrases(asked, query), query, query.limit), query, words=False))


def _phrases(asked: Asked, query: Query) -> list[Phrase]:
    """One run alone may also be answered by names; where there are several, each has its own words."""
    groups = [] if query.as_written else [_named(group.weights) for group in asked.groups]
    alone = len(asked.phrases) == 1 and groups and all(groups)
    return [Phrase(parts, is_beginning, groups if alone else []) for parts, is_beginning in asked.phrases]


def _named(weights: dict[str, float]) -> list[str]:
    return [token for token, weight in weights.items() if weight >= FULL and token[0] not in "~^"]


def _adding_up(asked: Asked, query: Query, engine: Engine, rarity: Rarity) -> list[int]:
    """Ids of entries by what their words are worth for this query, from the rarest words on."""
    worth: dict[int, float] = defaultdict(float)
    wanted = [(rarity.of(token), weight, token) for group in asked.groups for token, weight in group.weights.items()]
    for idf, weight, token in sorted(wanted, reverse=True)[:MOST_WORDS]:
        for pk in engine.having([[token]], query, DEEPEST):
            worth[pk] += idf * weight
    pairs = sorted(((rarity.of(f"={pair}"), pair) for pair in asked.pairs), reverse=True)[:MOST_PAIRS]
    for idf, pair in pairs:
        for pk in engine.phrases([Phrase([pair], is_beginning=False, groups=[])], query, DEEPEST):
            worth[pk] += idf * 0.3
    return sorted(worth, key=lambda pk: (-worth[pk], -pk))[:MOST_BY_WORDS]


def _newest_first(candidates: list[Candidate]) -> list[Candidate]:
    return sorted(candidates, key=lambda it: (it.at, it.id), reverse=True)
