"""How well search finds, measured on a labelled set in an index of its own.

The form of a set and the figures: docs/search.md. A post is relevant from grade 2 on; what is not labelled counts 0.
"""

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from statistics import mean
from typing import Any

from django.utils import timezone

from .documents import Document, Query
from .registry import SearchSource

KIND = "post"
RELEVANT = 2


@dataclass(frozen=True)
class Asking:
    """One query of a set with its grades: post → 0–3."""

    id: str
    lang: str
    style: str
    words: str
    grades: dict[str, int] = field(default_factory=dict)

    @property
    def relevant(self) -> set[str]:
        return {post for post, grade in self.grades.items() if grade >= RELEVANT}


class PostSource(SearchSource):
    """The posts of a set; everybody may see them."""

    kind = KIND

    def __init__(self, posts: Iterable[dict[str, Any]]) -> None:
        self._posts = {str(post["id"]): post for post in posts}

    def documents(self, keys: Iterable[str]) -> Iterable[Document]:
        return [_document(self._posts[key]) for key in keys if key in self._posts]

    def visible(self, keys: Iterable[str], user: Any) -> set[str]:
        return set(keys)

    def all_keys(self) -> Iterable[str]:
        return list(self._posts)


def read(folder: Path) -> tuple[list[dict[str, Any]], list[Asking]]:
    """Posts and queries with at least one relevant post. Raises OSError or ValueError for a set that is not one."""
    grades: dict[str, dict[str, int]] = defaultdict(dict)
    for row in _lines(folder / "search_labels.jsonl"):
        grades[str(row["q"])][str(row["post"])] = int(row["grade"])
    asked = [
        Asking(str(row["id"]), row["lang"], row["style"], row["query"], grades[str(row["id"])])
        for row in _lines(folder / "queries.jsonl")
    ]
    return list(_lines(folder / "posts.jsonl")), [one for one in asked if one.relevant]


def score(asked: Sequence[Asking], found: Mapping[str, list[str]]) -> dict[str, Any]:
    """recall@10, nDCG@10, recall@100 and empty answers, whole and by style and language. `found`: query → posts."""
    rows = [(one, found[one.id]) for one in asked]
    return _figures(rows) | {
        "slices": {
            f"{name}:{value}": _figures([row for row in rows if getattr(row[0], name) == value])
            for name in ("style", "lang")
            for value in sorted({getattr(one, name) for one in asked})
        }
    }


def by_search(words: str) -> list[str]:
    """The posts that the site's own search finds, best first."""
    from . import verbs

    return [hit.key for hit in verbs.search(Query(words=words, kinds=(KIND,)))]


def recall(asking: Asking, found: Sequence[str], most: int) -> float:
    return len(asking.relevant & set(found[:most])) / min(most, len(asking.relevant))


def ndcg(asking: Asking, found: Sequence[str], most: int = 10) -> float:
    """With gain 2^grade − 1."""
    best = sorted(asking.grades.values(), reverse=True)[:most]
    return _gain([asking.grades.get(post, 0) for post in found[:most]]) / (_gain(best) or 1.0)


def _gain(grades: Sequence[int]) -> float:
    return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades))


def _figures(rows: Sequence[tuple[Asking, list[str]]]) -> dict[str, Any]:
    if not rows:
        return {"queries": 0}
    return {
        "queries": len(rows),
        "recall@10": round(mean(recall(one, found, 10) for one, found in rows), 4),
        "ndcg@10": round(mean(ndcg(one, found) for one, found in rows), 4),
        "recall@100": round(mean(len(one.relevant & set(found[:100])) / len(one.relevant) for one, found in rows), 4),
        "empty": sum(not found for _one, found in rows),
    }


def _lines(path: Path) -> Iterable[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def _document(post: dict[str, Any]) -> Document:
    place = " ".join(filter(None, (post.get("ward"), post.get("place"), post.get("category"))))
    return Document(
        kind=KIND,
        key=str(post["id"]),
        title=str(post.get("title") or ""),
        body=f"{post.get('body') or ''}\n{place}",
        at=_moment(post.get("posted")),
        lang=str(post.get("lang") or "")[:5],
    )


def _moment(said: Any) -> datetime:
    try:
        moment = datetime.fromisoformat(str(said))
    except ValueError:
        moment = datetime(2026, 1, 1)
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)
