"""What goes wrong in search stays small: one thing, one worker, one round."""

import logging
import random
import threading
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection, connections
from django.utils import timezone

import search
from community.core import jobs
from community.core import outbox as work
from community.core.management.commands import worker
from search import outbox, registry
from search.analysis.letters import query_words, tokens
from search.models import MOST_ATTEMPTS, Entry, OutboxItem
from tests import makers

NOON = timezone.now()
LONG = "".join(random.Random(7).choices("abcdefghijklmnopqrstuvwxyz0123456789", k=4000))  # nothing to compress
PATIENCE = 5.0


class Shelf(search.SearchSource):
    """Books by key; the one called "torn" has no date, which the index refuses."""

    kind = "book"

    def __init__(self, *keys: str) -> None:
        self.titles = dict.fromkeys(keys, "はじめの版")

    def documents(self, keys):
        return [
            search.Document("book", key, self.titles[key], "", at=None if key == "torn" else NOON)
            for key in keys
            if key in self.titles
        ]

    def visible(self, keys, user):
        return set(keys)

    def all_keys(self):
        return list(self.titles)


@pytest.fixture
def shelf(monkeypatch):
    shelf = Shelf("one", "torn", "two")
    monkeypatch.setitem(registry._sources, "book", shelf)
    return shelf


def indexed() -> dict[str, str]:
    return dict(Entry.objects.filter(kind="book").values_list("key", "title"))


def note(*keys: str) -> None:
    for key in keys:
        outbox.record("book", key)


def let_time_pass() -> None:
    OutboxItem.objects.update(due_at=timezone.now() - timedelta(seconds=1))


def test_no_token_is_longer_than_an_index_takes():
    assert max(len(token.encode()) for token in tokens(f"{LONG} {'穴' * 3000}")) <= 64
    assert "".join(tokens(LONG)) == LONG and "".join(query_words(LONG)) == LONG[:200]


@pytest.mark.django_db
@pytest.mark.parametrize("words", [LONG[:7], LONG[:64], LONG[:100], LONG, "側溝"])
def test_post_with_a_very_long_word_is_found(words):
    issue = makers.issue(title="側溝のふた", body=LONG)
    makers.issue(title="街灯", body=LONG[1:])

    outbox.drain()

    assert [int(hit.key) for hit in search.search(search.Query(words=words, every=True))] == [issue.number]


@pytest.mark.django_db
def test_run_of_japanese_longer_than_any_bound_is_found_at_every_place():
    body = "".join(chr(0x4E00 + n) for n in range(400))
    makers.issue(title="側溝のふた", body=body)
    outbox.drain()

    assert all(search.search(search.Query(words=body[n : n + 3], every=True)) for n in range(190, 260))


@pytest.mark.django_db
class TestOneThingThatFails:
    def test_others_go_without_it(self, shelf, caplog):
        note("one", "torn", "two")

        assert outbox.drain() == 3

        assert set(indexed()) == {"one", "two"}
        assert "book torn cannot be indexed" in caplog.text
        assert OutboxItem.objects.get().key == "torn"

    def test_it_is_tried_again_later_and_not_at_once(self, shelf, caplog):
        note("torn")

        assert [outbox.drain(), outbox.drain()] == [1, 0]
        let_time_pass()

        assert outbox.drain() == 1 and OutboxItem.objects.get().attempts == 2

    def test_it_is_set_aside_in_the_end_with_a_line_in_the_log(self, shelf, caplog):
        note("torn")
        for _time in range(MOST_ATTEMPTS):
            let_time_pass()
            outbox.drain()
        let_time_pass()

        assert outbox.drain() == 0 == outbox.waiting()
        assert "book torn is set aside" in [record.message for record in caplog.records][-1].partition(":")[0]

    def test_its_next_change_brings_it_back(self, shelf, caplog):
        note("torn")
        OutboxItem.objects.update(attempts=MOST_ATTEMPTS)
        shelf.documents = lambda keys: [search.Document("book", "torn", "なおした", "", at=NOON)]

        note("torn")
        outbox.drain()

        assert indexed() == {"torn": "なおした"} and not OutboxItem.objects.exists()

    def test_rebuild_goes_on_without_it(self, shelf, caplog, capsys):
        call_command("search_rebuild")

        assert set(indexed()) == {"one", "two"} and "book torn" in capsys.readouterr().err


@pytest.mark.django_db
class TestRebuild:
    def test_what_is_gone_leaves_the_index(self, shelf, capsys):
        del shelf.titles["torn"]
        call_command("search_rebuild")
        del shelf.titles["one"]

        call_command("search_rebuild")

        assert indexed() == {"two": "はじめの版"}
        assert len(search.search(search.Query(words="はじめ", kinds=("book",), every=True))) == 1

    def test_kind_without_a_source_leaves_the_index(self, shelf, monkeypatch, capsys):
        del shelf.titles["torn"]
        call_command("search_rebuild")
        monkeypatch.delitem(registry._sources, "book")

        call_command("search_rebuild")

        assert not Entry.objects.filter(kind="book").exists()
        assert search.search(search.Query(words="はじめの版")) == []


@pytest.mark.usefixtures("committed")
class TestWorker:
    @pytest.fixture
    def errands(self, monkeypatch):
        given = []
        monkeypatch.setitem(work._handlers, "errand", given.append)
        work.put("errand", {"to": "somebody"})
        return given

    def test_search_that_is_broken_holds_up_neither_mail_nor_jobs(self, errands, monkeypatch, caplog):
        ran = []
        monkeypatch.setattr(jobs, "jobs", {"a job": jobs.Job("a job", lambda: ran.append(1), timedelta(hours=1))})
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE search_outboxitem")

        assert worker.Command()._turn() == 2

        assert errands == [{"to": "somebody"}] and ran == [1]
        assert "the worker waits with search.outbox.drain" in caplog.text

    def test_mail_that_is_broken_holds_up_no_search(self, shelf, caplog):
        note("one")
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE core_outboxitem")

        worker.Command()._turn()

        assert set(indexed()) == {"one"}

    def test_very_long_word_holds_up_no_mail(self, errands, caplog):
        makers.issue(body=LONG)

        for _time in range(2):  # the first turn also finds that this index was never made
            worker.Command()._turn()

        assert errands and not outbox.waiting()
        assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


class SlowShelf(Shelf):
    """Its first reader stays with what it has read until `go_on`."""

    def __init__(self) -> None:
        super().__init__("one")
        self.has_read, self.go_on, self.readers = threading.Event(), threading.Event(), 0

    def documents(self, keys):
        self.readers += 1
        is_first, found = self.readers == 1, super().documents(keys)
        if is_first:
            self.has_read.set()
            self.go_on.wait(PATIENCE)
        return found


@pytest.mark.postgres
@pytest.mark.usefixtures("committed")
def test_of_two_workers_the_one_who_read_last_writes_last(monkeypatch):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer")
    shelf = SlowShelf()
    monkeypatch.setitem(registry._sources, "book", shelf)
    note("one")
    first = _worker()
    assert shelf.has_read.wait(PATIENCE)
    shelf.titles["one"] = "つぎの版"
    note("one")

    second = _worker()
    while second.is_alive() and not _somebody_waits_for_the_index():
        second.join(0.02)
    shelf.go_on.set()
    first.join()
    second.join()

    assert indexed() == {"one": "つぎの版"} and outbox.waiting() == 0


def _worker() -> threading.Thread:
    def drain() -> None:
        outbox.drain()
        connections.close_all()

    thread = threading.Thread(target=drain)
    thread.start()
    return thread


def _somebody_waits_for_the_index() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database"
            " WHERE l.locktype = 'advisory' AND NOT l.granted AND d.datname = current_database()"
        )
        return cursor.fetchone()[0] > 0
