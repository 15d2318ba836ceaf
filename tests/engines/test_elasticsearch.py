"""A real Elasticsearch proposes what the database does; it never decides what may be seen, and nobody waits for it."""

import threading
from datetime import timedelta

import numpy as np
import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from elasticsearch import ConflictError

import search
from community.issues import actions
from search import outbox, registry, scratch, verbs
from search.documents import Query
from search.engines import database, engine
from search.engines.elastic import carrying, documents, generations
from search.engines.elastic.client import client, reading
from search.engines.elastic.reading import ElasticEngine
from search.meaning import embedders, upkeep, vectors
from search.models import Generation, ServerItem, Vector
from tests import elastic, makers

pytestmark = [pytest.mark.django_db, pytest.mark.elastic, elastic.there]
NOW = timezone.now()


class Shelf(search.SearchSource):
    """Books by key, each with a title, all at one place and day unless told otherwise."""

    kind = "book"

    def __init__(self) -> None:
        self.books: dict[str, search.Document] = {}

    def put(self, key: str, title: str, **facts) -> None:
        self.books[key] = search.Document("book", key, title, "", at=facts.pop("at", NOW), **facts)

    def documents(self, keys):
        return [self.books[key] for key in keys if key in self.books]

    def visible(self, keys, user):
        return set(keys)

    def all_keys(self):
        return list(self.books)


@pytest.fixture
def shelf(monkeypatch):
    shelf = Shelf()
    monkeypatch.setattr(registry, "_sources", {"book": shelf})
    return shelf


def carry(*keys: str) -> None:
    outbox.record_all("book", keys)
    outbox.drain(most=1000)


def found(words: str, **how) -> list[str]:
    return [hit.key for hit in search.search(Query(words=words, kinds=("book",), **how))]


def on_server() -> dict[str, list[str]]:
    """key → words, as the live generation holds them."""
    generation = generations.live()
    client().indices.refresh(index=generation.name)
    hits = client().search(index=generation.name, size=1000)["hits"]["hits"]
    return {hit["_id"].partition(":")[2]: hit["_source"]["words"] for hit in hits}


@pytest.mark.usefixtures("search_server")
class TestProposals:
    def test_server_is_the_engine_and_answers(self, shelf):
        shelf.put("a", "街灯が消えています")
        carry("a")

        assert isinstance(engine(), ElasticEngine)
        assert verbs.answer(Query(words="街灯")).is_simple is False
        assert found("街灯") == ["a"]

    def test_counts_are_those_of_the_database(self, shelf):
        for nth in range(5):
            shelf.put(str(nth), "街灯" if nth % 2 else "公園のベンチ")
        carry(*shelf.books)
        wanted = ["街灯", "公園", "=ベン", "nothing"]

        database().recount()  # PostgreSQL counts once a night

        assert engine().counts(wanted)["街灯"] == 2
        assert {token: count for token, count in engine().counts(wanted).items() if count} == database().counts(wanted)
        assert engine().total() == 5

    def test_place_and_days_narrow_before_anything_is_cut_off(self, shelf):
        shelf.put("old", "側溝のふた", at=NOW - timedelta(days=50), lat=34.70, lng=135.50)
        for nth in range(450):
            shelf.put(f"n{nth}", "側溝のふた", lat=34.60, lng=135.40)
        carry(*shelf.books)

        assert found("側溝", box=(34.69, 135.49, 34.71, 135.51)) == ["old"]
        assert found("側溝", until=NOW - timedelta(days=1)) == ["old"]

    def test_nearest_vectors_are_those_of_the_exact_search(self, shelf, settings, monkeypatch, tmp_path):
        class Given(embedders.Embedder):
            name = "given"

        settings.SEARCH_FILES = tmp_path
        monkeypatch.setattr(vectors, "_files", {})
        for module in (upkeep, vectors, documents, generations):
            monkeypatch.setattr(module, "embedder", Given)
        random = np.random.default_rng(7)
        points = random.normal(size=(300, embedders.DIMENSIONS))
        for nth in range(300):
            shelf.put(str(nth), f"本の{nth}番")
        Vector.objects.bulk_create(
            Vector(
                digest=shelf.books[str(nth)].digest, model="given", data=vectors.as_bytes(point / np.linalg.norm(point))
            )
            for nth, point in enumerate(points)
        )
        generations.begin()
        carry(*shelf.books)
        vectors.site_file().catch_up()
        asked = random.normal(size=embedders.DIMENSIONS)
        asked /= np.linalg.norm(asked)

        near = engine().near(asked, Query(words="", kinds=("book",)), 50)

        exact = database().near(asked, Query(words="", kinds=("book",)), 50)
        assert len(near) == len(exact) == 50
        assert len({it.id for it in near} & {it.id for it in exact}) >= 48

    def test_what_the_server_still_holds_is_checked_again(self, shelf):
        issue = makers.issue(title="側溝のふた")
        registry.register(_issues())
        outbox.record("issue", issue.number)
        outbox.drain()
        held = on_server()

        actions.hide_issue(number=issue.number, by=makers.officer(), reason="確かめます。")

        assert str(issue.number) in held
        assert search.search(Query(words="側溝", kinds=("issue",))) == []


def _issues():
    from community.issues.search import IssueSource

    return IssueSource()


@pytest.mark.usefixtures("search_server")
class TestCarrying:
    def test_changed_and_gone_things_are_so_on_the_server(self, shelf):
        shelf.put("a", "街灯")
        shelf.put("b", "公園")
        carry("a", "b")
        shelf.put("a", "横断歩道")
        del shelf.books["b"]

        carry("a", "b")

        held = on_server()
        assert held.keys() == {"a"} and "横断" in " ".join(held["a"])
        assert not ServerItem.objects.exists()

    def test_batch_that_comes_late_undoes_nothing(self, shelf):
        shelf.put("a", "街灯")
        carry("a")
        late = generations.live().version
        shelf.put("a", "横断歩道")
        carry("a")

        with pytest.raises(ConflictError):
            client().index(
                index=generations.live().name,
                id="book:a",
                version=late,
                version_type="external",
                document={"words": ["街灯"]},
            )

        assert found("横断歩道") == ["a"] and list(generations.differences(generations.live())) == []

    def test_version_goes_on_rising_with_an_older_copy_of_the_database(self, shelf):
        shelf.put("a", "街灯")
        carry("a")
        Generation.objects.update(version=0)
        shelf.put("a", "横断歩道")

        carry("a")

        assert list(generations.differences(generations.live())) == []

    def test_two_workers_do_not_write_at_once(self, shelf):
        shelf.put("a", "街灯")
        outbox.record("book", "a")
        outbox._carry_over("book", ["a"])
        with database().alone("elastic") as is_alone:
            other: list[int] = []
            thread = threading.Thread(target=lambda: other.append(_drained()))
            thread.start()
            thread.join(20)

        assert is_alone and other == [0]

    def test_reconcile_finds_and_mends_what_is_missing_wrong_or_too_much(self, shelf, capsys):
        for key, title in (("a", "街灯"), ("b", "公園"), ("c", "道路")):
            shelf.put(key, title)
        carry("a", "b", "c")
        name = generations.live().name
        client().delete(index=name, id="book:a")
        client().update(index=name, id="book:b", doc={"stamp": "another"})
        client().index(index=name, id="book:ghost", document={"entry": 10**9, "stamp": "x"}, refresh=True)
        del shelf.books["c"]

        with pytest.raises(CommandError):
            call_command("search_reconcile", check=True)
        call_command("search_reconcile")
        client().indices.refresh(index=name)
        call_command("search_reconcile", check=True)

        assert on_server().keys() == {"a", "b"}
        said = capsys.readouterr().out
        assert "index: book c" in said and "search server: book ghost" in said


def _drained() -> int:
    from django.db import connections

    try:
        return carrying.drain()
    finally:
        connections.close_all()


@pytest.mark.usefixtures("search_server")
class TestGenerations:
    def test_another_one_is_filled_beside_the_live_one_and_takes_every_change(self, shelf, monkeypatch):
        monkeypatch.setattr(generations, "AT_ONCE", 2)
        for nth in range(5):
            shelf.put(str(nth), f"街灯 {nth}")
        carry(*shelf.books)
        before, after = generations.live(), generations.begin()
        generations.go_on()
        shelf.put("0", "公園")
        shelf.put("9", "街灯 9")
        outbox.record_all("book", ["0", "9"])
        for key in ("0", "9"):
            outbox.carry_over("book", [key])

        carrying.drain()
        client().indices.refresh(index=documents.alias())

        assert generations.live() == before and "9" in found("街灯")
        scratch.fill_server()
        assert generations.live() == after and "9" in found("街灯") and found("公園") == ["0"]
        assert list(generations.differences(after)) == []
        assert set(client().indices.get_alias(name=documents.alias())) == {after.name}

    def test_one_that_was_replaced_goes_after_a_day(self, shelf):
        before = generations.live()
        call_command("search_rebuild", verbosity=0)
        generations.tidy()
        assert client().indices.exists(index=before.name)
        Generation.objects.filter(pk=before.pk).update(changed_at=timezone.now() - timedelta(days=2))

        generations.tidy()

        assert not client().indices.exists(index=before.name)
        assert generations.live() != before

    def test_index_that_was_deleted_is_made_anew_and_the_database_answers_meanwhile(self, shelf):
        shelf.put("a", "街灯")
        carry("a")
        client().indices.delete(index=generations.live().name)

        answer = verbs.answer(Query(words="街灯"))
        with pytest.raises(CommandError):
            call_command("search_reconcile", check=True)

        assert [hit.key for hit in answer.hits] == ["a"] and answer.is_simple
        elastic.forget()
        scratch.fill_server()
        reading.forget()
        assert found("街灯") == ["a"] and isinstance(engine(), ElasticEngine)

    def test_form_that_changed_makes_another_generation(self, shelf, monkeypatch):
        before = generations.live()
        for module in (documents, generations):
            monkeypatch.setattr(module, "MAPPING", before.mapping + 1)

        scratch.fill_server()

        assert generations.live().mapping == before.mapping + 1

    def test_doctor_says_all_is_well(self, shelf, capsys):
        shelf.put("a", "街灯")
        carry("a")
        outbox.renew()
        outbox.drain()

        call_command("search_doctor")

        assert "1 documents of 1 entries" in capsys.readouterr().out
