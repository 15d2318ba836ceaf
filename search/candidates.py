"""Which entries are worth ranking: those that answer every part of a query first, then those that answer rare parts.

The newest of many are taken: of a thousand posts about parks nobody reads the last. What a site of any size costs is
bounded: some twenty lists of at most DEEPEST entries are read.
"""

from collections.abc import Sequence
from dataclasses import replace

from .analysis.analyzer import Asked
from .documents import Query
from .engines.base import Engine, Phrase, Worth
from .ranking import Candidate, Rarity

MOST_BY_WORDS, MOST_BY_MEANING = 200, 100
DEEPEST, MOST_PARTS, MOST_PAIRS = 400, 6, 8
MOST_TOGETHER = 5  # parts, the rarest: who holds all of them holds nearly all
ENOUGH = 0.8  # of what was looked for roughly
WEAK = 0.3  # of what counts in full
FULL = 0.5  # a word that stands for a group at least so well answers it


def rarity_of(asked: Asked, engine: Engine) -> Rarity:
    wanted = {token for group in asked.groups for token in group.weights} | {f"={pair}" for pair in asked.pairs}
    kept = engine.counted(wanted)
    return Rarity(kept.total, kept.counts)


def best(asked: Asked, query: Query, engine: Engine, rarity: Rarity, near: Sequence[Candidate] = ()) -> list[Candidate]:
    """Entries by words and those `near` in meaning, without what does not fit the query's narrowing."""
    known = {it.id for it in near}
    for roughly in (True, False):
        ids = by_words(asked, query, engine, rarity, roughly=roughly)
        others = [pk for pk in ids if pk not in known]
        found = engine.fetch(others, query)
        if len(found) >= ENOUGH * len(others):
            break
    return [*near, *found]


def by_words(asked: Asked, query: Query, engine: Engine, rarity: Rarity, *, roughly: bool = True) -> list[int]:
    """Ids of up to MOST_BY_WORDS entries: with every part of the query, with most of it, with its letters."""
    groups = sorted(asked.groups, key=rarity.of_group, reverse=True)[:MOST_TOGETHER]
    strong = [[token for token, weight in group.weights.items() if weight >= FULL] for group in groups]
    strong = [tokens for tokens in strong if tokens]
    found = dict.fromkeys(engine.having(strong, query, MOST_BY_WORDS, roughly=roughly) if strong else [])
    for worths in (_of_groups(asked, rarity), _of_pairs(asked, rarity)):
        if len(found) < MOST_BY_WORDS:
            more = engine.adding_up(worths, query, limit=MOST_BY_WORDS, deepest=DEEPEST, roughly=roughly)
            found |= dict.fromkeys(more)
    return list(found)[:MOST_BY_WORDS]


def every(asked: Asked, query: Query, engine: Engine) -> list[Candidate]:
    """Entries that hold every run of letters of the query, or what stands for all its words; newest first."""
    if not asked.phrases:
        return []
    return _newest_first(engine.fetch(engine.phrases(_phrases(asked, query), query, query.limit), query, words=False))


def as_written(asked: Asked) -> Asked:
    """The same without other names."""
    plain = [
        replace(group, weights={token: weight for token, weight in group.weights.items() if token[0] not in "#@~^"})
        for group in asked.groups
    ]
    return replace(asked, groups=[group for group in plain if group.weights])


def named(weights: dict[str, float]) -> list[str]:
    """The words of an entry that stand for a part of a query well enough to answer it."""
    return [token for token, weight in weights.items() if weight >= FULL and token[0] not in "~^"]


def _phrases(asked: Asked, query: Query) -> list[Phrase]:
    """One run alone may also be answered by names; where there are several, each has its own words."""
    groups = [] if query.as_written else [named(group.weights) for group in asked.groups]
    alone = len(asked.phrases) == 1 and groups and all(groups)
    return [Phrase(parts, is_beginning, groups if alone else []) for parts, is_beginning in asked.phrases]


def _of_groups(asked: Asked, rarity: Rarity) -> list[Worth]:
    """What each part of the query is worth, the rarest parts first: what stands for it well, and what hardly does."""
    groups = sorted(((rarity.of_group(group), group.weights) for group in asked.groups), key=lambda it: -it[0])
    worths: list[Worth] = []
    for idf, weights in groups[:MOST_PARTS]:
        strong = [token for token, weight in weights.items() if weight >= FULL]
        weak = [token for token, weight in weights.items() if weight < FULL]
        worths += [(tokens, idf * share) for tokens, share in ((strong, 1.0), (weak, WEAK)) if tokens]
    return worths


def _of_pairs(asked: Asked, rarity: Rarity) -> list[Worth]:
    pairs = sorted(((rarity.of(f"={pair}"), f"={pair}") for pair in asked.pairs), reverse=True)
    return [([pair], idf) for idf, pair in pairs[:MOST_PAIRS]]


def _newest_first(candidates: list[Candidate]) -> list[Candidate]:
    return sorted(candidates, key=lambda it: (it.at, it.id), reverse=True)
