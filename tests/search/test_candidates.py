"""What spares a search work changes nothing that it finds: facts of nearly all, counts that are kept, vectors known."""

import random
from datetime import timedelta

import numpy as np
import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

import search
from search import candidates, outbox, registry
from search.engines import counted, database
from search.meaning import embedders, vectors
from search.models import Vector
from search.ranking import Texts

NOON = timezone.now()
WORDS = ["街灯", "@lamp", "^lamp", "#13", "#131", "a", "ab", "abc", "abcd", "abcde", "!街灯", "𠮟る", "🐈", "街", "灯"]


class Shelf(search.SearchSource):
    kind = "book"

    def __init__(self) -> None:
        self.books: dict[str, search.Document] = {}

    def put(self, title: str, *, public: bool = True) -> str:
        key = str(len(self.books))
        at = NOON + timedelta(minutes=len(self.books))
        self.books[key] = search.Document("book", key, title, "", at=at, public=public)
        return key

    def documents(self, keys):
        return [self.books[key] for key in keys]

    def visible(self, keys, user):
        return {key for key in keys if self.books[key].public or user.is_authenticated}

    def all_keys(self):
        return list(self.books)


@pytest.fixture
def shelf(monkeypatch, settings, db):
    settings.EMBEDDINGS_URL = "none"
    monkeypatch.setattr(counted, "SMALL", 20)
    counted.forget()
    shelf = Shelf()
    monkeypatch.setitem(registry._sources, "book", shelf)
    yield shelf
    counted.forget()


def carry(shelf: Shelf) -> None:
    outbox.record_all("book", shelf.all_keys())
    outbox.drain(most=200)
    database().recount()
    counted.forget()


def found(words: str, **narrowed) -> set[str]:
    query = search.Query(words=words, user=AnonymousUser(), kinds=("book",), **narrowed)
    return {hit.key for hit in search.search(query)}


def test_hidden_things_do_not_stand_before_what_a_stranger_may_see(shelf, monkeypatch):
    """All that is newest is hidden, and hidden things are so few that they are looked at only afterwards."""
    monkeypatch.setattr(candidates, "MOST_BY_WORDS", 4)
    monkeypatch.setattr(candidates, "DEEPEST", 4)
    seen = {shelf.put("側溝のふた") for _n in range(3)}
    for _n in range(60):
        shelf.put("公園のブランコ")
    for _n in range(5):
        shelf.put("側溝のふた", public=False)
    carry(shelf)

    assert found("側溝") == seen


def test_facts_that_nearly_all_share_narrow_all_the_same(shelf):
    keys = [shelf.put("側溝のふた", public=nth % 15 > 0) for nth in range(30)]
    carry(shelf)
    query = search.Query(words="側溝", user=AnonymousUser(), kinds=("book",))

    assert database()._narrowing(query, roughly=True) == []
    assert found("側溝") == {key for key in keys if shelf.books[key].public}


def test_fact_of_few_is_looked_for_at_once(shelf):
    for nth in range(30):
        shelf.put("側溝のふた", public=nth % 2 > 0)
    carry(shelf)
    query = search.Query(words="側溝", user=AnonymousUser(), kinds=("book", "film"))

    assert database()._narrowing(query, roughly=True) == [["=public"]]
    assert database()._narrowing(query, roughly=False) == [["=book", "=film"], ["=public"]]


def test_counts_of_a_large_index_are_asked_once_a_minute(shelf, monkeypatch):
    for _n in range(30):
        shelf.put("側溝のふた")
    carry(shelf)
    first = database().counted(["側溝", "=側溝"])
    shelf.put("側溝の泥")
    carry_more = outbox.carry_over("book", ["30"])
    database().recount()

    assert not carry_more and first.counts == {"側溝": 30, "=側溝": 30}
    assert database().counted(["側溝", "泥"]).counts == {"側溝": 30, "=側溝": 30, "泥": 1}
    monkeypatch.setattr(counted, "FRESH", 0.0)
    assert database().counted(["側溝"]).counts == {"側溝": 31}


def test_counts_of_a_small_index_are_asked_each_time(shelf):
    shelf.put("側溝のふた")
    carry(shelf)
    assert database().counted(["側溝"]).counts == {"側溝": 1}
    shelf.put("側溝の泥")
    outbox.carry_over("book", ["1"])
    database().recount()

    assert database().counted(["側溝"]).counts == {"側溝": 2}


def test_texts_looked_through_at_once_hold_what_each_holds():
    chance = random.Random(7)
    texts = [chance.choices(WORDS, k=chance.randrange(6)) for _n in range(200)]
    held = Texts([f" {' '.join(words)} " if words else " " for words in texts])

    assert held.lengths.tolist() == list(map(len, texts))
    for word in [*WORDS, "abcdef", "🐕", "#1", "unknown"]:
        assert held.holding(word).tolist() == [float(word in words) for words in texts]


@pytest.mark.django_db
def test_question_that_is_asked_again_finds_what_has_come_and_not_what_has_gone(tmp_path, monkeypatch):
    class Given(embedders.Embedder):
        name = "given"

    monkeypatch.setattr(vectors, "embedder", Given)
    chance = np.random.default_rng(7)
    points = chance.normal(size=(60, 384))
    points /= np.linalg.norm(points, axis=1, keepdims=True)
    asked = points[0] + 0.1 * points[1]

    def put(numbers: range) -> None:
        Vector.objects.bulk_create(
            Vector(digest=str(nth), model="given", data=vectors.as_bytes(points[nth])) for nth in numbers
        )

    def nearest(file: vectors.File) -> list[tuple[int, float]]:
        return [(pk, round(cosine, 4)) for pk, cosine in file.nearest(asked, 8)]

    file, path = vectors.File(tmp_path / "vectors.bin"), tmp_path / "vectors.bin"
    for numbers in (range(10, 40), range(40, 60), range(10)):
        put(numbers)
        file.catch_up()
        assert nearest(file) == nearest(vectors.File(path)) and len(nearest(file)) == 8
    first = Vector.objects.get(digest="0")
    assert (
        nearest(file)[0][0] == first.pk and abs(nearest(file)[0][1] - asked @ points[0] / np.linalg.norm(asked)) < 0.01
    )
    first.delete()
    file.make_anew()

    assert nearest(file) == nearest(vectors.File(path)) and first.pk not in dict(nearest(file))
