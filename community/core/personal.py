"""What in a text tells of a person: found before it is public, so that whoever writes can take it out.

Only what can be seen by its form: telephone numbers, mail addresses, plates, house numbers, cards, and the 個人番号,
which nobody may keep (番号利用法 19, 20条). Every pattern is linear in the length of the text.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Each letter becomes one letter, so that places in the text stay what they are.
_SAME = dict.fromkeys(map(ord, "‐‑‒–—―−－ｰ"), "-") | {ord("　"): " ", ord("＠"): "@", ord("．"): ".", ord("・"): "."}
_SAME |= {ord("０") + n: str(n) for n in range(10)} | {ord("Ａ") + n: chr(ord("A") + n) for n in range(26)}
_SAME |= {ord("ａ") + n: chr(ord("a") + n) for n in range(26)} | {ord("（"): "(", ord("）"): ")", ord("＋"): "+"}
_BUSINESS = ("0120", "0800", "0570", "0990")  # free or shared numbers: nobody's own


@dataclass(frozen=True)
class Personal:
    """One place in a text, from `start` to before `end`; `kind` is of `LABELS`."""

    kind: str
    start: int
    end: int
    words: str

    @property
    def label(self) -> Promise:
        return LABELS[self.kind]


LABELS = {
    "my_number": _("個人番号（マイナンバー）"),
    "card": _("カードの番号"),
    "phone": _("電話番号"),
    "mail": _("メールアドレス"),
    "plate": _("車のナンバー"),
    "house": _("家の番地"),
}


def find(text: str) -> list[Personal]:
    """Everything that looks personal, in the order of the text; what lies within something found before is left out."""
    same, found = text.translate(_SAME), []
    for kind, pattern, is_one in _PATTERNS:
        for match in pattern.finditer(same):
            start, end = match.span()
            if is_one(match.group()) and not any(start < it.end and it.start < end for it in found):
                found.append(Personal(kind, start, end, text[start:end]))
    return sorted(found, key=lambda it: it.start)


def has_my_number(text: str) -> bool:
    """Whether a valid 個人番号 stands in it; twelve figures with another check digit, as on lamp posts, are none."""
    return any(_is_my_number(match.group()) for match in _TWELVE.finditer(text.translate(_SAME)))


def masked(text: str) -> str:
    """The text with the name of each thing in its place: 「090-…」 becomes 「（電話番号）」."""
    return "".join(_pieces(text))


def _pieces(text: str) -> Iterator[str]:
    end = 0
    for it in find(text):
        yield f"{text[end : it.start]}（{it.label}）"
        end = it.end
    yield text[end:]


def _figures(words: str) -> list[int]:
    return [int(letter) for letter in words if letter.isdecimal()]


def _is_my_number(words: str) -> bool:
    """The check digit of 総務省令85号 (2014), 5条."""
    *figures, check = _figures(words)
    weighed = sum(figure * (n + 1 if n <= 6 else n - 5) for n, figure in enumerate(reversed(figures), start=1))
    rest = weighed % 11
    return check == (0 if rest <= 1 else 11 - rest)


def _is_card(words: str) -> bool:
    """Luhn's check digit."""
    figures = _figures(words)[::-1]
    doubled = [sum(divmod(2 * figure, 10)) for figure in figures[1::2]]
    return len(figures) in (14, 15, 16) and (sum(figures[::2]) + sum(doubled)) % 10 == 0 and len(set(figures)) > 1


def _is_phone(words: str) -> bool:
    figures = "".join(map(str, _figures(words)))
    figures = "0" + figures[2:].removeprefix("0") if words.startswith("+") else figures
    return len(figures) in (10, 11) and not figures.startswith(_BUSINESS)


def _yes(_words: str) -> bool:
    return True


_ALONE, _ENDS = r"(?<![\d-])(?<!\d )", r"(?![ -]?\d)"  # of a run of figures
_TWELVE = re.compile(rf"{_ALONE}\d(?:[ -]?\d){{11}}{_ENDS}")
_CARD = re.compile(rf"{_ALONE}\d(?:[ -]?\d){{13,15}}{_ENDS}")
_PHONE = re.compile(rf"{_ALONE}(?:\+81[ -]?\(?0?\)?|\(?0)\d{{1,4}}\)?[ -]?\d{{1,4}}[ -]?\d{{3,4}}{_ENDS}")
_MAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,4}[A-Za-z]{2,20}")
_PLATE = re.compile(r"[一-鿿ぁ-んァ-ヶ]{1,4} ?\d{2,3} ?[ぁ-んA-Z] ?(?:\d{2}-\d{2}|\.{1,3} ?\d{1,3}(?:-\d{1,2})?)")
_HOUSE = re.compile(rf"{_ALONE}\d{{1,3}}(?:番地?|-)\d{{1,4}}(?:号|-\d{{1,4}}(?:号室?)?){_ENDS}")
_PATTERNS: tuple[tuple[str, re.Pattern[str], Callable[[str], bool]], ...] = (
    ("my_number", _TWELVE, _is_my_number),
    ("card", _CARD, _is_card),
    ("phone", _PHONE, _is_phone),
    ("mail", _MAIL, _yes),
    ("plate", _PLATE, _yes),
    ("house", _HOUSE, _yes),
)
