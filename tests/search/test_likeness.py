"""Posts by neighbours about the same trouble, written by somebody who saw nothing of search; and look-alikes.

`alike/posts.jsonl`: 90 posts `of` another one of the relevance set, `metres` from it; 30 of the same sort in another
ward, 30 at the same place about something else. The posts of the set have no coordinates: each place gets one here.
"""

import hashlib
import json
import math
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import search
from search import evaluation, scratch
from search.meaning import asking

SETS = Path(__file__).parent
METRES = 111_195.0  # of a degree
MOST, LEAST = 3, 0.2  # as beside the form


def lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (SETS / name).read_text(encoding="utf-8").splitlines()]


def dice(words: str) -> float:
    """The same number of 0–1 for the same words."""
    return int.from_bytes(hashlib.blake2b(words.encode(), digest_size=8).digest(), "big") / 2**64


def moved(place: tuple[float, float], metres: float, name: str) -> tuple[float, float]:
    angle = 2 * math.pi * dice(name)
    lat = place[0] + metres * math.sin(angle) / METRES
    return lat, place[1] + metres * math.cos(angle) / METRES / math.cos(math.radians(lat))


def place_of(post: dict[str, Any]) -> tuple[float, float]:
    """Wards lie some kilometres apart, places of a ward within 1,200 m, posts within 150 m of their place."""
    ward = moved((34.68, 135.5), 2_000 + 6_000 * dice(f"far {post['ward']}"), post["ward"])
    name = f"{post['ward']} {post.get('place', '')}"
    return moved(moved(ward, 1_200 * math.sqrt(dice(f"far {name}")), name), 150 * dice(f"far {post['id']}"), post["id"])


def placed(post: dict[str, Any], place: tuple[float, float], key: str) -> search.Document:
    return replace(evaluation._document(post), key=key, ward=post["ward"][:5], lat=place[0], lng=place[1])


class PlacedPosts(evaluation.PostSource):
    def documents(self, keys: Iterable[str]) -> Iterable[search.Document]:
        return [placed(self._posts[key], place_of(self._posts[key]), key) for key in keys if key in self._posts]


def test_set_has_both_the_same_and_look_alikes():
    asked = lines("alike/posts.jsonl")

    assert sum(one["same"] for one in asked) == 90 and len(asked) == 150
    assert {one["of"] for one in asked} <= {post["id"] for post in lines("relevance/posts.jsonl")}


@pytest.mark.full
@pytest.mark.timeout(900)
@pytest.mark.parametrize(("meaning", "recall", "precision"), [("none", 0.9, 0.55), ("", 0.9, 0.55)])
def test_the_same_is_found_and_half_of_what_is_shown_is_the_same(
    committed, settings, monkeypatch, meaning, recall, precision
):
    settings.EMBEDDINGS_URL = meaning
    monkeypatch.setattr(asking, "PATIENCE", 30.0)
    posts = {post["id"]: post for post in lines("relevance/posts.jsonl")}
    asked = lines("alike/posts.jsonl")
    source = PlacedPosts(posts.values())

    with scratch.scratch(source):
        scratch.fill(source)
        first = {one["id"]: _like(one, posts, limit=5, least=0.0) for one in asked if one["same"]}
        shown = {one["id"]: _like(one, posts, limit=MOST, least=LEAST) for one in asked}

    of = {one["id"]: one["of"] if one["same"] else None for one in asked}
    found = sum(of[name] in keys for name, keys in first.items()) / len(first)
    right = sum(of[name] in keys for name, keys in shown.items())
    precise = right / sum(map(len, shown.values()))
    assert found >= recall and precise >= precision, (found, precise, right / len(first))


def _like(one: dict[str, Any], posts: dict[str, Any], *, limit: int, least: float) -> list[str]:
    there = place_of(posts[one["of"]])
    here = place_of(one) if one["metres"] is None else moved(there, one["metres"], one["id"])
    document = placed(one | {"place": ""}, here, "")
    return [hit.key for hit in search.similar(document, user=None, kinds=("post",), limit=limit, least=least)]
