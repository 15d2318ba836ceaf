"""The worker is killed while it makes vectors: none is lost, none is torn, and the next worker makes the rest."""

import signal
import time
from pathlib import Path

import numpy as np
import pytest
from django.db import connection

from search import outbox
from search.meaning import embedders, upkeep, vectors
from search.models import Entry, Vector
from search.registry import source_of
from tests import makers, servers

MANY = 60
PATIENCE = 120.0  # seconds


@pytest.fixture
def site(committed, city_store, tmp_path, settings, monkeypatch):
    """A worker with the model that comes with the product, on the database of this test."""
    site = servers.Site(tmp_path, city_store.url(connection.settings_dict["NAME"]), EMBEDDINGS_URL="")
    settings.EMBEDDINGS_URL, settings.SEARCH_FILES = "", Path(tmp_path) / "search"
    monkeypatch.setattr(vectors, "_files", {})
    yield site
    site.stop()


def wait_for(what) -> None:
    until = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < until
        time.sleep(0.1)


@pytest.mark.full
@pytest.mark.timeout(400)
def test_killed_in_mid_work_nothing_is_lost_and_the_next_worker_catches_up(site):
    for nth in range(MANY):
        makers.issue(title=f"側溝のふた {nth}", body="雨の日に、足をとられそうになりました。" * 3)
    while outbox.drain():
        pass
    entries = Entry.objects.filter(kind="issue").count()

    for made in (1, 12, 30):  # each time somewhere else in the work
        site.worker = site._run("manage.py", "worker")
        wait_for(lambda made=made: Vector.objects.count() >= made)
        site.worker.send_signal(signal.SIGKILL)
        site.worker.wait()
    assert 0 < Vector.objects.count() < MANY

    site.worker = site._run("manage.py", "worker")
    wait_for(lambda: not upkeep.without_vector().exists())
    wait_for(lambda: len(vectors.site_file()._rows().ids) == Vector.objects.count())

    rows = vectors.site_file()._rows()
    assert Entry.objects.filter(kind="issue").count() == entries == MANY and list(rows.ids) == sorted(rows.ids)
    assert {pk: vector.tobytes() for pk, vector in zip(rows.ids, rows.vectors, strict=True)} == {
        vector.pk: bytes(vector.data) for vector in Vector.objects.all()
    }
    entry = Entry.objects.filter(kind="issue").order_by("?").first()
    sample = Vector.objects.get(digest=entry.digest)
    (document,) = source_of("issue").documents([entry.key])
    again = np.frombuffer(vectors.as_bytes(embedders.embedder().passages([document.text])[0]), dtype=np.int8)
    assert np.abs(again.astype(int) - np.frombuffer(bytes(sample.data), dtype=np.int8)).max() <= 1
