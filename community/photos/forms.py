"""Boxes on one picture as a form sends them: drawn, ticked among what was suggested, or their edges in figures."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.core.errors import InvalidInput
from community.core.text import asked_number

from .areas import LONGEST, MOST_AREAS, Area, areas_in, checked
from .models import Photo

ROWS = 4  # boxes in figures; whoever needs more presses twice
SIDES = (
    ("left", gettext_lazy("左から（%）")),
    ("top", gettext_lazy("上から（%）")),
    ("width", gettext_lazy("はば（%）")),
    ("height", gettext_lazy("高さ（%）")),
)


class BoxesForm(forms.Form):
    """`areas` is what the editor has drawn; without script there are rows of figures. Cleaned, `areas` are boxes."""

    areas = forms.CharField(required=False, max_length=LONGEST, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for nth in range(ROWS):
            for name, label in SIDES:
                self.fields[f"{name}-{nth}"] = forms.FloatField(
                    label=label,
                    required=False,
                    min_value=0,
                    max_value=100,
                    widget=forms.NumberInput(attrs={"step": "any", "inputmode": "decimal"}),
                    error_messages={"invalid": _("0から100までの数を入れてください。")},
                )

    def rows(self) -> list[list[forms.BoundField]]:
        """The fields of each box."""
        return [[self[f"{name}-{nth}"] for name, _label in SIDES] for nth in range(ROWS)]

    def ticked(self) -> list[Area]:
        """Suggestions that were taken; here there are none."""
        return []

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.errors:
            return cleaned
        try:
            drawn = cleaned["areas"]
            cleaned["areas"] = areas_in(drawn) if drawn else checked([*self.ticked(), *_in_figures(cleaned)])
        except InvalidInput as error:
            raise forms.ValidationError(str(error)) from error
        return cleaned


class OwnBoxesForm(BoxesForm):
    """For whoever put the photo up: `hide`, repeated, names suggestions. All of them are ticked to begin with."""

    key = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, photo: Photo, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.suggested = list(photo.areas.all())

    def taken(self) -> set[int]:
        """The suggestions that are ticked, by their keys."""
        if not self.is_bound:
            return {one.pk for one in self.suggested}
        return {number for text in self.data.getlist("hide")[:MOST_AREAS] if (number := asked_number(text)) is not None}

    def ticked(self) -> list[Area]:
        return [one.area for one in self.suggested if one.pk in self.taken()]


def _in_figures(cleaned: dict[str, Any]) -> list[Sequence[float]]:
    """Rows in which something was typed; one with a gap is no box."""
    rows = [[cleaned[f"{name}-{nth}"] for name, _label in SIDES] for nth in range(ROWS)]
    typed = [row for row in rows if any(figure is not None for figure in row)]
    if any(figure is None for row in typed for figure in row):
        raise InvalidInput(_("1つのわくに、4つの数をぜんぶ入れてください。"))
    return [Area(*(figure / 100 for figure in row)) for row in typed]
