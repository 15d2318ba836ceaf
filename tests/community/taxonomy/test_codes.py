"""Sorts of help: what a text asks for or offers, and the editors' screen of them."""

import json

import numpy as np
import pytest

from community.taxonomy.codes import DATA, OFFERED, WANTED, CodeBook, codebook, codes_of, shipped_codes
from community.taxonomy.models import HelpKind, NeedCode
from search.analysis.analyzer import Analyzer
from search.thesaurus.concepts import shipped
from tests import makers

SENSITIVE = {"childcare", "visit", "escort", "health", "counsel", "law"}


@pytest.fixture(scope="module")
def book() -> CodeBook:
    return CodeBook(shipped_codes(), Analyzer(shipped()))


def slugs(book: CodeBook, text: str, side: str, **about) -> list[str]:
    return [found.slug for found in book.find(text, side=side, **about)]


def test_codes_come_with_words_of_both_sides():
    rows = [row for row in json.loads((DATA / "need_codes.json").read_text(encoding="utf-8")) if row["group"]]

    for row in rows:
        for side in (WANTED, OFFERED):
            phrases = row[side].splitlines()
            assert 12 <= len(phrases) <= 25 and len(set(phrases)) == len(phrases), (row["slug"], side)
        assert bool(row.get("hint")) == bool(row.get("hint_en")), row["slug"]
        assert len(row.get("hint", "")) <= 300 and len(row.get("hint_en", "")) <= 400, row["slug"]
    assert {row["slug"] for row in rows if row.get("sensitive")} == SENSITIVE


def test_relations_name_only_concepts_and_codes_that_there_are():
    relations = json.loads((DATA / "concept_codes.json").read_text(encoding="utf-8"))
    known = {code.slug for code in shipped_codes()}

    assert set(relations) <= set(shipped().concepts)
    for sides in relations.values():
        assert set(sides) <= {WANTED, OFFERED}
        assert all(slug in known and 0 < weight <= 1 for codes in sides.values() for slug, weight in codes.items())
    served = {slug for sides in relations.values() for codes in sides.values() for slug in codes}
    assert served == known


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("街灯が切れていて、夜道がまっくらです", "lights"),
        ("落書きがずっと消えずに残っている", "clean"),
        ("The street lamp near the station has been out for weeks", "lights"),
        ("가로등이 꺼져 있어요", "lights"),
        ("一人暮らしの母が買い物に行けません", "errands"),
        ("野良猫が増えて困っています", "animals"),
    ],
)
def test_what_residents_say_asks_for_what_helps(book, text, code):
    assert code in slugs(book, text, WANTED)


def test_offer_is_known_by_what_it_does(book):
    assert slugs(book, "テントと長机をお貸しします。祭りや運動会に", OFFERED)[0] == "event-gear"
    assert slugs(book, "元教員が放課後に無料で勉強を教えます", OFFERED)[0] == "study"


def test_code_says_what_told_it(book):
    found = {it.slug: it for it in book.find("防犯カメラがほしい", side=WANTED)}

    assert found["safety-goods"].why == "防犯カメラ"
    assert 0 < found["safety-goods"].weight <= 1


def test_only_codes_of_the_asked_kind(book):
    kinds = {code.slug: code.kind for code in book.codes}

    found = slugs(book, "街灯が切れていて、夜道がまっくらです", WANTED, kind=HelpKind.THINGS)

    assert found and {kinds[slug] for slug in found} == {HelpKind.THINGS}


def test_text_that_asks_nothing_has_no_codes(book):
    assert slugs(book, "", WANTED) == slugs(book, "ええ天気ですなあ", WANTED) == []


def test_meaning_finds_what_no_word_tells(book, monkeypatch):
    """With vectors in which the text lies beside one phrase of 夜回り and far from all others."""
    phrases = book._phrases[OFFERED]
    rows = np.zeros((len(phrases), 4), dtype=np.float32)
    rows[:, 0] = 1.0
    rows[next(at for at, it in enumerate(phrases) if it.slug == "patrol")] = (0, 1, 0, 0)
    monkeypatch.setattr(CodeBook, "vectors", lambda _self, _side, *, wait=False: rows)
    vector = np.array([0, 1, 0, 0], dtype=np.float32)

    found = book.find("ぷらぷら", side=OFFERED, vector=vector)

    assert [it.slug for it in found] == ["patrol"]
    assert book.find("ぷらぷら", side=OFFERED) == []


@pytest.mark.django_db
def test_word_that_an_editor_adds_is_understood_at_once():
    before = {it.slug for it in codes_of("ほげほげ号を貸します", side=OFFERED)}
    code = NeedCode.objects.get(pk="vehicle")
    code.offered += "\nほげほげ号を貸します"
    code.save()

    after = {it.slug for it in codes_of("ほげほげ号を貸します", side=OFFERED)}

    assert "vehicle" in after - before


@pytest.mark.django_db
def test_code_that_is_not_used_any_more_is_not_found():
    NeedCode.objects.filter(pk="lights").update(active=False)

    assert "lights" not in {it.slug for it in codes_of("夜道が暗い", side=WANTED)}
    assert "lights" not in {code.slug for code in codebook().codes}


@pytest.mark.django_db
def test_editor_changes_words_but_not_the_slug(login):
    screen = login(makers.admin())
    address = "/cms/needcode/edit/lights/"
    form = screen.get(address).context["form"]
    fields = {name: form[name].value() for name in form.fields} | {
        "wanted": "夜道が暗い\n足もとが見えない",
        "slug": "x",
    }

    answer = screen.post(address, {name: value for name, value in fields.items() if value not in (None, False)})

    assert answer.status_code == 302
    assert NeedCode.objects.get(pk="lights").wanted == "夜道が暗い\n足もとが見えない"
    assert not NeedCode.objects.filter(pk="x").exists()
    assert set(form.fields["group"].queryset) == set(NeedCode.objects.filter(group=None))


@pytest.mark.django_db
def test_code_that_something_carries_cannot_be_deleted(login):
    screen = login(makers.admin())
    makers.resource(codes=["lights"])
    NeedCode.objects.create(pk="lone", kind=HelpKind.THINGS, name="ひとつ", group_id="gear")

    screen.post("/cms/needcode/delete/lone/")
    refused = {slug: screen.post(f"/cms/needcode/delete/{slug}/", follow=True) for slug in ("gear", "lights")}

    assert not NeedCode.objects.filter(pk="lone").exists()
    for slug, page in refused.items():
        assert NeedCode.objects.filter(pk=slug).exists(), slug
        assert "使われているため" in page.content.decode(), slug
