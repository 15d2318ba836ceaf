"""Display names: which are refused because people would take their owner for the city.

A name is compared as eyes see it: compatibility forms folded, invisible characters gone, look-alike letters of other
scripts replaced (Unicode's confusables), spaces and punctuation dropped; backwards too, for right-to-left tricks.
"""

import re
import unicodedata
from functools import lru_cache

from confusable_homoglyphs.utils import load
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from community.core.text import INVISIBLE, clean_text, fold

LONGEST = 30
RESERVED_WORDS = (
    "大阪市 おおさか市 大阪府 市役所 区役所 府庁 市長 区長 職員 公式 こうしき 行政 役所 市政 消防 警察 "
    "建設局 環境局 水道局 教育委員会 港湾局 都市整備局 危機管理 経済戦略局 デジタル統括室 工営所 公園事務所 "
    "運営 事務局 管理者 管理人 まいこみ 退会した人 "
    "osakacity cityofosaka cityosaka citystaff cityhall wardoffice official officiel government municipal "
    "admin administrator moderator operator webmaster support staff mycomi mycommunityosaka police system"
).split()
# Letters that stand for others without being Unicode's confusables of them.
DISGUISES = str.maketrans({"0": "o", "1": "l", "3": "e", "5": "s", "$": "s", "@": "a", "i": "l", "|": "l", "!": "l"})
# Characters that look like one of the words above.
KANJI_TWINS = str.maketrans(
    {"太": "大", "犬": "大", "坂": "阪", "巿": "市", "帀": "市", "囗": "口", "エ": "工", "ロ": "口", "戠": "職"}
)


def clean_display_name(value: str) -> str:
    """The name as it will be shown. Raises ValidationError with a sentence for its owner."""
    name = unicodedata.normalize("NFKC", clean_text(value, limit=LONGEST, lines=False))
    name = clean_text(name, limit=LONGEST, lines=False)  # one character may have become many
    if not re.search(r"\w", name):
        raise ValidationError(_("みんなに見える名前を書いてください。本名でなくて、だいじょうぶです。"), code="empty")
    if "@" in name and re.search(r"@\w+\.\w", name):
        raise ValidationError(_("メールアドレスは、だれでも読めてしまいます。ほかの名前にしてください。"), code="mail")
    if looks_official(name) or looks_official(value):
        raise ValidationError(
            _("市や運営とまちがえられる名前は使えません。ほかの名前にしてください。"), code="reserved"
        )
    return name


def looks_official(name: str) -> bool:
    """Whether people could take the owner of this name for the city, its staff or this site."""
    forms = {seen for shape in (name, name[::-1]) for seen in _skeletons(shape)}
    return any(word in form for form in forms for word in _reserved())


@lru_cache(maxsize=1)
def _reserved() -> frozenset[str]:
    return frozenset(form for word in RESERVED_WORDS for form in _skeletons(word))


def _skeletons(name: str) -> set[str]:
    """The forms a name has to the eye: with kanji twins undone, and with letter disguises undone as well."""
    name = unicodedata.normalize("NFKC", INVISIBLE.sub("", name)).translate(KANJI_TWINS)
    name = "".join(
        c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c) or c in "\u3099\u309a"
    )
    plain = re.sub(r"[\W_]+", "", fold("".join(_latin_twin(c) for c in name)))
    disguised = fold("".join(_latin_twin(c) for c in name.casefold().translate(DISGUISES)))
    return {plain, re.sub(r"[\W_]+", "", disguised).translate(DISGUISES)} - {""}


def _latin_twin(character: str) -> str:
    """The ASCII letter this character is mistaken for, or the character itself."""
    return _latin_twins().get(character, character)


@lru_cache(maxsize=1)
def _latin_twins() -> dict[str, str]:
    """Letters of other scripts → the ASCII letter they look like. The table they come from is large, and not kept."""
    twins: dict[str, str] = {}
    for character, likes in load("confusables.json").items():
        letters = [like["c"] for like in likes if len(like["c"]) == 1 and like["c"].isascii() and like["c"].isalpha()]
        is_letter = len(character) == 1 and not character.isascii() and character.isalpha()
        if letters and is_letter and "CJK" not in unicodedata.name(character, "CJK"):
            twins[character] = letters[0]
    return twins
