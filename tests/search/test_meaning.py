"""Vectors: made once for a text, kept, found again; and search without them."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import numpy as np
import pytest

import search
from community.core.visibility import Visibility
from search import outbox, verbs
from search.engines import base, database
from search.errors import NoMeaning
from search.meaning import asking, embedders, upkeep, vectors
from search.models import Entry, Vector
from tests import makers

pytestmark = pytest.mark.django_db


class Places(embedders.Embedder):
    """A text lies where its first letter says; counts what it is asked."""

    name = "places"

    def __init__(self) -> None:
        self.made: list[str] = []
        self.is_down = False

    def _vector(self, text: str) -> np.ndarray:
        vector = np.full(embedders.DIMENSIONS, 0.01)
        vector[ord(text[0]) % embedders.DIMENSIONS] = 1.0
        return vector / np.linalg.norm(vector)

    def query(self, words):
        if self.is_down:
            raise NoMeaning(self.name)
        return self._vector(words)

    def passages(self, texts):
        if self.is_down:
            raise NoMeaning(self.name)
        self.made += texts
        return np.stack([self._vector(text) for text in texts])


@pytest.fixture
def places(monkeypatch, settings, tmp_path):
    places = Places()
    settings.SEARCH_FILES = tmp_path
    settings.EMBEDDINGS_URL = "places"
    monkeypatch.setattr(vectors, "_files", {})
    monkeypatch.setattr(asking, "_asked", type(asking._asked)())
    for module in (upkeep, vectors, asking, base, verbs):
        monkeypatch.setattr(module, "embedder", lambda: places)
    return places


def catch_up() -> None:
    outbox.drain(most=1000)
    upkeep.nudge()
    while upkeep.catch_up():
        pass


def found(words: str) -> list[int]:
    return [int(hit.key) for hit in search.search(search.Query(words=words, kinds=("issue",)))]


def test_thing_without_a_common_word_is_found_by_its_meaning(places):
    near = makers.issue(title="木のゆれる音", body="しずか")
    makers.issue(title="街灯", body="切れた")
    catch_up()

    assert found("木犀") == [near.number]


def test_the_few_of_one_kind_are_found_behind_many_of_another(places):
    offer = makers.resource(title="ほうき")
    for nth in range(8):
        makers.issue(title=f"木のゆれる音 {nth}", body="しずか")
    catch_up()
    asked, query = places.query("木犀"), search.Query(words="", kinds=("resource",))

    assert database().near(asked, query, 2) == []  # six vectors are looked at, all of them of posts
    assert [it.key for it in database().near(asked, query, 2, of_kind="resource")] == [str(offer.pk)]

    later = makers.resource(title="いす")
    catch_up()
    assert {it.key for it in database().near(asked, query, 2, of_kind="resource")} == {str(offer.pk), str(later.pk)}


def test_same_text_has_one_vector_that_is_made_once(places):
    for _time in range(2):
        makers.issue(title="同じ題", body="同じ文", address="同じ所")
        catch_up()

    assert len(places.made) == 1 == Vector.objects.filter(digest=Entry.objects.first().digest).count()


def test_model_that_is_down_loses_nothing_and_is_caught_up_with(places, caplog):
    places.is_down = True
    issue = makers.issue(title="側溝のふた")
    catch_up()

    assert found("側溝") == [issue.number] and upkeep.without_vector().count() == 1

    places.is_down = False
    catch_up()
    assert upkeep.without_vector().count() == 0


def test_search_does_not_wait_for_a_slow_model(places, monkeypatch):
    go_on = threading.Event()
    monkeypatch.setattr(places, "query", lambda words: go_on.wait(5) and places._vector(words))
    issue = makers.issue(title="側溝のふた")
    catch_up()

    answer = search.answer(search.Query(words="側溝"))
    go_on.set()

    assert [int(hit.key) for hit in answer.hits] == [issue.number] and answer.is_simple


def test_server_of_others_is_given_nothing_that_is_not_public(places, monkeypatch):
    monkeypatch.setattr(Places, "is_ours", False)
    makers.set_visibility(makers.issue(title="かくれた題"), Visibility.HIDDEN)
    makers.issue(title="みんなの題")
    catch_up()

    assert len(places.made) == 1 and "みんなの題" in places.made[0]


def test_file_is_made_anew_without_what_is_gone(places):
    makers.issue(title="側溝のふた")
    catch_up()
    Entry.objects.all().delete()

    upkeep.tidy()

    assert not Vector.objects.exists() and vectors.site_file().nearest(places._vector("側"), 5) == []


def test_row_that_was_cut_off_by_a_crash_is_written_again(places):
    makers.issue(title="側溝のふた")
    catch_up()
    file = vectors.site_file()
    file.path.write_bytes(file.path.read_bytes()[:-7])

    file.catch_up()

    assert file.path.stat().st_size == file.row.itemsize


def test_words_are_enough(settings):
    settings.EMBEDDINGS_URL = "none"
    issue = makers.issue(title="側溝のふた")
    outbox.drain()

    assert found("側溝") == [issue.number]


class Api(BaseHTTPRequestHandler):
    """An embeddings server as OpenAI's, by one number a text."""

    seen: list[dict] = []

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        Api.seen.append(asked | {"path": self.path, "key": self.headers["Authorization"]})
        rows = [{"index": n, "embedding": [float(len(text)), 1.0]} for n, text in enumerate(asked["input"])]
        body = json.dumps({"data": rows[::-1]}).encode()
        self.send_response(500 if "broken" in asked["model"] else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words):
        pass


@pytest.fixture
def api():
    server = HTTPServer(("127.0.0.1", 0), Api)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/v1"
    server.shutdown()
    server.server_close()


def test_server_is_asked_as_openai_is(api):
    made = embedders.Server(f"{api}?model=some-e5&key=secret").passages(["街灯", "夜道"])

    assert Api.seen[-1]["input"] == ["passage: 街灯", "passage: 夜道"]
    assert (Api.seen[-1]["path"], Api.seen[-1]["key"]) == ("/v1/embeddings", "Bearer secret")
    assert np.allclose(np.linalg.norm(made, axis=1), 1)


@pytest.mark.parametrize("address", ["{api}?model=broken", "http://127.0.0.1:9/v1"])
def test_server_that_fails_is_no_error_of_ours(api, address):
    with pytest.raises(NoMeaning):
        embedders.Server(address.format(api=api)).query("街灯")
