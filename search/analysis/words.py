"""Text → words with their dictionary forms.

Japanese goes through SudachiPy with its small dictionary. Words in Latin letters are kept from it (it would turn
street into ストリート) and lose their endings and accents instead. Where the dictionary is not installed, Japanese has
no words and pairs of letters carry search alone; `has_dictionary` says so.
"""

import re
import sys
import threading
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from .letters import fold

LATIN = re.compile(r"[^\W_぀-㄰㐀-鿿가-힣々〆ヵヶｦ-ﾟ]+(?:['’][a-z]+)?", re.IGNORECASE)
LONGEST_WORD = 64  # letters; an index takes no word of any length
LONGEST_PIECE = 4000  # characters; the analyser refuses 49,149 bytes
FULL_WIDTH = {0xFF01 + n: 0x21 + n for n in range(94)} | {0x3000: 0x20}
CONTENT = {"名詞", "動詞", "形容詞", "形状詞", "副詞", "接尾辞", "接頭辞", "連体詞", "感動詞"}
EMPTY = set(
    "居る 為る 有る 成る 無い 様 事 物 所 此れ 其れ 為 下さる 頂く 致す 出来る 足りる です ます 御 さん 達 等".split()
)
EMPTY |= set("a an the is are was be am to in of at on and or for my i it this that with please".split())
LACKING = {"無い", "ない", "欲しい", "足りない", "少ない", "不足", "無し", "ぬ", "ず", "へん"}
ENDINGS = (("ies", "y"), ("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("shes", "sh"), ("ing", ""), ("ed", ""))
JOINS = {"接尾辞": -1, "接頭辞": 1}
FARTHEST = 4  # words between a thing and its being said not to be there
BREAKS = set("。、！？!?.,\n「」（）()")
_folded = lru_cache(maxsize=5_000)(fold)  # of words, which come again and again


@dataclass(frozen=True, slots=True)
class Word:
    """One word at `begin`–`end` of the text (characters); words of one long unit share `unit`, which is its end."""

    surface: str
    lemma: str
    begin: int
    end: int
    unit: int
    unit_lemma: str = ""
    reading: str = ""  # in hiragana
    synonyms: tuple[int, ...] = ()
    is_content: bool = True
    is_latin: bool = False
    is_lacking: bool = False  # it is said not to be there, or not to work
    joins: int = 0  # to the word before it (-1: 者, 区) or after it (1: お, 要), of which it is a part


def has_dictionary() -> bool:
    return _dictionary() is not None


def forget_dictionary() -> None:
    """For the rest of this process there is none, as where it is not installed."""
    _dictionary.cache_clear()
    sys.modules["sudachipy"] = None  # type: ignore[assignment]  # for Python: not there


def words_of(text: str) -> list[Word]:
    """All words of a text in their order; those without meaning of their own too, since phrases need them."""
    text, found, at = clean(text), [], 0
    for latin in LATIN.finditer(text):
        found += _japanese(text[at : latin.start()], at)
        found.append(_latin(latin))
        at = latin.end()
    found += _japanese(text[at:], at)
    return _with_what_is_lacking(found)


def clean(text: str) -> str:
    """The same text, letter for letter, without what an analyser chokes on."""
    text = text.translate(FULL_WIDTH)
    if text.isprintable():
        return text
    return "".join(" " if unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Co"} else letter for letter in text)


def stem(word: str) -> str:
    """An English or Vietnamese word without accents and the commonest endings, so that lamps finds lamp."""
    plain = unicodedata.normalize("NFD", word.casefold().replace("đ", "d"))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter)).partition("'")[0]
    plain = plain.partition("’")[0]
    for ending, instead in ENDINGS:
        if plain.endswith(ending) and len(plain) - len(ending) >= 2:
            return plain[: -len(ending)] + instead
    if plain.endswith("s") and not plain.endswith(("ss", "us", "is")) and len(plain) > 3:
        return plain[:-1]
    return plain


@lru_cache(maxsize=1)
def _dictionary() -> Any:
    try:
        from sudachipy import Dictionary
    except ImportError:
        return None
    return Dictionary(dict="small")


_own = threading.local()  # a tokenizer refuses a second thread; the dictionary is shared


def _tokenizer() -> Any:
    if getattr(_own, "dictionary", None) is not _dictionary():
        _own.dictionary, _own.tokenizer = _dictionary(), _dictionary().tokenizer()
    return _own.tokenizer


def _latin(match: re.Match[str]) -> Word:
    base = stem(match.group())[:LONGEST_WORD]
    is_content = base not in EMPTY
    return Word(match.group().casefold(), base, *match.span(), match.end(), base, is_content=is_content, is_latin=True)


def _japanese(text: str, begin: int) -> Iterator[Word]:
    if not has_dictionary() or not text.strip():
        return
    from sudachipy import SplitMode

    for first in range(0, len(text), LONGEST_PIECE):
        piece, at = text[first : first + LONGEST_PIECE], begin + first
        # Parts and long units come from two passes: a split morpheme of SudachiPy 0.7 does not know where it stands.
        wholes = [
            (whole.end(), _folded(whole.normalized_form())[:LONGEST_WORD])
            for whole in _tokenizer().tokenize(piece, SplitMode.C)
        ]
        inside = iter(wholes)
        end, lemma = next(inside)
        for part in _tokenizer().tokenize(piece, SplitMode.A):
            if part.begin() == part.end():
                continue  # … is three dots to SudachiPy, of which the last two stand nowhere
            while part.begin() >= end:
                end, lemma = next(inside)
            yield _word(part, at, at + end, lemma)


def _word(part: Any, at: int, unit: int, unit_lemma: str) -> Word:
    lemma = _folded(part.normalized_form())[:LONGEST_WORD]
    return Word(
        surface=_folded(part.surface()),
        lemma=lemma,
        begin=at + part.begin(),
        end=at + part.end(),
        unit=unit,
        unit_lemma=unit_lemma,
        reading=_folded(part.reading_form()),
        synonyms=tuple(part.synonym_group_ids()),
        is_content=part.part_of_speech()[0] in CONTENT and lemma not in EMPTY,
        joins=JOINS.get(part.part_of_speech()[0], 0),
    )


def _with_what_is_lacking(words: list[Word]) -> list[Word]:
    """Marks ベンチ in ベンチがない and ベンチがほしい, 予約 in 予約できない, 使う in 使えない."""
    for here, word in enumerate(words):
        if word.lemma not in LACKING:
            continue
        for back in range(here - 1, max(here - 1 - FARTHEST, -1), -1):
            if words[back].surface in BREAKS:
                break
            if words[back].is_content and words[back].lemma not in LACKING:
                words[back] = replace(words[back], is_lacking=True)
                break
    return words
