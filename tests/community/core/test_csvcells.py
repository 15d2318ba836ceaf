"""What a spreadsheet would compute never stands at the beginning of a cell."""

import csv
import io
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.core.csvcells import MARK, harmless, lines

FORMULAS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "﹦", "﹢", "﹣", "﹫", "−", "⁼", "₊")
BEFORE = ("", " ", "\u3000", "\ufeff", "\u200b", "\u00a0", "\x00", "\u202e", "\u00ad", "\n ", "\ufeff \t")
people_write = st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=30)
hostile = st.builds(
    lambda before, sign, rest: before + sign + rest,
    st.text(alphabet=st.sampled_from([*" \t\r\n\u3000\ufeff\u200b\x00", "\U000e0001"]), max_size=4),
    st.sampled_from(FORMULAS),
    people_write,
)


def is_computed(cell: str) -> bool:
    """What any of the programs might take for a formula: read without whatever they skip."""
    seen = "".join(letter for letter in cell if unicodedata.category(letter)[0] not in "CZ")
    return unicodedata.normalize("NFKC", seen)[:1] in ("=", "+", "-", "@", "−") or cell[:1] in ("\t", "\r", "\n")


@given(people_write | hostile)
def test_no_cell_is_computed_and_no_letter_is_lost(text):
    cell = harmless(text)

    assert not is_computed(cell)
    assert cell in (text, MARK + text)
    assert (cell == text) is not is_computed(text)


@given(st.lists(st.lists(people_write | hostile | st.integers() | st.floats(allow_nan=False) | st.none(), min_size=1)))
def test_every_reader_of_csv_gets_the_same_rows(rows):
    text = lines(rows)

    back = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert back == [
        ["" if cell is None else harmless(cell) if isinstance(cell, str) else str(cell) for cell in row] for row in rows
    ]


@pytest.mark.parametrize("before", BEFORE)
@pytest.mark.parametrize("sign", FORMULAS)
def test_every_sign_behind_everything_that_programs_skip(sign, before):
    assert harmless(f"{before}{sign}HYPERLINK(1)").startswith(MARK)


@pytest.mark.parametrize("text", ["", "街灯が切れた", "3-1の角", "（=ではない）", "…=1", "A=B", "「@」"])
def test_plain_words_stay_as_they_are(text):
    assert harmless(text) == text


def test_no_letter_of_any_script_becomes_a_sign():
    """Cells that begin with a letter or a figure are passed without a second look."""
    letters = (chr(code) for code in range(0x110000) if chr(code).isalnum())

    assert [c for c in letters if unicodedata.normalize("NFKC", c)[:1] in ("=", "+", "-", "@", "−")] == []


def test_lines_end_as_rfc_4180_says_and_texts_stand_in_quotes():
    assert lines([["番号", 'と"言う'], [1, None], ["a,b", "c\nd"]]) == '"番号","と""言う"\r\n1,""\r\n"a,b","c\nd"\r\n'
