"""Spellings of town names: people write 6丁目, ６丁目 and 六丁目 for the same place."""

import csv
import re
from functools import lru_cache
from pathlib import Path

from community.core.text import fold

READINGS = Path(__file__).resolve().parent / "data" / "town_readings.csv"
KANA = re.compile(r"[ぁ-ゖー]{2,}")
MOST_READ = 12
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


def read_as(key: str) -> list[str]:
    """Beginnings of town keys that sound like one typed in kana: てんじんばし6 → 天神橋6, at most MOST_READ."""
    kana = KANA.match(key)
    if kana is None:
        return []
    names = [name for name, reading in _readings() if reading.startswith(kana[0])]
    return [name + key[kana.end() :] for name in names[:MOST_READ]]


@lru_cache(maxsize=1)
def _readings() -> list[tuple[str, str]]:
    """(name without its 丁目, how it is read), the shortest readings first."""
    with READINGS.open(encoding="utf-8", newline="") as file:
        rows = [(fold(row["name"]), row["reading"]) for row in csv.DictReader(file)]
    return sorted(rows, key=lambda row: len(row[1]))
