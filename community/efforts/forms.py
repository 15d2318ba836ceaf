"""The forms about reports: cleaning, and whole sentences for people."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.core.clock import today
from community.core.ids import token
from community.core.text import clean_text
from community.organisations.speaking import VoiceField
from community.photos.models import Photo
from community.photos.uploads import LARGEST_TOGETHER, PhotosField, photos_named

from .actions.reporting import MOST_PHOTOS
from .models import LONGEST_BODY, LONGEST_WORD, MOST_PEOPLE, Kind

SIDES = ("before", "after")


class SideField(PhotosField):
    """Up to three photos of one side."""

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = super().clean(data, initial)
        if len(files) > MOST_PHOTOS:
            raise forms.ValidationError(_("写真は、まえとあと、それぞれ3枚までです。えらびなおしてください。"))
        return files


class EffortForm(forms.Form):
    """Fields in the order of the page. `kept_…` are photos taken in by an earlier try of the same form."""

    kind = forms.ChoiceField(
        label=gettext_lazy("どちらですか？"),
        choices=(),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("「取り組み報告」か「かいけつ報告」をえらんでください。"),
            "invalid_choice": gettext_lazy("「取り組み報告」か「かいけつ報告」をえらんでください。"),
        },
    )
    organisation = VoiceField()
    body = forms.CharField(
        label=gettext_lazy("したこと"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": LONGEST_BODY}),
    )
    before = SideField(label=gettext_lazy("まえの写真"), required=False)
    after = SideField(label=gettext_lazy("あとの写真"), required=False)
    done_on = forms.DateField(
        label=gettext_lazy("した日"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": gettext_lazy("日付を 2026-11-29 のように入れてください。")},
    )
    people = forms.IntegerField(
        label=gettext_lazy("何人でしましたか？"),
        required=False,
        min_value=1,
        max_value=MOST_PEOPLE,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "min": 1, "max": MOST_PEOPLE}),
        error_messages={
            "invalid": gettext_lazy("人数を数字で入れてください。"),
            "min_value": gettext_lazy("人数は、1人から入れられます。"),
            "max_value": gettext_lazy("人数は、9999人までで入れてください。"),
        },
    )
    kept_before = forms.CharField(required=False, widget=forms.HiddenInput)
    kept_after = forms.CharField(required=False, widget=forms.HiddenInput)
    key = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, kinds: list[Kind], author: Any, **kwargs: Any) -> None:
        """`kinds` are those that can be reported on this issue now, by `author`."""
        super().__init__(*args, **kwargs)
        if not self.fields["organisation"].of(author):
            del self.fields["organisation"]
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]
        if len(kinds) == 1:
            self.initial.setdefault("kind", kinds[0])
        self.initial.setdefault("done_on", today())
        self.initial.setdefault("key", token())

    def clean_body(self) -> str:
        return clean_text(self.cleaned_data["body"], limit=LONGEST_BODY)

    def clean_done_on(self) -> Any:
        day = self.cleaned_data["done_on"] or today()
        if day > today():
            raise forms.ValidationError(_("した日は、今日までの日を入れてください。"))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        files = [file for side in SIDES for file in cleaned.get(side) or []]
        if sum(file.size for file in files) > LARGEST_TOGETHER:
            self.add_error("after", _("写真は、ぜんぶで25MBまでです。枚数をへらしてください。"))
        return cleaned

    def kept_photos(self, side: str, author: Any) -> list[Photo]:
        """Photos of an earlier try of this form, still without a report: this person's, in their order."""
        return photos_named(self.data.get(f"kept_{side}"), author=author, most=MOST_PHOTOS)


class WordForm(forms.Form):
    """What the poster says to a report."""

    word = forms.CharField(
        label=gettext_lazy("まだのところ"),
        required=False,
        max_length=LONGEST_WORD,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    key = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
