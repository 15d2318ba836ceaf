"""What tells of a person is found by its form, at its place, and nothing else is."""

import time

import pytest
from django.core.exceptions import ValidationError

from community.core.personal import find, has_my_number, masked
from community.core.text import clean_text


def kinds(text):
    return [it.kind for it in find(text)]


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("電話は090-1234-5678です", "phone", "090-1234-5678"),
        ("０６－６２０８－１２３４まで", "phone", "０６－６２０８－１２３４"),
        ("(06)6208 1234", "phone", "(06)6208 1234"),
        ("09012345678", "phone", "09012345678"),
        ("call +81 90-1234-5678 please", "phone", "+81 90-1234-5678"),
        ("taro.yamada+x@example.co.jp へ", "mail", "taro.yamada+x@example.co.jp"),
        ("ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐ", "mail", "ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐ"),
        ("なにわ 500 あ 12-34 の車", "plate", "なにわ 500 あ 12-34"),
        ("大阪３３０さ・・・１", "plate", "大阪３３０さ・・・１"),
        ("天神橋6丁目4番20号の家", "house", "4番20号"),
        ("北区扇町2-1-27", "house", "2-1-27"),
        ("4111 1111 1111 1111", "card", "4111 1111 1111 1111"),
        ("番号は1234-5678-9018", "my_number", "1234-5678-9018"),
    ],
)
def test_it_is_found_where_it_stands(text, kind, words):
    assert [(it.kind, it.words, text[it.start : it.end]) for it in find(text)] == [(kind, words, words)]


@pytest.mark.parametrize(
    "text",
    [
        "天神橋6丁目の交差点", "午前9時30分から10時45分まで", "2026-11-30 の朝", "11月3日から12月10日", "街灯 12-3456",
        "柱の番号 123456789012", "1,200円と3,400円", "0120-123-456 へ電話", "110番と119番", "バスの62番と3号線",
        "1-2年生が30人", "34.7044, 135.5119", "#358 と #1024", "写真は4032×3024",
    ],
)  # fmt: skip
def test_other_figures_are_nobodys(text):
    assert kinds(text) == []


@pytest.mark.parametrize(
    "spelt", ["123456789018", "1234 5678 9018", "１２３４－５６７８－９０１８", "1234　5678　9018"]
)
def test_nobody_may_keep_a_personal_number(spelt):
    assert has_my_number(f"わたしの番号は{spelt}です")
    with pytest.raises(ValidationError, match="個人番号"):
        clean_text(f"わたしの番号は{spelt}です", limit=100)


@pytest.mark.parametrize("parted", ["1234\u200b5678\u200b9018", "1234\u00ad56789018", "1234\x07 5678 9018"])
def test_what_nobody_sees_hides_no_personal_number(parted):
    with pytest.raises(ValidationError, match="個人番号"):
        clean_text(parted, limit=100)


def test_wide_gaps_close_in_one_line_and_hide_none():
    with pytest.raises(ValidationError, match="個人番号"):
        clean_text("1234   5678   9018", limit=100, lines=False)


def test_twelve_figures_with_another_check_digit_are_kept():
    assert not has_my_number("123456789012")
    assert clean_text("街灯123456789012", limit=100) == "街灯123456789012"


def test_each_thing_gives_way_to_its_name():
    said = "連絡は090-1234-5678か、a@example.jp へ。"
    assert masked(said) == "連絡は（電話番号）か、（メールアドレス） へ。"
    assert masked(masked(said)) == masked(said)


def test_no_text_takes_long():
    for hard in ("0-" * 2000, "1 " * 2000, "a" * 4000, "a@" * 2000, "あ" * 4000, "1-1-" * 1000, "." * 4000):
        begun = time.process_time()
        find(hard)
        assert time.process_time() - begun < 0.2
