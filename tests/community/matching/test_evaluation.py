"""Measuring matching on a labelled set."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from community.matching import evaluation, weights
from community.matching.baselines import Baselines
from community.matching.evaluation import Labelled, Sides
from search.meaning.embedders import Embedder
from tests import servers

ENGINES = ("DATABASE_URL", "ELASTICSEARCH_URL", "EMBEDDINGS_URL")


def post(name: str, title: str, body: str, **about) -> dict:
    usual = {"lang": "ja", "kind": "problem", "ward": "北区", "category": "街灯", "place": "", "posted": "2026-11-01"}
    return {"id": name, "title": title, "body": body} | usual | about


def item(name: str, kind: str, title: str, body: str, **about) -> dict:
    usual = {"type": "resource", "lang": "ja", "wards": ["大阪市全域"], "quantity": None, "available": "", "skills": []}
    return {"id": name, "kind": kind, "title": title, "body": body, "owner": name, "conditions": ""} | usual | about


POSTS = [
    post("p1", "夜道がまっくら", "公園のわきの街灯が切れて、塾帰りの子が怖がっています。"),
    post("p2", "猫のふん", "野良猫が増えて、花だんのふんに困っています。", kind="idea", category="動物"),
    post("p3", "だれも答えない", "なんとなく元気が出ません。"),
]
ITEMS = [
    item(
        "lamps",
        "モノ",
        "センサーライト貸します",
        "夜道を照らす明かりです。",
        wards=["北区"],
        status="available",
        quantity=3,
    ),
    item("gone", "モノ", "街灯のかわりの投光器", "夜道や公園の街灯のかわりに。", status="exhausted"),
    item("empty", "モノ", "街灯用の電球", "夜道の街灯に。", status="available", quantity=0),
    item("cats", "人", "地域猫の世話", "野良猫の手術とえさやりを手伝います。", status="available"),
    item("choir", "人", "コーラスの会", "土曜に歌っています。", status="available", wards=["港区"]),
    item("lawyer", "人", "法律相談", "弁護士が相続の相談にのります。", status="available", wards=[]),
]
LABELS = [("p1", "lamps", 3), ("p1", "gone", 1), ("p2", "cats", 3), ("p2", "choir", 0)]


@pytest.fixture
def folder(tmp_path) -> Path:
    labels = [{"post": post, "item": item, "grade": grade} for post, item, grade in LABELS]
    for name, rows in (("posts", POSTS), ("items", ITEMS), ("match_labels", labels)):
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (tmp_path / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    return tmp_path


@pytest.fixture
def labelled(folder) -> Labelled:
    return evaluation.read(folder)


@pytest.fixture
def sides(labelled) -> Sides:
    return Sides(labelled.asked, labelled.items, Embedder())


def evaluated(folder: Path, var: Path, *options: str) -> dict:
    environ = {name: value for name, value in os.environ.items() if name not in ENGINES}
    environ |= {"DJANGO_SETTINGS_MODULE": "mycomi.settings.development", "DEBUG": "1", "MYCOMI_VAR": str(var)}
    answer = subprocess.run(
        [sys.executable, "manage.py", "eval_matching", str(folder), "--meaning", "none", *options],
        cwd=servers.ROOT, env=environ, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert answer.returncode == 0, answer.stderr[-2000:]
    return json.loads(answer.stdout.splitlines()[-1])


def test_only_posts_with_an_answer_are_asked(labelled):
    assert [post["id"] for post in labelled.asked] == ["p1", "p2"]
    assert labelled.unavailable == {"gone"}


def test_what_a_set_says_becomes_facts(sides):
    offers = {offer.id: offer for offer in sides.offers}

    assert offers["lamps"].wards == {"北区"} and offers["lamps"].left == 3 and offers["lamps"].kind == "things"
    assert offers["cats"].whole_city and not offers["cats"].wards
    assert offers["lawyer"].anywhere and "law" in offers["lawyer"].codes
    assert "lights" in sides.wanted[0].codes and sides.wanted[0].ward == "北区"


def test_figures_are_those_of_the_books(labelled):
    perfect = {"p1": ["lamps", "gone"], "p2": ["cats"]}
    swapped = {"p1": ["gone", "lamps"], "p2": ["choir", "cats"]}

    best = evaluation.score(labelled, perfect, {})
    other = evaluation.score(labelled, swapped, {})

    assert best["ndcg@10"] == best["recall@20"] == 1.0 and best["first_three_unavailable"] == 1
    by_hand = ((1 + 7 * 0.63093) / (7 + 1 * 0.63093) + 0.63093) / 2
    assert other["ndcg@10"] == pytest.approx(by_hand, abs=1e-3)
    assert evaluation.recall({"a": 1, "b": 2}, ["b"]) == 0.5


def test_blend_puts_what_cannot_be_had_behind_everything_else(labelled, sides):
    found = Baselines(sides, weights.shipped()).found("blend")

    assert found["p1"][0] == "lamps" and set(found["p1"][-2:]) == {"gone", "empty"}
    assert found["p2"][0] == "cats"
    assert evaluation.score(labelled, found, {})["first_three_unavailable"] == 0


def test_every_baseline_orders_everything(sides):
    rankings = Baselines(sides, weights.shipped())

    for name in rankings.by_name:
        assert {post: sorted(found) for post, found in rankings.found(name).items()} == {
            post: sorted(item["id"] for item in ITEMS) for post in ("p1", "p2")
        }, name
    assert rankings.found("bigrams")["p1"][0] in {"gone", "empty"}


def test_gaps_tell_posts_by_how_words_reach_their_help(labelled, sides):
    assert evaluation.gaps(labelled, sides) == {"p1": "words", "p2": "words"}


def test_unequal_shares_are_called_so():
    assert evaluation.gini([1, 1, 1, 1]) == 0
    assert evaluation.gini([0, 0, 0, 8]) == 0.75
    assert evaluation.gini([]) == evaluation.gini([0, 0]) == 0


def test_interval_holds_the_mean_and_narrows_with_more_posts():
    few, many = evaluation.interval([0.0, 1.0] * 5), evaluation.interval([0.0, 1.0] * 200)

    assert few[0] < many[0] < 0.5 < many[1] < few[1]


def test_pool_has_the_best_of_every_ranking_and_some_by_lot_in_no_telling_order():
    everything = [f"i{n:03}" for n in range(200)]
    found = {"up": {"p": everything}, "down": {"p": everything[::-1]}}

    pool = evaluation.pooled(found, "p", everything)

    assert set(everything[:20] + everything[-20:]) <= set(pool) and len(pool) == len(set(pool)) == 50
    assert pool == evaluation.pooled(found, "p", everything) and pool != sorted(pool)
    assert pool != evaluation.pooled({name: {"q": ids["p"]} for name, ids in found.items()}, "q", everything)


def test_command_scores_a_folder_and_touches_no_data_of_the_site(folder, tmp_path):
    var = tmp_path / "var"
    figures = evaluated(folder, var, "--baselines")

    assert figures["posts"] == 2 and figures["items"] == len(ITEMS) and figures["first_three_unavailable"] == 0
    assert figures["recall@20"] == 1.0 and figures["meaning"] == "none"
    assert {"lang:ja", "kind:problem", "kind:idea"} <= set(figures["slices"])
    assert set(figures["baselines"]) == {"random", "ward_category", "bigrams", "words", "meaning", "codes"}
    assert figures["baselines"]["random"]["ahead"]["95"][0] <= figures["baselines"]["random"]["ahead"]["95"][1]
    assert {"codes", "place", "words"} <= set(figures["without"])
    assert 0 <= figures["owners_gini"] < 1
    assert not list(var.rglob("*.sqlite3"))


def test_command_scores_chosen_posts_alone(folder, tmp_path):
    chosen = tmp_path / "chosen.txt"
    chosen.write_text("p2\n")

    assert evaluated(folder, tmp_path / "var", "--posts", str(chosen))["posts"] == 1


def test_command_says_what_is_no_set(tmp_path):
    environ = os.environ | {"DJANGO_SETTINGS_MODULE": "mycomi.settings.test"}
    answer = subprocess.run(
        [sys.executable, "manage.py", "eval_matching", str(tmp_path)],
        cwd=servers.ROOT, env=environ, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert answer.returncode and "holds no set" in answer.stderr and "Traceback" not in answer.stderr
