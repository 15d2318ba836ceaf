"""The forms of hand-overs and needs: cleaning, and whole sentences for people."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy

from community.core.ids import token
from community.efforts.models import MOST_PEOPLE
from community.organisations.speaking import VoiceField
from community.resources.models import MOST, Resource
from community.taxonomy.models import NeedCode

from .models import LONGEST_CONTACT, LONGEST_NOTE, Answer, FitAnswer, Need, Reveal

NUMBER = {
    "invalid": gettext_lazy("数を、数字で入れてください。"),
    "min_value": gettext_lazy("数は、1から入れられます。"),
    "max_value": gettext_lazy("数が大きすぎます。"),
}
REASONS = (
    ("", gettext_lazy("えらばなくても、だいじょうぶです")),
    (gettext_lazy("日が合わない"), gettext_lazy("日が合わない")),
    (gettext_lazy("量が足りない"), gettext_lazy("量が足りない")),
    (gettext_lazy("遠い"), gettext_lazy("遠い")),
    (gettext_lazy("その他"), gettext_lazy("その他")),
)


def _number(label: Any, *, required: bool = False, most: int = MOST) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"inputmode": "numeric", "min": 1, "max": most})
    return forms.IntegerField(
        label=label, required=required, min_value=1, max_value=most, widget=widget, error_messages=NUMBER
    )


def _words(label: Any, *, rows: int = 3, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=more.pop("required", False),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": rows, "maxlength": LONGEST_NOTE}),
        **more,
    )


class AskForm(forms.Form):
    """Asking for a resource."""

    quantity = _number(gettext_lazy("いくつ、いりますか？"))
    message = _words(gettext_lazy("ひとこと"))
    issue = forms.IntegerField(
        label=gettext_lazy("どの投稿のためですか？（番号）"),
        required=False,
        min_value=1,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "invalid": gettext_lazy("投稿の番号を、数字で入れてください。"),
            "min_value": gettext_lazy("投稿の番号を、数字で入れてください。"),
        },
    )
    organisation = VoiceField(label=gettext_lazy("だれとしてお願いしますか？"))
    key = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.acts_for_some = self.fields["organisation"].of(by)
        self.initial.setdefault("quantity", 1)
        self.initial.setdefault("key", token())


class CallForm(forms.Form):
    """As whom volunteers are called; hidden where there is one way."""

    voice = forms.ChoiceField(
        label=gettext_lazy("だれとして呼びかけますか"),
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": gettext_lazy("だれとして呼びかけるか、えらんでください。")},
    )
    key = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, voices: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.has_choice = len(voices) > 1
        self.fields["voice"].choices = [(voice.name, voice.label) for voice in voices]
        self.initial.setdefault("voice", voices[0].name if voices else "")
        self.initial.setdefault("key", token())


class OfferForm(forms.Form):
    """Offering one's own resource to an issue."""

    resource = forms.ModelChoiceField(
        label=gettext_lazy("何で力になりますか？"),
        queryset=Resource.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("出しているものから、1つえらんでください。"),
            "invalid_choice": gettext_lazy("出しているものから、1つえらんでください。"),
        },
    )
    quantity = _number(gettext_lazy("いくつ？"))
    message = _words(gettext_lazy("ひとこと"))
    need = forms.IntegerField(required=False, widget=forms.HiddenInput)
    key = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, resources: Any, **kwargs: Any) -> None:
        """`resources` are those that this person can offer now."""
        super().__init__(*args, **kwargs)
        self.fields["resource"].queryset = resources
        self.initial.setdefault("quantity", 1)
        self.initial.setdefault("key", token())


class NoteForm(forms.Form):
    """A word with a step."""

    note = _words(gettext_lazy("ひとこと"))


class AcceptForm(NoteForm):
    quantity = _number(gettext_lazy("いくつ、とっておきますか？"))


class ReasonForm(NoteForm):
    """Why not: one of four reasons, or own words, or nothing."""

    reason = forms.ChoiceField(label=gettext_lazy("わけ"), required=False, choices=REASONS)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        some = [str(cleaned.pop("reason", "") or ""), cleaned.get("note", "")]
        return cleaned | {"note": "　".join(part for part in some if part)[:LONGEST_NOTE]}


class ScheduleForm(NoteForm):
    at = forms.DateTimeField(
        label=gettext_lazy("いつ"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        error_messages={"invalid": gettext_lazy("日時を、2026-11-29 18:00 のように入れてください。")},
    )
    place = forms.CharField(label=gettext_lazy("どこで"), required=False, max_length=100)


class DeliverForm(NoteForm):
    quantity = _number(gettext_lazy("いくつ渡しましたか？"))


class ThankForm(forms.Form):
    words = _words(
        gettext_lazy("お礼のことば"),
        required=True,
        error_messages={"required": gettext_lazy("お礼をひとこと書いてください。")},
    )
    photo = forms.FileField(
        label=gettext_lazy("写真"), required=False, widget=forms.FileInput(attrs={"accept": "image/*"})
    )
    people = _number(gettext_lazy("何人でしましたか？"), most=MOST_PEOPLE)
    tell = forms.BooleanField(label=gettext_lazy("みんなに見せてもよい"), required=False)
    kept = forms.CharField(required=False, widget=forms.HiddenInput)
    key = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("key", token())

    @property
    def upload(self) -> UploadedFile | None:
        return self.cleaned_data.get("photo")


class ContactForm(forms.Form):
    """One field of contact, shown or taken back."""

    field = forms.ChoiceField(choices=Reveal.Field, widget=forms.HiddenInput)
    value = forms.CharField(required=False, max_length=LONGEST_CONTACT)


class AnswerForm(forms.Form):
    """The two questions."""

    went = forms.ChoiceField(
        label=gettext_lazy("どうでしたか？"),
        choices=Answer.Went,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("「よかった」「まあまあ」「こまった」から、えらんでください。")},
    )
    again = forms.BooleanField(label=gettext_lazy("また、いっしょにしたい"), required=False)


class FitForm(forms.Form):
    """An answer to an issue: for yes how much, with a word; for no the reason."""

    quantity = _number(gettext_lazy("いくつ？"))
    note = _words(gettext_lazy("ひとこと"))
    reason = forms.ChoiceField(
        label=gettext_lazy("わけ"), required=False, choices=FitAnswer.Why, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, answer: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wanted = {"yes": ("quantity", "note"), "no": ("reason",)}.get(answer, ())
        for name in [name for name in self.fields if name not in wanted]:
            del self.fields[name]
        self.initial.setdefault("quantity", 1)

    def given(self) -> dict[str, Any]:
        """What was filled in; nothing for what was left."""
        return {name: value for name, value in self.cleaned_data.items() if value}


class NeedForm(forms.ModelForm):
    """What an issue asks for."""

    class Meta:
        model = Need
        fields = ("code", "quantity", "unit", "from_on", "until_on", "required", "short", "note")
        widgets = {
            "quantity": forms.NumberInput(attrs={"inputmode": "numeric", "min": 1}),
            "from_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "until_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].queryset = NeedCode.objects.leaves()
        self.fields["code"].empty_label = gettext_lazy("えらんでください")
        self.fields["code"].error_messages["required"] = gettext_lazy("ほしいものを、一覧からえらんでください。")

    def validate_constraints(self) -> None:
        """Saying the same need twice changes it: the action sees to that."""
