"""Words, what they are about, and what is missing."""

import pytest

from search.analysis.analyzer import Analyzer
from search.analysis.letters import language
from search.analysis.words import stem, words_of
from search.thesaurus.concepts import Concept, Thesaurus, shipped

LAMP = Concept(
    "lamp",
    broader="lighting",
    ja=("街灯", "外灯"),
    readings=("がいとう",),
    symptoms=("夜道 暗い",),
    en=("street light",),
    zh=("路灯",),
    ko=("가로등",),
    vi=("đèn đường",),
)
PLACES = [
    LAMP,
    Concept("lighting", ja=("照明",)),
    Concept("lift", ja=("エレベーター",)),
    Concept("wheelchair", ja=("車椅子",)),
    Concept("car", ja=("車",)),
    Concept("kyoto", ja=("京都",)),
    Concept("park", ja=("公園",), readings=("こうえん",)),
    Concept("blocked", ja=("通行止め",), symptoms=("通れない",)),
]
ANALYZER = Analyzer(Thesaurus({concept.id: concept for concept in PLACES}))


def words(text: str) -> set[str]:
    return set(ANALYZER.document(text).words)


def asked(text: str) -> set[str]:
    return {token for group in ANALYZER.query(text).groups for token in group.weights}


@pytest.mark.parametrize(
    "text",
    ["街灯が切れた", "角の外灯", "The street lights are out", "路灯坏了", "가로등이 꺼졌어요", "Đèn đường bị hỏng"],
)
def test_concept_is_named_in_every_language(text):
    assert {"@lamp", "^lighting"} <= words(text)


def test_concept_is_described_by_what_one_sees():
    assert "~lamp" in words("子どもの帰る夜道がとても暗くて心配です") and "~lamp" not in words("暗い色の服")


def test_terms_end_where_words_end():
    assert "@kyoto" not in words("東京都の人") and "@car" not in words("車椅子で通る")


def test_what_is_lacking_is_marked_and_asked_for():
    assert "!べんち" in words("公園にベンチがない") and "!べんち" not in words("ベンチに座る")
    assert "!べんち" in asked("ベンチがほしい")


def test_symptom_of_a_lack_needs_the_lack():
    assert "~blocked" in words("道が通れない") and "~blocked" not in words("道が通れる")


@pytest.mark.parametrize(
    ("query", "concept"), [("がいとう", "@lamp"), ("公演の遊び場", "@park"), ("エレベター", "@lift")]
)
def test_query_is_read_by_sound_and_nearly(query, concept):
    assert concept in asked(query)


def test_query_finds_narrower_things_but_not_as_well():
    weights = ANALYZER.query("照明").groups[0].weights

    assert 0 < weights["^lighting"] < weights["@lighting"] <= 1


def test_words_that_name_one_thing_together_are_asked_for_as_one():
    assert [group.asked for group in ANALYZER.query("street light broken").groups] == ["street light", "broken"]


@pytest.mark.parametrize(
    ("word", "base"), [("lamps", "lamp"), ("boxes", "box"), ("cities", "city"), ("Đường", "duong")]
)
def test_latin_words_lose_endings_and_accents(word, base):
    assert stem(word) == base


@pytest.mark.parametrize("text", ["\ud800街灯", "あ" * 30_000, "a" * 5000, "\x00\x1f", "👨‍👩‍👧‍👦", "ﾌﾞﾗﾝｺ２本"])
def test_odd_texts_are_analysed_without_an_error(text):
    assert isinstance(words(text), set) and isinstance(asked(text), set)


def test_places_of_words_are_those_of_the_text():
    text = "全角ＡＢＣと街灯 street"

    assert {text[word.begin : word.end] for word in words_of(text)} >= {"ＡＢＣ", "街灯", "street"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("街灯が切れた", "ja"), ("街灯の件", "ja"), ("北区天神橋", "ja"), ("路灯坏了好几天晚上很黑请修一下", "zh"),
        ("가로등이 꺼졌어요", "ko"), ("Đèn đường bị hỏng", "vi"), ("The lamp is out", "en"), ("", "ja"),
    ],
)  # fmt: skip
def test_language_of_a_text(text, code):
    assert language(text) == code


def test_words_of_two_scripts_side_by_side_stay_two():
    assert [group.asked for group in ANALYZER.query("道street").groups] == ["道", "street"]


def test_shipped_thesaurus_is_whole():
    concepts = shipped().concepts

    assert len(concepts) >= 400
    assert all(concept.ja and (not concept.broader or concept.broader in concepts) for concept in concepts.values())
    assert sum(bool(c.en and c.zh and c.ko and c.vi) for c in concepts.values()) >= 400


@pytest.mark.parametrize("text", ["街灯…", "㍿の街灯", "街灯が暗い…"])
def test_sign_that_stands_for_several_letters_leaves_its_neighbours(text):
    by = Analyzer(Thesaurus({}))

    assert "街灯" in by.document(text).words and by.query(text).groups
