"""An Elasticsearch that is not there, does not answer, lags behind or is something else: search goes on and says so."""

import threading
import time
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

import search
from search import outbox, verbs
from search.documents import Query
from search.engines import database, engine
from search.engines.elastic import generations
from search.engines.elastic.client import client, reading, writing
from search.models import ServerItem
from tests import elastic, makers, servers

pytestmark = [pytest.mark.django_db, pytest.mark.elastic, elastic.there]


@pytest.fixture
def no_server(settings):
    """The address of a server that is not there."""
    settings.ELASTICSEARCH_URL = f"http://127.0.0.1:{servers.free_port()}"
    yield settings.ELASTICSEARCH_URL
    reading.forget()
    writing.forget()


class TestServerAway:
    def test_database_answers_and_the_second_search_waits_no_longer(self, no_server):
        issue = makers.issue(title="側溝のふた")
        search.search(Query(words="側溝"))
        begun = time.monotonic()

        answer = verbs.answer(Query(words="側溝"))

        assert [hit.key for hit in answer.hits] == [str(issue.number)] and answer.is_simple
        assert reading.is_open and time.monotonic() - begun < 1

    def test_page_says_that_it_is_a_simple_search(self, no_server, client):
        makers.issue(title="側溝のふた")

        page = client.get("/search/", {"q": "側溝"})

        assert client.get("/readyz").json()["search"] == "degraded"
        assert page.status_code == 200 and "簡易検索で表示中" in page.content.decode()

    def test_nothing_is_lost_and_doctor_says_what_is_wrong(self, search_server, settings, capsys):
        issue = makers.issue(title="側溝のふた")
        settings.ELASTICSEARCH_URL = f"http://127.0.0.1:{servers.free_port()}"
        outbox.carry_over("issue", [str(issue.number)])

        assert outbox.drain_to_server() == 0
        assert ServerItem.objects.filter(kind="issue").exists()
        with pytest.raises(CommandError):
            call_command("search_doctor")
        assert "searches go to the database" in capsys.readouterr().out
        settings.ELASTICSEARCH_URL = settings.ELASTICSEARCH_SERVER
        elastic.forget()
        outbox.drain()
        name = generations.live().name
        client().indices.refresh(index=name)
        assert client().exists(index=name, id=f"issue:{issue.number}")

    def test_server_that_hangs_costs_less_than_a_second_and_then_nothing(self, settings):
        makers.issue(title="側溝のふた")
        with elastic.silent() as address:
            settings.ELASTICSEARCH_URL = address
            begun = time.monotonic()
            first = search.search(Query(words="側溝"))
            between = time.monotonic()
            second = search.search(Query(words="側溝"))

            assert first == second and len(first) == 1
            assert between - begun < 2.5 and time.monotonic() - between < 0.5
        reading.forget()

    def test_changes_that_wait_for_long_send_searches_to_the_database(self, settings):
        issue = makers.issue(title="側溝のふた")
        settings.ELASTICSEARCH_URL = settings.ELASTICSEARCH_SERVER
        ServerItem.objects.create(kind="issue", key=str(issue.number), noted_at=timezone.now() - timedelta(minutes=2))
        elastic.forget()

        assert engine() is database()
        elastic.forget()


class OpenSearch(BaseHTTPRequestHandler):
    """Answers as OpenSearch does: the same paths, another name."""

    def do_POST(self):
        self._answer()

    do_GET = do_HEAD = do_PUT = do_POST

    def _answer(self):
        said = b'{"took":1,"hits":{"total":{"value":0,"relation":"eq"},"hits":[]}}'
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, *args):
        pass


def test_opensearch_is_refused_in_clear_words(settings, caplog, capsys):
    makers.issue(title="側溝のふた")
    server = HTTPServer(("127.0.0.1", 0), OpenSearch)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.ELASTICSEARCH_URL = f"http://127.0.0.1:{server.server_port}"

    assert len(search.search(Query(words="側溝"))) == 1
    assert "OpenSearch and older versions cannot be used" in caplog.text
    with pytest.raises(CommandError):
        call_command("search_doctor")
    assert "OpenSearch" in capsys.readouterr().out
    server.shutdown()
    server.server_close()
    elastic.forget()
