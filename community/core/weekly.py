"""The usual week in a form: rows of days with the same hours. An empty row says nothing."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import time
from typing import Any, Protocol, TypeVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

WEEKDAYS = (
    pgettext_lazy("weekday", "月"), pgettext_lazy("weekday", "火"), pgettext_lazy("weekday", "水"),
    pgettext_lazy("weekday", "木"), pgettext_lazy("weekday", "金"), pgettext_lazy("weekday", "土"),
    pgettext_lazy("weekday", "日"),
)  # fmt: skip
Row = TypeVar("Row", bound=forms.Form)


class Line(Protocol):
    """One day's hours, as a row of some table holds them."""

    weekday: Any
    opens: Any
    closes: Any


def in_words(lines: Iterable[Line]) -> list[str]:
    """「月・水 10:00–12:00」, days with the same hours together."""
    days: dict[tuple[time, time], list[int]] = defaultdict(list)
    for line in lines:
        days[(line.opens, line.closes)].append(line.weekday)
    return [
        f"{'・'.join(str(WEEKDAYS[nth]) for nth in weekdays)} {opens:%-H:%M}–{closes:%-H:%M}"
        for (opens, closes), weekdays in days.items()
    ]


def rows_of(kind: type[Row], most: int, data: Any, initials: list[dict[str, Any]]) -> list[Row]:
    """So many rows, each with fields of its own; those beyond what is known are empty."""
    return [
        kind(data, prefix=f"{kind.prefix}-{nth}", initial=initials[nth] if nth < len(initials) else None)
        for nth in range(max(most, len(initials)) if data is None else most)
    ]


def _time(label: Any) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": gettext_lazy("時間を 10:00 のように入れてください。")},
    )


class HoursRow(forms.Form):
    """Some days of the week with the same hours."""

    prefix = "hours"
    days = forms.MultipleChoiceField(
        label=gettext_lazy("曜日"),
        choices=list(enumerate(WEEKDAYS)),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": gettext_lazy("曜日をえらんでください。")},
    )
    opens = _time(gettext_lazy("から"))
    closes = _time(gettext_lazy("まで"))

    @staticmethod
    def initials(hours: Iterable[Line]) -> list[dict[str, Any]]:
        """Days with the same hours stand in one row."""
        rows: dict[tuple[time, time], list[str]] = defaultdict(list)
        for line in hours:
            rows[(line.opens, line.closes)].append(str(line.weekday))
        return [{"days": days, "opens": opens, "closes": closes} for (opens, closes), days in rows.items()]

    def complaints(self) -> Iterator[str]:
        """What is wrong with the row, as sentences."""
        if not self.is_valid():
            yield from (str(error) for errors in self.errors.values() for error in errors)
            return
        given = [bool(self.cleaned_data[name]) for name in ("days", "opens", "closes")]
        if any(given) and not (given[0] and self.cleaned_data["opens"] and self.cleaned_data["closes"]):
            yield _("曜日と時間は、曜日・はじめ・おわりをそろえて入れてください。")
        elif any(given) and self.cleaned_data["opens"] >= self.cleaned_data["closes"]:
            yield _("おわりの時間は、はじめの時間よりあとにしてください。")

    def lines(self) -> list[tuple[int, time, time]]:
        if not self.is_valid() or not self.cleaned_data["days"]:
            return []
        return [
            (int(weekday), self.cleaned_data["opens"], self.cleaned_data["closes"])
            for weekday in self.cleaned_data["days"]
        ]
