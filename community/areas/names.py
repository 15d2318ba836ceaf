"""Spellings of town names: people write 6丁目, ６丁目 and 六丁目 for the same place."""

import re

from community.core.text import fold

KANJI_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")}
BLOCK = re.compile(r"([一二三四五六七八九]?十[一二三四五六七八九]?|[〇一二三四五六七八九]+)(丁目|丁)")


def _number(kanji: str) -> int:
    """一 → 1, 十 → 10, 十二 → 12, 二十一 → 21."""
    tens, _ten, ones = kanji.rpartition("十")
    if not _ten:
        return int("".join(str(KANJI_DIGITS[c]) for c in kanji))
    return (KANJI_DIGITS[tens] if tens else 1) * 10 + (KANJI_DIGITS[ones] if ones else 0)


def shown(name: str) -> str:
    """天神橋六丁目 → 天神橋6丁目: how a town's name is shown."""
    return BLOCK.sub(lambda found: f"{_number(found[1])}{found[2]}", name)


def town_key(words: str) -> str:
    """The one spelling under which a town is searched: folded, digits half-width, no spaces, no ward before it."""
    words = re.sub(r"\s", "", shown(fold(words)))
    return re.sub(r"^(大阪府)?(大阪市)?(.{1,3}区)?", "", words) or words
