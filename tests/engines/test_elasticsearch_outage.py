"""A real Elasticsearch that stops, hangs, takes no writes or runs full: nothing is missing, too much or old."""

import random
import signal
import time
from statistics import median

import pytest

import search
from community.core.visibility import Visibility
from community.issues import actions
from community.issues.models import Issue
from search import outbox
from search.documents import Query
from search.engines.elastic import documents, generations
from search.engines.elastic.client import client
from search.models import Entry, ServerItem
from tests import elastic, makers

pytestmark = [pytest.mark.full, pytest.mark.elastic, elastic.there, pytest.mark.xdist_group("own_elasticsearch")]
ACTS = 25
PATIENCE = 150.0  # seconds for all to be as it should be again
FULL = "cluster.routing.allocation.disk.watermark"


@pytest.fixture(scope="module")
def server():
    server = elastic.Server()
    server.start()
    yield server
    server.remove()


@pytest.fixture
def on_server(server, settings, worker_name, db):
    settings.ELASTICSEARCH_URL = server.url
    settings.ELASTICSEARCH_INDEX = f"outage{time.monotonic_ns()}"
    elastic.forget()
    yield server
    generations.drop_all()
    elastic.forget()


class Stopped:
    def begin(self, server):
        server.stop()

    def end(self, server):
        server.start()


class Hanging:
    def begin(self, server):
        server.send(signal.SIGSTOP)

    def end(self, server):
        server.send(signal.SIGCONT)


class ReadOnly:
    def begin(self, server):
        client().indices.put_settings(index=generations.live().name, settings={"index.blocks.write": True})

    def end(self, server):
        client().indices.put_settings(index=generations.live().name, settings={"index.blocks.write": None})


class Full:
    """The server itself forbids writes once its disk is as full as this."""

    def begin(self, server):
        client().cluster.put_settings(
            persistent={f"{FULL}.low": "1%", f"{FULL}.high": "2%", f"{FULL}.flood_stage": "3%"}
        )
        until = time.monotonic() + 60
        while not self._is_forbidden():
            assert time.monotonic() < until
            time.sleep(1)

    def end(self, server):
        client().cluster.put_settings(persistent={f"{FULL}.*": None})

    def _is_forbidden(self):
        (said,) = client().indices.get_settings(index=generations.live().name).values()
        return "blocks" in said["settings"]["index"]


def act(chance: random.Random, officer) -> float:
    """Somebody posts, hides, shows again or erases; returns how long a post took, in seconds, else 0."""
    shown, hidden = _numbers(Visibility.PUBLIC), _numbers(Visibility.HIDDEN)
    what = chance.choice(["post", "post", "hide", "erase", "show" if hidden else "hide"]) if len(shown) > 3 else "post"
    number = chance.choice(hidden if what == "show" else shown)
    author = makers.person() if what == "post" else None
    begun = time.perf_counter()
    if what == "post":
        makers.issue(author=author, title=f"側溝のふた {chance.randrange(10**6)}")
    elif what == "hide":
        actions.hide_issue(number=number, by=officer, reason="確かめます。")
    elif what == "erase":
        makers.set_visibility(Issue.objects.get(number=number), Visibility.ERASED)
        outbox.record("issue", number)
    else:
        actions.restore_issue(number=number, by=officer, reason="問題ありません。")
    return time.perf_counter() - begun if what == "post" else 0.0


def _numbers(visibility: str) -> list[int]:
    return list(Issue.objects.filter(visibility=visibility).values_list("number", flat=True))


def acts(seed: int) -> float:
    """The median time of a post, in seconds, while the worker carries over and people search."""
    chance, officer, times = random.Random(seed), makers.officer(makers.KITA), []
    for _time in range(ACTS):
        times.append(act(chance, officer))
        while outbox.drain():
            pass
        outbox.drain_to_server()
        assert isinstance(search.search(Query(words="側溝のふた")), list)
    return median([seconds for seconds in times if seconds])


def all_is_carried_over() -> bool:
    outbox.drain()
    outbox.drain_to_server()
    return not ServerItem.objects.exists()


def wait_until_carried_over() -> None:
    until = time.monotonic() + PATIENCE
    while not all_is_carried_over():
        assert time.monotonic() < until, list(ServerItem.objects.values())[:3]
        time.sleep(0.3)


def on_the_server() -> dict[str, tuple[int, list[str]]]:
    name = generations.live().name
    client().indices.refresh(index=name)
    hits = client().search(index=name, size=5000)["hits"]["hits"]
    return {hit["_id"]: (hit["_source"]["entry"], hit["_source"]["words"]) for hit in hits}


def in_the_database() -> dict[str, tuple[int, list[str]]]:
    entries = Entry.objects.values_list("kind", "key", "pk", "words")
    return {documents.document_id(kind, key): (pk, words.split(" ")) for kind, key, pk, words in entries}


@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    "trouble", [Hanging(), ReadOnly(), Full(), Stopped()], ids=lambda it: type(it).__name__.lower()
)
def test_nothing_is_missing_too_much_or_old_afterwards(on_server, trouble):
    makers.issue()
    wait_until_carried_over()
    while generations.live() is None:
        outbox.drain_to_server()
    before = acts(1)
    wait_until_carried_over()

    trouble.begin(on_server)
    meanwhile = acts(2)
    waited = ServerItem.objects.count()
    trouble.end(on_server)
    wait_until_carried_over()

    assert waited > 0
    assert on_the_server() == in_the_database()
    assert meanwhile < before * 2 + 0.02  # the same, but for what a busy machine adds
