"""Reasons as people read them, and what the words of an offer rule out."""

from datetime import date

import pytest

from community.matching import conditions, reasons
from community.matching.gates import GATES
from community.matching.ranking import Reason, judge
from community.matching.sides import Offer, Wanted
from community.matching.signals import SIGNALS
from community.matching.weights import shipped as weights
from search.analysis.analyzer import Analyzer
from search.thesaurus.concepts import shipped

KITA, MINATO = "27127", "27107"


@pytest.mark.django_db
def test_reasons_and_misfits_are_whole_sentences():
    wanted = Wanted(
        id="w", codes={"lights": 1.0}, ward=KITA, words={"@street-lamp": 6.0}, quantity=9, on=date(2026, 11, 29)
    )
    offer = Offer(
        id="o", codes={"lights": 1.0}, wards=frozenset({KITA}), left=4, words=frozenset({"~street-lamp"}),
        confirmed_on=date(2026, 9, 1), limits=frozenset({"groups"}),
    )  # fmt: skip

    suggestion = judge(wanted, offer, weights())
    said = reasons.reason_sentences(suggestion)

    assert "ほしい助けに合います：照明・投光器。" in said
    assert "同じことの話です：街灯。" in said
    assert "北区にとどきます。" in said
    assert "残りは4です。" in said
    assert reasons.misfit_sentences(suggestion) == [
        "団体だけのものです。", "9いるところ、残りは4です。", "本人が確かめたのは2026年9月1日です。"
    ]  # fmt: skip
    assert reasons.gate_sentence(suggestion) == ""


@pytest.mark.django_db
def test_offer_for_other_wards_names_them():
    suggestion = judge(Wanted(id="w", ward=KITA), Offer(id="o", wards=frozenset({MINATO})), weights())

    assert reasons.misfit_sentences(suggestion) == ["とどくのは港区です。"]


def test_every_signal_and_every_gate_has_its_sentence():
    assert set(reasons._REASONS) == set(SIGNALS)
    assert set(reasons.GATES) == {name for name, _is_closed in GATES}
    assert {f"limit_{name}" for name in conditions.LIMITS} < set(reasons._MISFITS)


@pytest.mark.django_db
def test_word_of_no_language_is_said_as_it_is():
    assert reasons.sentence(Reason("language", {"languages": ["ja", "xx"]})) == "ことばが通じます：日本語、xx。"
    assert reasons.sentence(Reason("codes", {"codes": ["gone-code"]})) == "ほしい助けに合います：gone-code。"


@pytest.mark.parametrize(
    ("words", "mark"),
    [
        ("会員のみ利用可", "members"),
        ("18歳未満不可", "age"),
        ("自治会・学校等の団体に限る", "groups"),
        ("個人への貸与は不可", "groups"),
        ("女性限定の会です", "women"),
        ("区内在住の方に限ります", "residents"),
    ],
)
def test_conditions_name_those_it_is_for(words, mark):
    assert conditions.limits(words) == {mark}
    assert conditions.limits("どなたでもどうぞ") == frozenset()


def test_what_is_ruled_out_is_known_as_a_concept():
    by = Analyzer(shipped())

    assert "@wheelchair" in conditions.excludes("階段のみのため、車いすは対応できません。", by)
    assert conditions.excludes("車いすでもどうぞ。", by) == frozenset()


def test_wish_is_told_from_an_offer():
    assert conditions.is_asking("中古の楽器を探しています", "子どもたちの音楽会で使います。")
    assert conditions.is_asking("Looking for a hall", "We practise on Sundays.")
    assert not conditions.is_asking("楽器を貸します", "吹奏楽で使っていたものです。")
