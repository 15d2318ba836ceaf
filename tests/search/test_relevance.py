"""Search on a labelled set: posts, queries and grades by separate authors who never saw the thesaurus.

`untouched.txt` names the third of the queries that nothing was fitted on.
"""

import json
import os
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from search import evaluation
from tests import servers

SET = Path(__file__).parent / "relevance"
ENGINES = ("DATABASE_URL", "ELASTICSEARCH_URL", "EMBEDDINGS_URL")
SHARED = 12  # letters in a row that no two posts have in common


def lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (SET / name).read_text(encoding="utf-8").splitlines()]


def evaluated(tmp_path: Path, *options: str, **environment: str) -> tuple[dict[str, Any], dict[str, list[str]]]:
    top = tmp_path / f"{'-'.join((*options, *environment))}.json"
    environ = {name: value for name, value in os.environ.items() if name not in ENGINES}
    environ |= {"DJANGO_SETTINGS_MODULE": "mycomi.settings.development", "DEBUG": "1", "MYCOMI_VAR": str(tmp_path)}
    answer = subprocess.run(
        [sys.executable, "manage.py", "search_eval", str(SET), "--top", str(top), *options],
        cwd=servers.ROOT,
        env=environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr[-2000:]
    return json.loads(answer.stdout.splitlines()[-1]), json.loads(top.read_text())


def test_set_is_large_enough_and_in_many_voices():
    posts, queries = lines("posts.jsonl"), lines("queries.jsonl")

    assert len(posts) >= 1000 and len(queries) >= 250
    assert Counter(post["lang"] for post in posts).keys() >= {"ja", "en", "zh", "ko", "vi"}
    assert len({query["style"] for query in queries}) >= 15
    assert {row["grade"] for row in lines("search_labels.jsonl")} == {1, 2, 3}


def test_no_two_posts_share_twelve_letters_in_a_row():
    seen: dict[str, str] = {}
    for post in lines("posts.jsonl"):
        for part in (post["title"], post["body"]):
            text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", part)).lower()
            runs = {text[begin : begin + SHARED] for begin in range(len(text) - SHARED + 1)}
            if post["lang"] in {"en", "vi"}:  # letters there are words here: five of them
                words = re.findall(r"\w+", part.lower())
                runs = {" ".join(words[begin : begin + 5]) for begin in range(len(words) - 4)}
            assert all(seen.setdefault(run, post["id"]) == post["id"] for run in runs), post["id"]


@pytest.mark.full
@pytest.mark.timeout(900)
def test_words_and_meaning_find_what_people_mean(tmp_path):
    _figures, top = evaluated(tmp_path)
    untouched = set((SET / "untouched.txt").read_text().split())
    asked = evaluation.read(SET)[1]

    known = evaluation.score([one for one in asked if one.id not in untouched], top)
    kept = evaluation.score([one for one in asked if one.id in untouched], top)

    assert known["recall@10"] >= 0.74 and known["ndcg@10"] >= 0.70, known
    assert kept["recall@10"] >= 0.76 and kept["ndcg@10"] >= 0.72, kept
    assert kept["empty"] == known["empty"] == 0


@pytest.mark.full
@pytest.mark.timeout(600)
def test_engines_agree_and_go_on_without_dictionary_and_meaning(tmp_path):
    figures, first = evaluated(tmp_path, "--meaning", "none")
    poorer, _top = evaluated(tmp_path, "--meaning", "none", "--without-dictionary")

    assert figures["recall@10"] >= 0.64 and figures["empty"] == 0
    assert 0.35 <= poorer["recall@10"] < figures["recall@10"]
    others = {"DATABASE_URL": os.environ.get("POSTGRES_URL"), "ELASTICSEARCH_URL": settings.ELASTICSEARCH_SERVER}
    for name, address in others.items():
        if address:
            _figures, other = evaluated(tmp_path, "--meaning", "none", **{name: address})
            shared = [len(set(first[query]) & set(other[query])) / max(len(first[query]), 1) for query in first]
            assert sum(shared) / len(shared) >= 0.95, name
