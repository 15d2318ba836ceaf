"""Search the other way round: from one new thing to the queries that it fits, without asking each of them.

    a query ──▶ sought() ──▶ Sought, kept with it, and its anchors: at least one is held by everything that fits
    a thing ──▶ Seen ──▶ Seen.anchors ──▶ the queries kept under one of them ──▶ Seen.has, Seen.says

A thing fits when its facts agree and it holds every word, as written or by another name: what `Query.every` finds, and
of several runs of letters also what holds all by other names. Meaning, days and order play no part.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Self

from .analysis.analyzer import Analyzer
from .candidates import as_written, named
from .documents import Document, Query
from .engines.base import labels, labels_of

LONGEST_ANCHOR = 80  # characters
LETTERS = "&"  # stands before an anchor that is a pair of letters or a beginning; no word begins so


@dataclass(frozen=True)
class Wording:
    """What must be said: one word of each of `groups`, or else every run of `phrases`, pairs in a row and whether the
    last is only a beginning."""

    groups: list[list[str]]
    phrases: list[tuple[list[str], bool]]

    @property
    def kept(self) -> str:
        return json.dumps([self.groups, self.phrases], ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def read(cls, kept: str) -> Self:
        groups, phrases = json.loads(kept)
        return cls(groups, [(parts, is_beginning) for parts, is_beginning in phrases])

    @property
    def tokens(self) -> set[str]:
        """All whose number decides about the anchors, as `Engine.counts` wants them."""
        letters = {f"={pair}" for parts, _is_beginning in self.phrases for pair in parts}
        return letters | {token for group in self.groups for token in group}


@dataclass(frozen=True)
class Facts:
    """What must be so: one of each of `labels` (engines/base.py), inside `box` (south, west, north, east)."""

    labels: list[list[str]]
    box: tuple[float, ...] | None = None

    @property
    def kept(self) -> str:
        return json.dumps([self.labels, self.box], separators=(",", ":"))

    @classmethod
    def read(cls, kept: str) -> Self:
        found, box = json.loads(kept)
        return cls(found, tuple(box) if box else None)


@dataclass(frozen=True)
class Sought:
    """A query as it is kept to be found from things."""

    wording: Wording
    facts: Facts

    def anchors(self, counts: Mapping[str, int]) -> set[str]:
        """Few and rare by `counts` (`Engine.counts` of the wording's tokens); none when nothing at all is asked for."""
        found: set[str] = set()
        if self.wording.groups:
            found |= set(min(self.wording.groups, key=lambda group: sum(counts.get(token, 0) for token in group)))
        letters = [  # the last of equals: Chinese characters, which say more, stand behind kana
            (not (is_beginning and pair == parts[-1]), -counts.get(f"={pair}", 0), f"{LETTERS}{pair}")
            for parts, is_beginning in self.wording.phrases
            for pair in parts
        ]
        if letters:
            found.add(max(letters)[-1])
        if not found:
            found |= set(next((some for some in self.facts.labels if ":" in some[0]), ()))
        return {anchor[:LONGEST_ANCHOR] for anchor in found}


def sought(query: Query, analyzer: Analyzer) -> Sought:
    """What a query looks for in one thing."""
    asked = analyzer.query(query.words)
    if query.as_written:
        asked = as_written(asked)
    groups = [named(group.weights) for group in asked.groups]
    facts = Facts(labels(query), query.box)
    return Sought(Wording(groups if all(groups) else [], asked.phrases), facts)


class Seen:
    """One thing, analysed once for all queries."""

    def __init__(self, document: Document, analyzer: Analyzer) -> None:
        self.document = document
        found = analyzer.document(document.text)
        self.words = frozenset(found.words)
        self.labels = frozenset(labels_of(document))
        self._pairs = frozenset(found.pairs)
        self._letters = f" {' '.join(found.pairs)} "

    @cached_property
    def anchors(self) -> list[str]:
        """All under which a query may be kept that this thing fits."""
        begun = {f"{LETTERS}{pair[:length]}" for pair in self._pairs for length in range(1, len(pair) + 1)}
        return sorted({anchor[:LONGEST_ANCHOR] for anchor in self.words | self.labels | begun})

    def says(self, wording: Wording) -> bool:
        """Whether it holds every word; nothing asked for is always there."""
        if wording.groups and not any(self.words.isdisjoint(group) for group in wording.groups):
            return True
        if not wording.phrases:
            return not wording.groups
        return all(self._has_run(parts, is_beginning) for parts, is_beginning in wording.phrases)

    def has(self, facts: Facts) -> bool:
        if any(self.labels.isdisjoint(some) for some in facts.labels):
            return False
        return facts.box is None or self._is_in(*facts.box)

    def _has_run(self, parts: list[str], is_beginning: bool) -> bool:
        return f" {' '.join(parts)}{'' if is_beginning else ' '}" in self._letters

    def _is_in(self, south: float, west: float, north: float, east: float) -> bool:
        lat, lng = self.document.lat, self.document.lng
        return lat is not None and lng is not None and south <= lat <= north and west <= lng <= east
