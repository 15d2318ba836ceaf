"""Matching on a set of 160 posts, 430 offers and 462 grades, by people who did not know of the ranker or each other.

Posts: a sample of tests/search/relevance by five authors; offers by three more, who saw none of them; grades by eight
judges of what six rankings and chance had pooled (agreement on 2,189 pairs judged twice: κ 0.85). The posts of
`untouched.txt`, a quarter, were scored once, after the weights were settled: nDCG@10 0.476, recall@20 0.694.
"""

import subprocess
import sys
from pathlib import Path

import pytest

from community.matching import evaluation, weights
from community.matching.baselines import Baselines
from community.matching.evaluation import Sides
from search.meaning.embedders import embedder
from tests import servers

FOLDER = Path(__file__).parent / "labelled"


@pytest.mark.full
@pytest.mark.timeout(900)
def test_matching_stays_as_good_as_it_was_and_ahead_of_meaning_and_of_words(settings):
    settings.EMBEDDINGS_URL = ""  # the model that comes with the product
    labelled = evaluation.read(FOLDER)
    untouched = set((FOLDER / "untouched.txt").read_text().split())
    fitted = evaluation.only(labelled, {str(post["id"]) for post in labelled.posts} - untouched)
    rankings = Baselines(Sides(fitted.asked, fitted.items, embedder()), weights.shipped())

    found = {name: rankings.found(name) for name in ("blend", "meaning", "words")}
    figures = {name: evaluation.score(fitted, ranked, {}) for name, ranked in found.items()}

    assert figures["blend"]["ndcg@10"] >= 0.5
    assert figures["blend"]["recall@20"] >= 0.67
    assert figures["blend"]["first_three_unavailable"] == 0
    for other in ("meaning", "words"):
        low, _high = evaluation.ahead(fitted, found["blend"], found[other])["95"]
        assert low > 0.05, other


def test_authors_of_offers_wrote_no_post_again():
    """No Japanese offer shares twelve characters in a row with a post; in letters that is two common words."""
    posts = {part for row in evaluation.lines(FOLDER / "posts.jsonl") for part in _runs(row)}
    shared = {part for row in evaluation.lines(FOLDER / "items.jsonl") for part in _runs(row)} & posts
    assert shared == set()


def _runs(row: dict, length: int = 12) -> set[str]:
    texts = (row["title"], row["body"]) if row["lang"] == "ja" else ()
    return {text[at : at + length] for text in texts for at in range(len(text) - length + 1)}


def test_the_command_scores_it_without_a_model():
    command = [sys.executable, "manage.py", "eval_matching", str(FOLDER), "--meaning", "none"]
    done = subprocess.run(command, cwd=servers.ROOT, capture_output=True, text=True, check=True)
    assert '"ndcg@10"' in done.stdout.splitlines()[-1]
