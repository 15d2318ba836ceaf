"""Rows of the offer's form: the usual week, and days that are not as usual. An empty row says nothing."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.core.weekly import HoursRow as HoursRow
from community.core.weekly import rows_of as rows_of

from .models import DayException


def _date(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": gettext_lazy("日付を 2026-11-29 のように入れてください。")},
    )


class ExceptionRow(forms.Form):
    """Some days in a row that are not as usual: closed, or open."""

    prefix = "apart"
    first = _date(gettext_lazy("はじめの日"))
    last = _date(gettext_lazy("おわりの日"))
    how = forms.ChoiceField(
        label=gettext_lazy("どうなりますか"),
        choices=[("closed", gettext_lazy("使えない")), ("open", gettext_lazy("使える"))],
        required=False,
    )
    note = forms.CharField(
        label=gettext_lazy("メモ"), max_length=60, required=False, widget=forms.TextInput(attrs={"maxlength": 60})
    )

    @staticmethod
    def initials(exceptions: Iterable[DayException]) -> list[dict[str, Any]]:
        return [
            {"first": row.first, "last": row.last, "how": "open" if row.open else "closed", "note": row.note}
            for row in exceptions
        ]

    def complaints(self) -> Iterator[str]:
        if not self.is_valid():
            yield from (str(error) for errors in self.errors.values() for error in errors)
            return
        first, last = self.cleaned_data["first"], self.cleaned_data["last"] or self.cleaned_data["first"]
        if self.cleaned_data["last"] and first is None:
            yield _("いつもとちがう日は、はじめの日も入れてください。")
        elif first is not None and last < first:
            yield _("おわりの日は、はじめの日よりあとにしてください。")

    def lines(self) -> list[tuple[date, date, bool, str]]:
        """A single day may leave its end empty."""
        if not self.is_valid() or not self.cleaned_data["first"]:
            return []
        given = self.cleaned_data
        return [(given["first"], given["last"] or given["first"], given["how"] == "open", given["note"])]
