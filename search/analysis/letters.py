"""Text → pairs of letters: the net that catches what no dictionary knows.

Letters are folded (NFKC, lower case, katakana as hiragana). Runs of Japanese and the like become overlapping pairs;
the last letter of a run stands alone as well, so that a query of one letter is a prefix of some token. Runs of Latin
letters and digits stay words; one longer than 64 letters becomes several, in texts and queries alike, because an index
takes no token of any length (PostgreSQL's GIN: 2,712 bytes).
"""

import re
import unicodedata

LONGEST_QUERY = 200  # characters
MOST_WORDS = 12
SHORTEST_CHINESE = 12  # letters of a text that is then no Japanese name or heading
KANA, HAN, HANGUL = re.compile(r"[ぁ-ゖァ-ヺｦ-ﾝ]"), re.compile(r"[一-鿿]"), re.compile(r"[가-힣]")
VIETNAMESE, LATIN = re.compile(r"[ăđơưạ-ỹ]"), re.compile(r"[A-Za-z]")
HIRAGANA = {letter: letter - 0x60 for letter in range(ord("ァ"), ord("ヶ") + 1)}
RUN = re.compile(r"[a-z0-9]{1,64}|[^\W_a-z0-9]+")


def fold(text: str) -> str:
    """One form for all spellings of the same letters."""
    return unicodedata.normalize("NFKC", text).casefold().translate(HIRAGANA)


def language(text: str) -> str:
    """ja, zh, ko, vi or en, by the letters of a text; a short one in Chinese characters alone passes for Japanese."""
    text = unicodedata.normalize("NFKC", text)
    if HANGUL.search(text):
        return "ko"
    if KANA.search(text):
        return "ja"
    if len(HAN.findall(text)) >= SHORTEST_CHINESE:
        return "zh"
    if HAN.search(text):
        return "ja"
    return "vi" if VIETNAMESE.search(text.casefold()) else "en" if LATIN.search(text) else "ja"


def tokens(text: str) -> list[str]:
    """All tokens of a text in their order."""
    found: list[str] = []
    for run in RUN.findall(fold(text)):
        found += [run] if run[0].isascii() else _pairs(run)
    return found


def query_words(words: str) -> list[str]:
    """The folded runs of a query, at most 12, from at most 200 characters."""
    return RUN.findall(fold(words[:LONGEST_QUERY]))[:MOST_WORDS]


def word_tokens(word: str) -> tuple[list[str], bool]:
    """The tokens that a text with this run must hold in a row, and whether the last is only a beginning."""
    if word[0].isascii():
        return [word], True
    if len(word) == 1:
        return [word], True
    return _pairs(word)[:-1], False


def _pairs(run: str) -> list[str]:
    return [run[n : n + 2] for n in range(len(run) - 1)] + [run[-1]]
