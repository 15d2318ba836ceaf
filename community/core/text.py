"""Text from outside becomes plain text of ours: no controls, no invisible tricks, bounded.

Lengths are in characters and are checked before any other work, so that no text costs more than its limit.
"""

import re
import unicodedata
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from .errors import InvalidInput
from .naming import Names
from .personal import has_my_number

LONGEST_NUMBER = 17  # digits; the database's whole numbers end soon after
# Bidirectional overrides and zero-width characters; ZWJ (200D) and variation selectors stay for emoji and 異体字.
INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\uffff]"
)
UNWRITABLE = re.compile(
    r"[\x00\ud800-\udfff]"
)  # NUL, and halves of characters that JSON can carry: no database takes them
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
MARKS = re.compile(
    r"([\u0300-\u036f\u0483-\u0489\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{4})[\u0300-\u036f\u0483-\u0489\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)
ADDRESS = re.compile(r"https?://[A-Za-z0-9./?#@!$&*+,;=:~%_\-]{1,300}")
NOBODY = Names({})
YEARS = range(2000, 2101)  # that anybody can mean; at the ends of the calendar no day can be counted on


def clean_text(value: str, *, limit: int, lines: bool = True) -> str:
    """`value` without controls and invisible characters, trimmed.

    Raises ValidationError when it is longer than `limit` characters or carries a NUL, half a character or a 個人番号.
    """
    if len(value) > limit:
        raise ValidationError(
            _("%(limit)d字までにしてください（いま%(length)d字）。"),
            code="too_long",
            params={"limit": limit, "length": len(value)},
        )
    if UNWRITABLE.search(value):
        raise ValidationError(_("読み取れない文字が入っています。打ちなおしてください。"), code="nul")
    value = CONTROL.sub("", INVISIBLE.sub("", value.replace("\r\n", "\n").replace("\r", "\n")))
    value = MARKS.sub(r"\1", value)
    value = re.sub(r"\n{4,}", "\n\n\n", value) if lines else re.sub(r"\s+", " ", value)
    if has_my_number(value):  # as it would be kept: nothing invisible parts its figures any more
        raise ValidationError(
            _("個人番号（マイナンバー）のような12けたの数字が入っています。だれも預かれない番号です。消してください。"),
            code="my_number",
        )
    return value.strip()


def said(text: str, limit: int, missing: str = "", *, lines: bool = True) -> str:
    """What a person has to say, cleaned, for an action; `missing` asks for it when there is nothing.

    Raises InvalidInput.
    """
    try:
        text = clean_text(text, limit=limit, lines=lines)
    except ValidationError as error:
        raise InvalidInput(error.messages[0]) from error
    if missing and not text:
        raise InvalidInput(missing)
    return text


def asked(value: str | None, *, limit: int) -> str:
    """A value of an address (`?q=…`) as one plain line of at most `limit` characters; never an error."""
    return " ".join(CONTROL.sub("", value or "")[: limit * 2].split())[:limit]


def asked_day(value: str | None) -> str:
    """A day of an address as YYYY-MM-DD, or nothing; never an error."""
    try:
        day = date.fromisoformat(asked(value, limit=10))
    except ValueError:
        return ""
    return day.isoformat() if day.year in YEARS else ""


def asked_number(value: str | None) -> int | None:
    """A whole number of an address or a form; None for anything else, and for what no column could hold."""
    return int(value) if value and value.isdecimal() and len(value) <= LONGEST_NUMBER else None


def fold(value: str) -> str:
    """One form for all spellings of the same letters: NFKC, lower case, katakana as hiragana."""
    value = unicodedata.normalize("NFKC", value).casefold()
    return "".join(chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c for c in value)


def to_html(value: str, *, links: bool, names: Names | None = None) -> SafeString:
    """Plain text as paragraphs of HTML; addresses become links only when `links`, and so do these names after an @.

    Linear in the length.
    """
    blocks = []
    for block in re.split(r"\n{2,}", value):
        lines = (_line(line, links, names or NOBODY) for line in block.split("\n"))
        blocks.append("<p>" + "<br>".join(lines) + "</p>")
    return mark_safe("".join(blocks))  # noqa: S308 - every piece was escaped in _line


def _line(line: str, links: bool, names: Names) -> str:
    if not links:
        return names.linked(line)
    pieces, end = [], 0
    for found in ADDRESS.finditer(line):
        address = found.group().rstrip(".,;:!?")
        pieces.append(names.linked(line[end : found.start()]))
        pieces.append(f'<a href="{escape(address)}" rel="nofollow ugc noopener">{escape(address)}</a>')
        end = found.start() + len(address)
    pieces.append(names.linked(line[end:]))
    return "".join(pieces)
