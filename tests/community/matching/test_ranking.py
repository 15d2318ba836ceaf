"""The order of offers: pure facts in, suggestions with signals and reasons out."""

import random
from dataclasses import replace
from datetime import date, time, timedelta
from itertools import pairwise

import numpy as np
import pytest

from community.matching import ranking, weights
from community.matching.gates import GATES
from community.matching.ranking import judge, label, rank
from community.matching.sides import EXHAUSTED, EXPIRED, PAUSED, Hours, Offer, Wanted
from community.matching.signals import SIGNALS, without

WEIGHTS = weights.shipped()
TODAY = date(2026, 11, 29)
KITA, MINATO = "27127", "27107"
ALONG, ACROSS = np.array([1.0, 0.0]), np.array([0.0, 1.0])

LAMP = Wanted(
    id="lamp",
    codes={"lights": 1.0, "patrol": 0.6},
    ward=KITA,
    quantity=2,
    from_on=TODAY,
    until_on=TODAY + timedelta(days=6),
    languages=frozenset({"ja"}),
    kinds=frozenset({"things"}),
    words={"街灯": 5.0, "@street-lamp": 4.0, "夜": 2.0},
    essence=frozenset({"@street-lamp"}),
    vector=ALONG,
    on=TODAY,
)
LIGHTS = Offer(
    id="lights",
    kind="things",
    codes={"lights": 1.0},
    wards=frozenset({KITA}),
    left=4,
    from_on=TODAY,
    owner="a",
    confirmed_on=TODAY,
    delivered=3,
    verified=True,
    languages=frozenset({"ja", "en"}),
    words=frozenset({"街灯", "~street-lamp", "貸す"}),
    vector=np.array([0.9, np.sqrt(1 - 0.81)]),
)


def ids(offers: list[Offer], wanted: Wanted = LAMP, **about) -> list[str]:
    return [it.offer for it in rank(wanted, offers, weights=WEIGHTS, **about)]


def anything(draw: random.Random) -> tuple[Wanted, Offer]:
    """Two sides that share some facts and leave out others, by lot."""

    def maybe(value, nothing):
        return value if draw.random() < 0.7 else nothing

    words = [f"語{n}" for n in range(8)] + [f"@c{n}" for n in range(4)] + [f"~c{n}" for n in range(4)]
    codes = ["lights", "patrol", "clean", "repair"]
    days = [TODAY + timedelta(days=draw.randint(-20, 20)) for _ in range(2)]
    wanted = Wanted(
        id="w",
        codes={code: draw.random() for code in draw.sample(codes, draw.randint(0, 3))},
        ward=maybe(KITA, ""),
        lat=34.70, lng=135.50,
        quantity=maybe(draw.randint(1, 5), None),
        from_on=maybe(TODAY, None), until_on=maybe(TODAY + timedelta(days=9), None),
        languages=maybe(frozenset({"ja"}), frozenset()),
        kinds=maybe(frozenset({"things"}), frozenset()),
        words={word: draw.uniform(0.5, 6) for word in draw.sample(words, 8)},
        vector=maybe(ALONG, None),
        on=TODAY,
    )  # fmt: skip
    turn = draw.uniform(0, 0.9)
    offer = Offer(
        id="o",
        kind=draw.choice(["things", "people", ""]),
        codes={code: draw.random() for code in draw.sample(codes, draw.randint(0, 3))},
        wards=frozenset(draw.sample([KITA, MINATO], draw.randint(0, 2))),
        whole_city=draw.random() < 0.2,
        lat=maybe(34.71, None), lng=135.51, radius=maybe(800, None),
        left=maybe(draw.randint(0, 6), None),
        from_on=maybe(min(days), None), until_on=maybe(max(days), None),
        hours=tuple(Hours(day, time(9), time(17)) for day in draw.sample(range(7), draw.randint(0, 4))),
        is_asking=draw.random() < 0.1,
        limits=frozenset(draw.sample(["members", "age"], draw.randint(0, 2))),
        confirmed_on=maybe(TODAY - timedelta(days=draw.randint(0, 99)), None),
        delivered=draw.randint(0, 4), failed=draw.randint(0, 2),
        verified=draw.random() < 0.5,
        languages=maybe(frozenset({"ja"}), frozenset()),
        words=frozenset(draw.sample(words, 8)),
        vector=maybe(np.array([np.cos(turn), np.sin(turn)]), None),
    )  # fmt: skip
    return wanted, offer


def test_every_reason_is_a_signal_without_which_the_score_falls():
    draw, told = random.Random(7), set()
    for _case in range(2_000):
        wanted, offer = anything(draw)
        suggestion = judge(wanted, offer, WEIGHTS)
        if suggestion.gate:
            continue
        for reason in suggestion.reasons:
            poorer = judge(wanted, without(offer, reason.code), WEIGHTS)
            assert suggestion.signals[reason.code] > 0 == poorer.signals[reason.code]
            assert poorer.score < suggestion.score, reason
            assert reason.code not in {other.code for other in poorer.reasons}
            told.add(reason.code)

    assert told == set(SIGNALS)


def test_scores_and_signals_lie_between_nothing_and_one():
    draw = random.Random(9)
    for _case in range(500):
        suggestion = judge(*anything(draw), WEIGHTS)
        assert 0 <= suggestion.score <= 1
        assert all(0 <= worth <= 1 for worth in suggestion.signals.values())


def test_suggestion_says_why_with_facts():
    suggestion = judge(LAMP, LIGHTS, WEIGHTS)
    about = {reason.code: reason.about for reason in suggestion.reasons}

    assert about["codes"] == {"codes": ["lights"]}
    assert about["place"] == {"where": "ward", "ward": KITA}
    assert about["concepts"] == {"words": ["street-lamp"]}
    assert about["quantity"] == {"left": 4}
    assert about["record"] == {"delivered": 3}
    assert suggestion.version == WEIGHTS.version
    assert not suggestion.misfits and label(suggestion, WEIGHTS) == "well"


@pytest.mark.parametrize(
    ("gate", "change"),
    [
        ("consent", {"consent": False}),
        ("status", {"status": PAUSED}),
        ("status", {"status": EXHAUSTED}),
        ("status", {"status": EXPIRED}),
        ("nothing_left", {"left": 0}),
        ("over", {"from_on": None, "until_on": TODAY - timedelta(days=1)}),
        ("apart", {"from_on": TODAY + timedelta(days=30)}),
        ("own", {"owner": "me"}),
        ("blocked", {"owner": "other"}),
        ("unverified", {"verified": False, "codes": {"visit": 1.0}}),
        ("excluded", {"excludes": frozenset({"@street-lamp"})}),
    ],
)
def test_what_cannot_be_had_is_last_and_says_why(gate, change):
    wanted = replace(
        LAMP, owner="me", blocked=frozenset({"other"}), codes={"lights": 1.0, "visit": 1.0}, sensitive={"visit"}
    )
    shut, poor = replace(LIGHTS, id="shut", **change), Offer(id="poor", words=frozenset({"夜"}))

    suggestions = rank(wanted, [shut, poor], weights=WEIGHTS)

    assert [it.offer for it in suggestions] == ["poor", "shut"]
    assert (suggestions[1].gate, suggestions[1].score) == (gate, 0.0)
    assert gate in {name for name, _is_closed in GATES}


def test_fitting_help_from_another_ward_comes_before_a_neighbour_who_does_not_fit():
    far = replace(LIGHTS, id="far", wards=frozenset({MINATO}))
    near = replace(LIGHTS, id="near", codes={"clean": 1.0}, words=frozenset(), vector=ACROSS)

    assert ids([near, far]) == ["far", "near"]
    assert "place" in {misfit.code for misfit in judge(LAMP, far, WEIGHTS).misfits}


def test_with_all_else_equal_the_ward_decides():
    far = replace(LIGHTS, id="far", wards=frozenset({MINATO}))

    assert ids([far, LIGHTS]) == ["lights", "far"]


def test_first_five_have_two_of_one_owner_at_most():
    many = [replace(LIGHTS, id=f"big{n}", owner="big") for n in range(6)]
    small = [replace(LIGHTS, id=f"small{n}", owner=f"s{n}", wards=frozenset({MINATO})) for n in range(4)]

    found = ids([*many, *small])

    assert [it[:3] for it in found[:5]].count("big") == 2
    assert sorted(found) == sorted(it.id for it in (*many, *small))
    assert [it[:3] for it in found[5:9]] == ["big"] * 4


def test_owner_without_a_history_gets_the_fifth_place_when_nearly_as_good():
    known = [replace(LIGHTS, id=f"k{n}", owner=f"k{n}", exposure=1) for n in range(8)]
    new = replace(LIGHTS, id="new", owner="n", delivered=0, verified=False)
    poor = replace(new, id="poor", codes={}, words=frozenset(), vector=ACROSS)

    assert ids([*known, new]).index("new") == ranking.FIRST - 1
    assert ids([*known, poor]).index("poor") == len(known)


def test_owner_who_was_shown_often_gives_way_among_equals():
    often = replace(LIGHTS, id="often", owner="o", exposure=40)

    assert ids([often, LIGHTS]) == ["lights", "often"]
    assert judge(LAMP, often, WEIGHTS).score == judge(LAMP, LIGHTS, WEIGHTS).score


def test_equals_take_turns_by_the_day_and_not_by_their_number():
    same = [replace(LIGHTS, id=str(n), owner=str(n)) for n in range(8)]

    orders = {tuple(ids(same, seed=f"2026-11-{day}")) for day in range(10, 30)}

    assert len(orders) > 15 and len({order[0] for order in orders}) >= 5
    assert ids(same, seed="2026-11-29") == ids(same[::-1], seed="2026-11-29")


def test_scores_fall_from_the_first_to_the_last_when_nobody_is_held_back():
    draw = random.Random(3)
    wanted, _offer = anything(draw)
    offers = [replace(anything(draw)[1], id=str(n), owner=str(n), exposure=0) for n in range(30)]

    scores = [it.score for it in rank(wanted, offers, weights=WEIGHTS)]

    assert all(earlier >= later for earlier, later in pairwise(scores[ranking.FIRST :]))


def test_wish_in_the_clothes_of_an_offer_is_no_good_fit():
    wish = replace(LIGHTS, is_asking=True)
    suggestion = judge(LAMP, wish, WEIGHTS)

    assert suggestion.score < judge(LAMP, LIGHTS, WEIGHTS).score
    assert label(suggestion, WEIGHTS) == "nearly"
    assert [misfit.code for misfit in suggestion.misfits] == ["asking"]


def test_works_without_a_model():
    wanted = replace(LAMP, vector=None)
    other = replace(LIGHTS, id="other", codes={"clean": 1.0}, words=frozenset({"夜"}))

    assert ids([other, LIGHTS], wanted) == ["lights", "other"]
    assert label(judge(wanted, LIGHTS, WEIGHTS), WEIGHTS) == "well"


def test_offer_that_is_open_on_other_days_of_the_week_says_so():
    sunday = replace(LIGHTS, from_on=None, hours=(Hours(6, time(10), time(12)),))
    evening = (Hours(6, time(18), time(20)),)

    assert judge(LAMP, sunday, WEIGHTS).signals["dates"] == pytest.approx(1 / 7, abs=1e-3)
    assert judge(replace(LAMP, hours=evening), sunday, WEIGHTS).signals["dates"] == 0
    assert "dates" in {misfit.code for misfit in judge(LAMP, sunday, WEIGHTS).misfits}
