"""How well matching ranks, measured on a labelled set in memory; no database is asked.

The form of a set: `posts.jsonl`, `items.jsonl`, `match_labels.jsonl` (post, item, grade 0–3). Posts with at least one
grade from 1 on are asked; what is not labelled counts 0. Codes, words and meanings are derived from the texts.
"""

import json
import math
import random
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from statistics import mean
from typing import Any

import numpy as np

from community.taxonomy.codes import OFFERED, WANTED, CodeBook, shipped_codes
from community.taxonomy.models import HelpKind
from search.analysis.analyzer import Analyzer
from search.meaning.embedders import Embedder
from search.thesaurus.concepts import shipped

from . import conditions
from .meaning import aim
from .sides import AVAILABLE, Offer, Wanted
from .telling import telling

KINDS = {
    "人": HelpKind.PEOPLE, "モノ": HelpKind.THINGS, "場所": HelpKind.PLACES, "資金": HelpKind.MONEY,
    "情報": HelpKind.INFORMATION,
}  # fmt: skip
CITY = "大阪市全域"
AT_ONCE = 16  # texts
RESAMPLED = 2_000
MOST_CODES = 6
FIRST = 3


@dataclass(frozen=True)
class Labelled:
    """A set. `grades`: post → item → 0–3."""

    posts: list[dict[str, Any]]
    items: list[dict[str, Any]]
    grades: Mapping[str, Mapping[str, int]]

    @cached_property
    def asked(self) -> list[dict[str, Any]]:
        return [post for post in self.posts if any(self.grades.get(str(post["id"]), {}).values())]

    @cached_property
    def unavailable(self) -> set[str]:
        return {str(item["id"]) for item in self.items if item.get("status", AVAILABLE) != AVAILABLE}


def read(folder: Path) -> Labelled:
    """Raises OSError, ValueError or KeyError for a folder that holds no set."""
    grades: dict[str, dict[str, int]] = defaultdict(dict)
    for row in lines(folder / "match_labels.jsonl"):
        grades[str(row["post"])][str(row["item"])] = int(row["grade"])
    return Labelled(lines(folder / "posts.jsonl"), lines(folder / "items.jsonl"), grades)


def only(labelled: Labelled, posts: set[str]) -> Labelled:
    """The same set with these posts alone."""
    return Labelled([post for post in labelled.posts if str(post["id"]) in posts], labelled.items, labelled.grades)


def lines(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


@dataclass
class Sides:
    """Posts and items of a set as the ranker sees them, with all that is derived."""

    posts: Sequence[Mapping[str, Any]]
    items: Sequence[Mapping[str, Any]]
    by: Embedder
    analyzer: Analyzer = field(default_factory=lambda: Analyzer(shipped()))

    @cached_property
    def book(self) -> CodeBook:
        return CodeBook(shipped_codes(), self.analyzer)

    @cached_property
    def offers(self) -> list[Offer]:
        if self.by.is_there:
            self.book.vectors(OFFERED, wait=True)
        return [self._offer(item, self._passages.get(str(item["id"]))) for item in self.items]

    @cached_property
    def wanted(self) -> list[Wanted]:
        if self.by.is_there:
            self.book.vectors(WANTED, wait=True)
            for lang in {str(post["lang"]) for post in self.posts}:
                self.book.usual(lang, wait=True)
        return [self._wanted(post) for post in self.posts]

    @cached_property
    def counts(self) -> Counter[str]:
        """Word → how many offers use it."""
        return Counter(word for offer in self.offers for word in offer.words)

    @cached_property
    def questions(self) -> dict[str, np.ndarray]:
        """Post → the vector of its text alone."""
        return {str(post["id"]): self.by.query(text_of(post)) for post in self.posts} if self.by.is_there else {}

    @cached_property
    def _passages(self) -> dict[str, np.ndarray]:
        if not self.by.is_there:
            return {}
        texts = [text_of(item) for item in self.items]
        rows = [row for at in range(0, len(texts), AT_ONCE) for row in self.by.passages(texts[at : at + AT_ONCE])]
        return {str(item["id"]): row for item, row in zip(self.items, rows, strict=True)}

    def _offer(self, item: Mapping[str, Any], vector: np.ndarray | None) -> Offer:
        text, wards = text_of(item), set(item.get("wards") or ())
        terms = "。".join(str(item.get(name) or "") for name in ("conditions", "body"))
        return Offer(
            id=str(item["id"]),
            title=item["title"],
            body=item["body"],
            lang=item["lang"],
            kind=KINDS.get(item["kind"], ""),
            codes={it.slug: it.weight for it in self.book.find(text, side=OFFERED, most=MOST_CODES, vector=vector)},
            wards=frozenset(wards - {CITY}),
            whole_city=CITY in wards,
            anywhere=not wards,
            left=None if item.get("quantity") is None else int(item["quantity"]),
            conditions=str(item.get("conditions") or ""),
            excludes=conditions.excludes(terms, self.analyzer),
            limits=conditions.limits(str(item.get("conditions") or "")),
            is_asking=conditions.is_asking(item["title"], item["body"]),
            status=item.get("status") or AVAILABLE,
            owner=str(item.get("owner") or ""),
            languages=frozenset({item["lang"]}),
            words=frozenset(self.analyzer.document(text).words),
            vector=vector,
        )

    def _wanted(self, post: Mapping[str, Any]) -> Wanted:
        text, lang = text_of(post), str(post["lang"])
        vector = self.questions.get(str(post["id"]))
        found = self.book.find(text, side=WANTED, most=MOST_CODES, vector=vector)
        return Wanted(
            id=str(post["id"]),
            title=post["title"],
            body=post["body"],
            lang=lang,
            codes={it.slug: it.weight for it in found},
            ward=str(post.get("ward") or ""),
            languages=frozenset({lang}),
            words=telling(self.analyzer.document(text).words, self.counts, len(self.offers)),
            essence=frozenset(word for word in self.analyzer.document(post["title"]).words if word[0] == "@"),
            vector=aim(text, [it.slug for it in found], book=self.book, by=self.by, lang=lang),
        )


def text_of(thing: Mapping[str, Any]) -> str:
    """What a post or an item says, with its category or its skills."""
    more = " ".join(thing.get("skills") or ()) or str(thing.get("category") or "")
    return "\n".join(filter(None, (thing["title"], thing["body"], more)))


def ndcg(grades: Mapping[str, int], found: Sequence[str], most: int = 10) -> float:
    """With gain 2^grade − 1."""
    best = sorted(grades.values(), reverse=True)[:most]
    return _gain([grades.get(item, 0) for item in found[:most]]) / (_gain(best) or 1.0)


def _gain(grades: Sequence[int]) -> float:
    return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades))


def recall(grades: Mapping[str, int], found: Sequence[str], most: int = 20) -> float:
    relevant = {item for item, grade in grades.items() if grade}
    return len(relevant & set(found[:most])) / min(most, len(relevant))


def score(labelled: Labelled, found: Mapping[str, Sequence[str]], slices: Mapping[str, Mapping[str, str]]) -> dict:
    """`found`: post → items, best first. `slices`: name → post → value."""
    asked = [str(post["id"]) for post in labelled.asked]
    return _figures(labelled, asked, found) | {
        "slices": {
            f"{name}:{value}": _figures(labelled, [post for post in asked if of.get(post) == value], found)
            for name, of in slices.items()
            for value in sorted({of.get(post, "") for post in asked})
        }
    }


def _figures(labelled: Labelled, asked: Sequence[str], found: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    if not asked:
        return {"posts": 0}
    rows = [(labelled.grades[post], found[post]) for post in asked]
    return {
        "posts": len(rows),
        "ndcg@10": round(mean(ndcg(*row) for row in rows), 4),
        "recall@20": round(mean(recall(*row) for row in rows), 4),
        "first_three_unavailable": sum(len(labelled.unavailable & set(items[:FIRST])) for _grades, items in rows),
    }


def intervals(labelled: Labelled, found: Mapping[str, Sequence[str]]) -> dict[str, tuple[float, float]]:
    """Within which nDCG@10 and recall@20 lie, 95 %."""
    rows = [(labelled.grades[post], found[post]) for post in (str(post["id"]) for post in labelled.asked)]
    return {
        "ndcg@10_95": interval([ndcg(*row) for row in rows]),
        "recall@20_95": interval([recall(*row) for row in rows]),
    }


def ahead(labelled: Labelled, found: Mapping[str, Sequence[str]], other: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """How far one ranking is ahead of another, post by post, in nDCG@10."""
    posts = [str(post["id"]) for post in labelled.asked]
    apart = [ndcg(labelled.grades[post], found[post]) - ndcg(labelled.grades[post], other[post]) for post in posts]
    return {"by": round(mean(apart), 4), "95": interval(apart)}


def interval(worths: Sequence[float], *, seed: int = 1) -> tuple[float, float]:
    """Of their mean, 95 %, by drawing them again and again (percentile bootstrap)."""
    draw = np.random.default_rng(seed)
    means = draw.choice(np.asarray(worths), size=(RESAMPLED, len(worths))).mean(axis=1)
    low, high = np.percentile(means, [2.5, 97.5])
    return round(float(low), 4), round(float(high), 4)


def gini(shares: Sequence[float]) -> float:
    """How unequally something is shared out: 0 everybody the same, nearly 1 one has it all."""
    ordered, whole = sorted(shares), sum(shares)
    if not whole:
        return 0.0
    count = len(ordered)
    return round(sum((2 * place - count - 1) * it for place, it in enumerate(ordered, 1)) / (count * whole), 4)


def exposure(offers: Sequence[Offer], found: Mapping[str, Sequence[str]], most: int = 5) -> float:
    """The Gini of how often owners of what can be had stand among the first."""
    owner = {offer.id: offer.owner or offer.id for offer in offers if offer.status == AVAILABLE}
    shown = Counter(owner[item] for items in found.values() for item in items[:most] if item in owner)
    return gini([float(shown[name]) for name in set(owner.values())])


def slices(labelled: Labelled, sides: Sides) -> dict[str, dict[str, str]]:
    """Name of a slice → post → value."""
    said = {name: {str(post["id"]): str(post.get(name) or "") for post in labelled.asked} for name in ("lang", "kind")}
    return said | {"gap": gaps(labelled, sides)}


def gaps(labelled: Labelled, sides: Sides) -> dict[str, str]:
    """Post → how its texts reach most of its good items: by `words` they share, by `concepts` only, or by `nothing`."""
    held = {offer.id: offer.words for offer in sides.offers}
    wanted = {it.id: it for it in sides.wanted}
    found = {}
    for post in (str(post["id"]) for post in labelled.asked):
        kinds = Counter(
            _gap(wanted[post], held[item]) for item, grade in labelled.grades[post].items() if grade and item in held
        )
        found[post] = kinds.most_common(1)[0][0] if kinds else "nothing"
    return found


def _gap(wanted: Wanted, held: frozenset[str]) -> str:
    shared = {word for word in wanted.words if word in held and word[0] not in "#@~^"}
    if shared:
        return "words"
    named = {word[1:] for word in held if word[0] in "#@~^"}
    return "concepts" if named & {word[1:] for word in wanted.words if word[0] in "#@~"} else "nothing"


def pooled(found: Mapping[str, Mapping[str, Sequence[str]]], post: str, everything: Sequence[str]) -> list[str]:
    """What judges see for a post: the first 20 of every ranking and 10 by lot, shuffled the same way every time."""
    draw = random.Random(f"pool/{post}")  # noqa: S311 - a fair shuffle, no secret
    best = {item for ranking in found.values() for item in ranking[post][:20]}
    rest = sorted(set(everything) - best)
    chosen = sorted(best) + draw.sample(rest, min(10, len(rest)))
    draw.shuffle(chosen)
    return chosen
