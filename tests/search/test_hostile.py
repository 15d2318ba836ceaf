"""Whatever is typed into search is looked for or ignored: no door breaks on it, none shows what searches behind it."""

import json
from pathlib import Path

import pytest
from django.core.cache import caches

from search import outbox
from tests import makers

QUERIES = json.loads((Path(__file__).parent / "hostile.json").read_text(encoding="ascii"))
ENGINE_WORDS = ("fts5", "sqlite", "psycopg", "postgres", "elasticsearch", "syntax error", "traceback", "_exception")
DOORS = ("/search/?q=", "/search/suggest/?q=", "/search/feed/?q=", "/issues/?q=", "/issues/similar/?title=")

pytestmark = pytest.mark.django_db


def test_there_are_two_hundred_of_them():
    assert len(set(QUERIES)) >= 200


@pytest.mark.full
@pytest.mark.timeout(900)
@pytest.mark.parametrize("door", DOORS)
def test_nothing_breaks_and_nothing_is_told(client, door):
    makers.issue(title="街灯が消えています", body="公園のベンチのそばです。")
    outbox.drain()
    path, _question, name = door.partition("?")

    for words in QUERIES:
        caches["default"].clear()  # no more than some feeds a minute are made for one visitor
        answer = client.get(path, {name.rstrip("="): words.encode("utf-8", "surrogatepass")})

        assert answer.status_code in {200, 400, 404}, words
        said = answer.content.decode().lower()
        assert not [word for word in ENGINE_WORDS if word in said and word not in words.lower()], words
