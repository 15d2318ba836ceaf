"""Which words in a picture are a number plate: its large line, as cars have it and as it is read."""

import pytest

from community.photos.plates import is_plate, plate_around


@pytest.mark.parametrize(
    "words",
    [
        "12-34",
        "さ12-34",
        "さ 12-34",
        "１２－３４",
        "12ー34",
        "・・-12",
        "・1-23",
        "・・12",
        "・・・1",
        "..・1",
        "･･12",
        "さ・・12",
    ],
)
def test_large_line_of_a_plate_is_one(words):
    assert is_plate(words)


@pytest.mark.parametrize(
    "words",
    ["", "1234", "12-345", "112-34", "06-6208-1234", "12-34-5", "12-34号", "あいうえ12-34", "・・・・", "1・-23",
     "12-・・", "1.5", "・12-34", "大阪 330", "12-3a", "9" * 200 + "-12", "-12-34"],
)  # fmt: skip
def test_what_only_looks_alike_is_none(words):
    assert not is_plate(words)


def test_whole_plate_is_around_its_large_line():
    assert plate_around((100, 100, 300, 200)) == pytest.approx((50, 5, 315, 220))
