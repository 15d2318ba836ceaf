"""What is offered, cleaned: the same rules for a first offer and for every change of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Any

from django.utils.translation import gettext as _

from community.areas import geometry
from community.areas.models import Ward
from community.core.clock import today
from community.core.errors import InvalidInput
from community.core.text import said
from community.taxonomy.models import HelpKind, NeedCode

from ..models import LONGEST_BODY, LONGEST_CONDITIONS, LONGEST_TITLE, MOST, Cost
from ..reach import LARGEST_RADIUS, SMALLEST_RADIUS, wards_within
from ..reference import LANGUAGES

MOST_CODES, MOST_HOURS, MOST_EXCEPTIONS = 5, 49, 10
MOST_YEN = 10**12
TEXTS = {  # field → its longest, whether it has lines
    "body": (LONGEST_BODY, True), "title_en": (80, False), "unit": (10, False), "place": (80, False),
    "conditions": (LONGEST_CONDITIONS, True), "cost_note": (100, False), "hours_note": (100, False),
}  # fmt: skip


@dataclass(frozen=True)
class What:
    """Everything that people say of it. `hours`: weekday, from, to; `exceptions`: first, last, open, note."""

    kind: str
    codes: Sequence[NeedCode]
    title: str
    ward: Ward
    title_en: str = ""
    body: str = ""
    quantity: int | None = None
    unit: str = ""
    returns: bool = False
    amount: int | None = None
    conditions: str = ""
    cost: str = Cost.FREE
    cost_note: str = ""
    languages: Sequence[str] = ()
    remote: bool = False
    serves: Sequence[Ward] = ()
    place: str = ""
    lat: float | None = None
    lng: float | None = None
    radius: int | None = None
    from_on: date | None = None
    until_on: date | None = None
    hours_note: str = ""
    hours: Sequence[tuple[int, time, time]] = ()
    exceptions: Sequence[tuple[date, date, bool, str]] = ()

    @property
    def columns(self) -> dict[str, Any]:
        """As the row holds them; the rest are rows of their own."""
        apart = {"codes", "serves", "hours", "exceptions"}
        return {name: value for name, value in vars(self).items() if name not in apart}


COLUMNS = tuple(name for name in What.__dataclass_fields__ if name not in {"codes", "serves", "hours", "exceptions"})


def cleaned(what: What, *, blur: bool) -> What:
    """The same without controls, in bounds, and with the wards that a radius reaches.

    `blur`: its point is kept to about 100 metres, since it may be somebody's home. Raises InvalidInput.
    """
    if what.kind not in HelpKind.values:
        raise InvalidInput(_("人・モノ・場所・資金・情報から1つえらんでください。"))
    texts = {name: said(getattr(what, name), longest, lines=lines) for name, (longest, lines) in TEXTS.items()}
    title = said(what.title, LONGEST_TITLE, _("ひとことで、何を出せるか書いてください。"), lines=False)
    if what.cost not in Cost.values:
        raise InvalidInput(_("お金のことを1つえらんでください。"))
    what = replace(
        what,
        **texts,
        title=title,
        codes=_codes(what),
        amount=what.amount if what.kind == HelpKind.MONEY else None,
        languages=[code for code in LANGUAGES if code in what.languages],
        hours=sorted(set(what.hours)),
        exceptions=[_apart(*row) for row in what.exceptions],
    )
    _numbers(what)
    _days(what)
    return _placed(what, blur=blur)


def _apart(first: date, last: date, is_open: bool, note: str) -> tuple[date, date, bool, str]:
    return first, last, is_open, said(note, 60, lines=False)


def _codes(what: What) -> list[NeedCode]:
    """Leaves of its own kind, each once."""
    codes = list({code.pk: code for code in what.codes}.values())
    if not codes:
        raise InvalidInput(_("使い道を1つえらんでください。"))
    if len(codes) > MOST_CODES:
        raise InvalidInput(_("使い道は%(most)dつまでです。") % {"most": MOST_CODES})
    if any(code.kind != what.kind or code.group_id is None or not code.active for code in codes):
        raise InvalidInput(_("使い道は、えらんだしゅるいの中からえらんでください。"))
    return codes


def _numbers(what: What) -> None:
    if what.quantity is not None and not 1 <= what.quantity <= MOST:
        raise InvalidInput(_("数は、1から%(most)dまでで入れてください。") % {"most": MOST})
    if what.amount is not None and not 1 <= what.amount <= MOST_YEN:
        raise InvalidInput(_("金額を、1円からの数字で入れてください。"))


def _days(what: What) -> None:
    if what.from_on and what.until_on and what.until_on < what.from_on:
        raise InvalidInput(_("おわりの日は、はじめの日よりあとにしてください。"))
    if what.until_on and what.until_on < today():
        raise InvalidInput(_("おわりの日は、今日からあとの日を入れてください。"))
    if len(what.hours) > MOST_HOURS or len(what.exceptions) > MOST_EXCEPTIONS:
        raise InvalidInput(_("曜日と時間が多すぎます。へらしてください。"))
    if any(weekday not in range(7) or opens >= closes for weekday, opens, closes in what.hours):
        raise InvalidInput(_("おわりの時間は、はじめの時間よりあとにしてください。"))
    if any(last < first for first, last, _open, _note in what.exceptions):
        raise InvalidInput(_("おわりの日は、はじめの日よりあとにしてください。"))


def _placed(what: What, *, blur: bool) -> What:
    """Its place, and the wards that follow from it."""
    if what.remote:
        return replace(what, lat=None, lng=None, radius=None, place="", serves=())
    if what.lat is None or what.lng is None:
        if what.radius is not None:
            raise InvalidInput(_("とどく範囲を決めるには、地図にピンを置いてください。"))
        return replace(what, lat=None, lng=None)
    if geometry.ward_at(what.lat, what.lng) is None:
        raise InvalidInput(_("ピンが大阪市の外にあります。地図のピンを動かすか、区をえらんでください。"))
    if blur:
        lat, lng = geometry.blurred(what.lat, what.lng)
        what = replace(what, lat=lat, lng=lng)
    if what.radius is None:
        return what
    if not SMALLEST_RADIUS <= what.radius <= LARGEST_RADIUS:
        raise InvalidInput(_("とどく範囲は、100mから20000mまでで決めてください。"))
    return replace(what, serves=Ward.objects.listed().filter(pk__in=wards_within(what.lat, what.lng, what.radius)))
