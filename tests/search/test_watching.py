"""From a thing to the queries that it fits: no query is lost between its anchors and those of the thing."""

from pathlib import Path

import pytest

from search import Document, Query, evaluation
from search.analysis.analyzer import Analyzer
from search.clock import now
from search.thesaurus.concepts import shipped
from search.watching import LETTERS, Facts, Seen, Wording, sought

SET = Path(__file__).parent / "relevance"


def fits(query: Query, document: Document, analyzer: Analyzer) -> bool:
    wanted, seen = sought(query, analyzer), Seen(document, analyzer)
    return seen.has(wanted.facts) and seen.says(wanted.wording)


@pytest.fixture(scope="module")
def analyzer() -> Analyzer:
    return Analyzer(shipped())


def thing(title: str, **facts: object) -> Document:
    return Document("issue", "1", title, "", now(), **facts)


@pytest.mark.parametrize("counts", ["none", "of these posts"])
def test_whatever_fits_is_found_by_an_anchor(analyzer, counts):
    posts, queries = evaluation.read(SET)
    documents = evaluation.PostSource(posts[::4])
    seen = [Seen(document, analyzer) for document in documents.documents(documents.all_keys())]
    known: dict[str, int] = {}
    if counts != "none":
        for one in seen:
            for anchor in one.anchors:
                token = f"={anchor.removeprefix(LETTERS)}" if anchor.startswith(LETTERS) else anchor
                known[token] = known.get(token, 0) + 1

    kept = [(asking.words, sought(Query(asking.words), analyzer)) for asking in queries]
    fitting = [(words, one, post) for words, one in kept for post in seen if post.says(one.wording)]

    assert len(fitting) > 150
    assert [
        (words, post.document.title) for words, one, post in fitting if one.anchors(known).isdisjoint(post.anchors)
    ] == []


@pytest.mark.parametrize("words", ["犬", "led", "le", "公園", "park lamp", "ぬべ", "ベンチがない"])
def test_what_is_kept_is_read_as_it_was(analyzer, words):
    one = sought(Query(words, ward="27127", box=(34.0, 135.0, 35.0, 136.0)), analyzer)

    assert Wording.read(one.wording.kept) == one.wording
    assert Facts.read(one.facts.kept) == one.facts


def test_beginning_of_a_foreign_word_and_a_single_letter_find(analyzer):
    lamp = thing("LEDランプと犬")

    assert all(fits(Query(words), lamp, analyzer) for words in ("le", "led", "犬", "ランプ", ""))
    assert not any(fits(Query(words), lamp, analyzer) for words in ("ed", "猫", "ledx", "led 猫"))


@pytest.mark.parametrize(
    ("query", "is_fitting"),
    [
        ({"ward": "27127"}, True),
        ({"ward": "27126"}, False),
        ({"category": "light"}, True),
        ({"status": "done"}, False),
        ({"kinds": ("issue", "page")}, True),
        ({"kinds": ("page",)}, False),
        ({"lang": "ja"}, True),
        ({"lang": "en"}, False),
        ({"box": (34.6, 135.4, 34.8, 135.6)}, True),
        ({"box": (34.6, 135.4, 34.65, 135.6)}, False),
        ({"since": now()}, True),
    ],
)
def test_facts_agree(analyzer, query, is_fitting):
    lamp = thing("角の防犯灯", ward="27127", category="light", status="received", lat=34.7, lng=135.5)

    assert fits(Query("街灯", **query), lamp, analyzer) is is_fitting
    assert fits(Query("", **query), lamp, analyzer) is is_fitting


def test_thing_that_is_not_public_fits_no_strangers_query(analyzer):
    assert not fits(Query("街灯"), thing("角の防犯灯", public=False), analyzer)


def test_rarest_part_is_the_anchor(analyzer):
    one = sought(Query("公園 防犯灯"), analyzer)

    assert "@street-lamp" in one.anchors({"@park": 900, "公園": 900})
    assert "@park" in one.anchors({"@street-lamp": 900, "公園": 3})


def test_search_of_nothing_has_no_anchor(analyzer):
    assert sought(Query("", kinds=("issue",)), analyzer).anchors({}) == set()
    assert sought(Query("", ward="27127", category="light"), analyzer).anchors({}) == {"=ward:27127"}
