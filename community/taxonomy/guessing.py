"""Words of a post → the categories that it may belong to, for a person to choose from; nothing is chosen for anybody.

Three witnesses, each a share of all categories: concepts of the thesaurus and phrases that stand for a category
(`data/category_signs.json`), and the words that editors gave it. Shares and bound were fitted on the demo's posts, and
measured on others (tests/community/taxonomy/test_guessing.py). Without a model the phrases are missing.
"""

import json
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np

from search.analysis.analyzer import Analyzer
from search.analysis.site import analyzer, is_ready
from search.meaning.asking import vector_of
from search.meaning.embedders import embedder

from .models import Category
from .reference import categories
from .vectors import Vectors, kept

SIGNS = Path(__file__).resolve().parent / "data" / "category_signs.json"
TITLE, BODY = 1.5, 1.0  # how much a concept there says
NAMED, DESCRIBED, WORD = 1.0, 0.8, 0.5
MEANING = 20.0  # cosines differ by hundredths
LEAST = 0.5  # of the first: below, nothing is offered
MOST = 3
BETWEEN_WORDS = re.compile(r"[、,\n]")


@dataclass(eq=False)
class Guesser:
    """The categories of one site, with one thesaurus."""

    words: Mapping[str, tuple[str, ...]]
    by: Analyzer
    signs: Mapping[str, Mapping[str, list[str]]]
    _vectors: Vectors = field(default_factory=Vectors)

    def guess(self, title: str, body: str, vector: np.ndarray | None = None, *, wait: bool = False) -> list[str]:
        """Slugs, the likeliest first, MOST at most."""
        said = self._said(title, body)
        whole = sum(said.values())
        scores = {slug: worth / whole for slug, worth in said.items()} if whole else {}
        for slug, nearer in self._meant(vector, wait=wait).items():
            scores[slug] = scores.get(slug, 0.0) + MEANING * nearer
        best = sorted((slug for slug in scores if slug in self.words), key=lambda slug: -scores[slug])[:MOST]
        return best if best and scores[best[0]] >= LEAST else []

    def _said(self, title: str, body: str) -> dict[str, float]:
        found: dict[str, float] = defaultdict(float)
        for text, weight in ((title, TITLE), (body, BODY)):
            for token in self.by.document(text).words:
                slug = self._of_concept(token[1:]) if token[0] in "@~" else ""
                if slug:
                    found[slug] += weight * (NAMED if token[0] == "@" else DESCRIBED)
            for slug, words in self.words.items():
                if any(word in text for word in words):
                    found[slug] += weight * WORD
        return found

    def _of_concept(self, concept: str) -> str:
        """The category of a concept, or of the nearest wider one that has any."""
        known = (self._concepts.get(one, "") for one in (concept, *self.by.thesaurus.wider(concept)))
        return next(filter(None, known), "")

    def _meant(self, vector: np.ndarray | None, *, wait: bool) -> dict[str, float]:
        """How much nearer than usual the nearest phrase of a category is."""
        phrases = [(slug, phrase) for slug, signs in self.signs.items() for phrase in signs["phrases"]]
        texts = [phrase for _slug, phrase in phrases]
        rows = self._vectors.of("phrases", lambda by: kept(by.name, texts, by.passages), wait=wait)
        if vector is None or rows is None or rows.shape[1] != len(vector):
            return {}
        usual = rows @ rows.mean(axis=0)  # some phrases are near to everything
        nearest: dict[str, float] = {}
        for (slug, _phrase), near in zip(phrases, (rows @ vector - usual).tolist(), strict=True):
            nearest[slug] = max(near, nearest.get(slug, -1.0))
        middle = float(np.median(list(nearest.values())))
        return {slug: near - middle for slug, near in nearest.items()}

    @cached_property
    def _concepts(self) -> dict[str, str]:
        return {concept: slug for slug, signs in self.signs.items() for concept in signs["concepts"]}


def guessed(title: str, body: str) -> list[Category]:
    """The categories of this site that a text may belong to; none while the process still reads its dictionary.

    A text is only shown to a model of our own: it is a draft.
    """
    if not f"{title}{body}".strip() or not is_ready():
        return []
    known = categories()
    words = tuple((slug, category.words) for slug, category in known.items())
    vector = vector_of(f"{title}\n{body}") if embedder().is_ours else None
    return [known[slug] for slug in _guesser(words, analyzer()).guess(title, body, vector)]


@lru_cache(maxsize=2)
def _guesser(words: tuple[tuple[str, str], ...], by: Analyzer) -> Guesser:
    split = {slug: tuple(filter(None, map(str.strip, BETWEEN_WORDS.split(text)))) for slug, text in words}
    return Guesser(split, by, json.loads(SIGNS.read_text(encoding="utf-8")))
