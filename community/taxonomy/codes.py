"""Text → sorts of help: 街灯が切れている asks for lights, an electrician, somebody who works at height.

Three witnesses: phrases of the codes that the text repeats, concepts of the thesaurus that stand for codes
(`data/concept_codes.json`), and how near the text's meaning is to the phrases. Each gives 0–1; the weight is their sum
by `SHARES`, 1 at most. Without a model the third is missing and weights are lower, in the same order more or less.
"""

import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from search.analysis.analyzer import Analyzer
from search.analysis.site import analyzer
from search.meaning.asking import vector_of
from search.meaning.embedders import embedder

from .reference import usable_codes
from .vectors import Vectors, kept

DATA = Path(__file__).resolve().parent / "data"
WANTED, OFFERED = "wanted", "offered"
SHARES = {"concepts": 0.6, "phrases": 0.3, "meaning": 0.4}
LEAST = 0.15  # of a weight worth telling
NAMED, DESCRIBED, WIDER = 1.0, 0.8, 0.6  # how far a concept of the text stands for its codes
WHOLE, PART = 0.99, 0.5  # shares of a phrase: it is repeated; it is hinted at
LANGUAGES = ("ja", "en", "zh", "ko", "vi")
EVERY, SOME = 9, 3  # concepts of the thesaurus, and names of each, that stand for a language
NEAR = 0.06  # of a cosine above the usual one: as near as phrases come


class CodeFound(NamedTuple):
    """A code that a text speaks of: `weight` 0–1, `why` the phrase or the concept's name that told (empty: meaning)."""

    slug: str
    weight: float
    why: str


@dataclass(frozen=True)
class Code:
    """A sort of help as texts are compared with it."""

    slug: str
    kind: str
    group: str
    name: str
    wanted: tuple[str, ...]
    offered: tuple[str, ...]


@dataclass(frozen=True)
class _Phrase:
    slug: str
    words: str
    lemmas: frozenset[str]


@dataclass(eq=False)
class CodeBook:
    """All codes with one analyzer. It does not change; vectors of phrases are made once, beside whoever asks."""

    codes: tuple[Code, ...]
    by: Analyzer
    relations: Mapping[str, Mapping[str, Mapping[str, float]]] = field(default_factory=lambda: _relations())
    _vectors: Vectors = field(default_factory=Vectors)

    def find(
        self, text: str, *, side: str, kind: str | None = None, most: int = 5, vector: np.ndarray | None = None
    ) -> list[CodeFound]:
        """The codes that a text speaks of, the surest first. `side`: whether it wants or offers."""
        words = self.by.document(text).words
        witnesses = {
            "concepts": self._by_concepts(words, side),
            "phrases": self._by_phrases(frozenset(words), side),
            "meaning": self._by_meaning(vector, side),
        }
        found = []
        for code in self.codes:
            if kind in (None, code.kind):
                told = {name: said.get(code.slug, (0.0, "")) for name, said in witnesses.items()}
                weight = min(1.0, sum(SHARES[name] * worth for name, (worth, _why) in told.items()))
                best = max(told, key=lambda name: SHARES[name] * told[name][0])
                found.append(CodeFound(code.slug, round(weight, 4), told[best][1]))
        found.sort(key=lambda it: (-it.weight, it.slug))
        return [it for it in found[:most] if it.weight >= LEAST]

    def _by_concepts(self, words: Iterable[str], side: str) -> dict[str, tuple[float, str]]:
        """Several concepts of one code make it surer; the strongest is why."""
        missing: dict[str, float] = defaultdict(lambda: 1.0)
        best: dict[str, tuple[float, str]] = {}
        for concept, sure in _concepts(words).items():
            for slug, share in self.relations.get(concept, {}).get(side, {}).items():
                worth = sure * share
                missing[slug] *= 1 - 0.8 * worth
                if worth > best.get(slug, (0.0, ""))[0]:
                    best[slug] = (worth, self.by.thesaurus.name(concept))
        return {slug: (1 - missing[slug], why) for slug, (_worth, why) in best.items()}

    def _by_phrases(self, words: frozenset[str], side: str) -> dict[str, tuple[float, str]]:
        found: dict[str, tuple[float, str]] = {}
        for phrase in self._phrases[side]:
            whole = sum(map(self._rarity, phrase.lemmas))
            share = sum(map(self._rarity, phrase.lemmas & words)) / whole if whole else 0.0
            worth = min(1.0, max(0.0, share - PART) / (WHOLE - PART))
            if worth > found.get(phrase.slug, (0.0, ""))[0]:
                found[phrase.slug] = (worth, phrase.words)
        return found

    def _by_meaning(self, vector: np.ndarray | None, side: str) -> dict[str, tuple[float, str]]:
        """How much nearer than usual the nearest phrase of a code is."""
        rows = None if vector is None else self.vectors(side)
        if vector is None or rows is None or rows.shape[1] != len(vector):
            return {}
        nearest: dict[str, float] = {}
        for phrase, cosine in zip(self._phrases[side], (rows @ vector).tolist(), strict=True):
            nearest[phrase.slug] = max(cosine, nearest.get(phrase.slug, -1.0))
        usual = float(np.median(list(nearest.values())))
        return {slug: (min(1.0, max(0.0, (near - usual) / NEAR)), "") for slug, near in nearest.items()}

    def vectors(self, side: str, *, wait: bool = False) -> np.ndarray | None:
        """The meanings of all phrases of a side, a row each; None while they are still being made."""
        return self._vectors.of(
            side, lambda by: kept(by.name, [it.words for it in self._phrases[side]], by.passages), wait=wait
        )

    def usual(self, lang: str, *, wait: bool = False) -> np.ndarray | None:
        """What questions in a language have in common whatever they ask: the mean of names from all over the thesaurus.

        Texts of one language are near each other, and some texts are near to everything: without this they would come
        first for every question. None while it is still being made.
        """
        known = lang if lang in LANGUAGES else LANGUAGES[0]
        names = [getattr(concept, known)[:SOME] for concept in self.by.thesaurus.concepts.values()]
        texts = ["、".join(some) for some in names[::EVERY] if some]
        made = self._vectors.of(
            known, lambda by: kept(by.name, texts, lambda some: [by.query(text) for text in some]), wait=wait
        )
        return None if made is None else made.mean(axis=0)

    def names(self, text: str, codes: Iterable[str]) -> list[str]:
        """Japanese names of what a text speaks of and of these codes: the same in whatever language it was written."""
        spoken = [self.by.thesaurus.name(word[1:]) for word in self.by.document(text).words if word[0] in "@~"]
        return list(
            dict.fromkeys([*spoken, *(code.name for slug in codes for code in self.codes if code.slug == slug)])
        )

    @cached_property
    def _phrases(self) -> dict[str, list[_Phrase]]:
        return {
            side: [
                _Phrase(code.slug, words, frozenset(w for w in self.by.document(words).words if w[0] not in "#@~^!"))
                for code in self.codes
                for words in getattr(code, side)
            ]
            for side in (WANTED, OFFERED)
        }

    @cached_property
    def _held(self) -> Counter[str]:
        """Word → how many codes use it."""
        by_code: dict[str, set[str]] = defaultdict(set)
        for phrase in (*self._phrases[WANTED], *self._phrases[OFFERED]):
            by_code[phrase.slug] |= phrase.lemmas
        return Counter(word for words in by_code.values() for word in words)

    def _rarity(self, word: str) -> float:
        return math.log(1 + len(self.codes) / self._held[word])


def codes_of(
    text: str, *, side: str, kind: str | None = None, most: int = 5, vector: np.ndarray | None = None
) -> list[CodeFound]:
    """What a text wants or offers, by the codes of this site. `vector`: its meaning, when the caller knows it already.

    A text is only shown to a model of our own: it may be a draft.
    """
    if vector is None and embedder().is_ours:
        vector = vector_of(text)
    return codebook().find(text, side=side, kind=kind, most=most, vector=vector)


def codebook() -> CodeBook:
    """The codes as editors left them, with this site's thesaurus."""
    return _book(_rows(), analyzer())


def shipped_codes() -> tuple[Code, ...]:
    """The codes that come with the product; no database is asked."""
    rows = json.loads((DATA / "need_codes.json").read_text(encoding="utf-8"))
    return tuple(_code(row) for row in rows if row["group"])


@lru_cache(maxsize=2)
def _book(codes: tuple[Code, ...], by: Analyzer) -> CodeBook:
    return CodeBook(codes, by)


def code_names() -> dict[str, str]:
    """Slug → name in the reader's language."""
    return {slug: code.label for slug, code in usable_codes().items()}


def _rows() -> tuple[Code, ...]:
    names = ("slug", "kind", "name", "wanted", "offered")
    return tuple(
        _code({name: getattr(code, name) for name in names} | {"group": code.group_id})
        for code in usable_codes().values()
    )


def _code(row: Mapping[str, Any]) -> Code:
    said = [tuple(filter(None, map(str.strip, row.get(side, "").splitlines()))) for side in (WANTED, OFFERED)]
    return Code(row["slug"], row["kind"], row["group"], row["name"], *said)


@lru_cache(maxsize=1)
def _relations() -> dict[str, dict[str, dict[str, float]]]:
    return json.loads((DATA / "concept_codes.json").read_text(encoding="utf-8"))


def _concepts(words: Iterable[str]) -> dict[str, float]:
    """Concept of a text → how sure it is."""
    sure = {"@": NAMED, "~": DESCRIBED, "^": WIDER}
    found: dict[str, float] = {}
    for word in words:
        if word[0] in sure:
            found[word[1:]] = max(sure[word[0]], found.get(word[1:], 0.0))
    return found
