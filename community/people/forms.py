"""The form of a card: plain words, whole without script."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from community.areas.models import Ward
from community.core.text import clean_text
from community.core.weekly import HoursRow, rows_of
from community.taxonomy.languages import LANGUAGES

from .models import LONGEST_WORDS, MOST_HOURS_A_MONTH, VolunteerCard
from .reference import groups_of, skills

MOST_ROWS = 7


def _codes(label: Any, **more: Any) -> forms.MultipleChoiceField:
    wrong = {"invalid_choice": gettext_lazy("できることは、一覧からえらんでください。")}
    messages = wrong | more.pop("error_messages", {})
    return forms.MultipleChoiceField(label=label, widget=forms.CheckboxSelectMultiple, error_messages=messages, **more)


class CardForm(forms.Form):
    """Fields in the order of the page; `hours` are rows of their own."""

    can = _codes(
        gettext_lazy("できること"),
        error_messages={"required": gettext_lazy("できることを、1つえらんでください。")},
    )
    learn = _codes(gettext_lazy("おぼえたいこと"), required=False)
    words = forms.CharField(
        label=gettext_lazy("ひとこと"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST_WORDS}),
    )
    wards = forms.ModelMultipleChoiceField(
        label=gettext_lazy("行ける区"),
        queryset=Ward.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": gettext_lazy("区を24区からえらんでください。"),
            "invalid_pk_value": gettext_lazy("区を24区からえらんでください。"),
        },
    )
    hours_a_month = forms.IntegerField(
        label=gettext_lazy("月に何時間くらい"),
        required=False,
        min_value=1,
        max_value=MOST_HOURS_A_MONTH,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "min": 1, "max": MOST_HOURS_A_MONTH}),
        error_messages={
            name: gettext_lazy("時間を、1から200までの数字で入れてください。")
            for name in ("invalid", "min_value", "max_value")
        },
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("通じることば"),
        choices=list(LANGUAGES.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": gettext_lazy("ことばは、一覧の中からえらんでください。")},
    )
    public = forms.BooleanField(label=gettext_lazy("このカードを、みんなに見せる"), required=False)

    def __init__(self, data: Any = None, *, card: VolunteerCard | None = None) -> None:
        super().__init__(data, initial=_initial(card) if card else None)
        for name in ("can", "learn"):
            self.fields[name].choices = [(slug, code.label) for slug, code in skills().items()]
        self.fields["wards"].queryset = Ward.objects.listed()
        rows = HoursRow.initials(card.hours.all()) if card else []
        self.hours = rows_of(HoursRow, MOST_ROWS, data, rows)

    def groups(self) -> list[dict[str, Any]]:
        """The codes of `can` and `learn` under their groups, for the page."""
        chosen = {name: set(self[name].value() or ()) for name in ("can", "learn")}
        return [
            {
                "label": label,
                "codes": [
                    {"slug": slug, "label": name, "can": slug in chosen["can"], "learn": slug in chosen["learn"]}
                    for slug, name in codes
                ],
            }
            for label, codes in groups_of(skills())
        ]

    def clean_words(self) -> str:
        return clean_text(self.cleaned_data.get("words") or "", limit=LONGEST_WORDS)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for row in self.hours:
            for sentence in row.complaints():
                self.add_error("hours_a_month", sentence)
        return cleaned

    def card(self) -> dict[str, Any]:
        """The fields of `save_card`."""
        cleaned = self.cleaned_data
        return cleaned | {
            "can": [skills()[slug] for slug in cleaned["can"]],
            "learn": [skills()[slug] for slug in cleaned["learn"]],
            "wards": list(cleaned["wards"]),
            "hours": [line for row in self.hours for line in row.lines()],
        }


def _initial(card: VolunteerCard) -> dict[str, Any]:
    same = ("words", "hours_a_month", "languages", "public")
    return {name: getattr(card, name) for name in same} | {
        "can": [code.pk for code in card.can.all()],
        "learn": [code.pk for code in card.learn.all()],
        "wards": [ward.pk for ward in card.wards.all()],
    }
