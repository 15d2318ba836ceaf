"""The forms of merging, of the promised day, of saved views and of handing over."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.accounts.models import User
from community.issues.actions.promising import MOST_WORKDAYS

from .forms import VerbForm

NUMBER = re.compile(r"^(?:[#＃]?|.*/issues/)(\d{1,17})(?:/[^\d]*)?$")
LONGEST_NAME = 20


class MergeForm(VerbForm):
    into = forms.CharField(
        label=_("まとめる先の番号"),
        max_length=200,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": _("まとめる先の番号を書いてください。")},
    )

    def clean_into(self) -> int:
        """A number, with or without #, or the address of an issue's page."""
        found = NUMBER.match(self.cleaned_data["into"].strip())
        if found is None:
            raise forms.ValidationError(_("番号（例：1204）か、課題のページのアドレスを書いてください。"))
        return int(found.group(1))


class PromiseForm(VerbForm):
    workdays = forms.IntegerField(
        label=_("今日から何営業日"),
        min_value=1,
        max_value=MOST_WORKDAYS,
        error_messages={
            name: _("今日から1〜30営業日のあいだで決めてください。")
            for name in ("required", "invalid", "min_value", "max_value")
        },
    )
    sentence = forms.CharField(
        label=_("みんなに見える文"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("約束の日を変える理由を書いてください。みんなに見えます。")},
    )


class SaveViewForm(forms.Form):
    name = forms.CharField(
        label=_("見かたの名前"),
        max_length=LONGEST_NAME,
        error_messages={"required": _("見かたの名前を書いてください。")},
    )


class HandoverForm(forms.Form):
    """From whom (a chief may choose), to whom, and what the other has to know."""

    giver = forms.ModelChoiceField(
        label=_("だれの担当を"),
        queryset=User.objects.none(),
        to_field_name="public_id",
        error_messages={
            "required": _("だれの担当を渡すか、えらんでください。"),
            "invalid_choice": _("この人の担当は、渡せません。"),
        },
    )
    taker = forms.ModelChoiceField(
        label=_("だれに渡しますか"),
        queryset=User.objects.none(),
        to_field_name="public_id",
        empty_label=_("えらんでください"),
        error_messages={
            "required": _("だれに渡すか、えらんでください。"),
            "invalid_choice": _("この人には渡せません。一覧からえらんでください。"),
        },
    )
    note = forms.CharField(
        label=_("引きつぎのメモ"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("引きつぎのメモを書いてください。")},
    )
    key = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args: Any, givers: Sequence[User], takers: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, people in (("giver", givers), ("taker", takers)):
            field = self.fields[name]
            field.queryset = User.objects.filter(pk__in=[person.pk for person in people])
            named = [(person.public_id, person.staff_name) for person in people]
            field.choices = [("", field.empty_label), *named] if name == "taker" else named

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("giver") and cleaned.get("giver") == cleaned.get("taker"):
            self.add_error("taker", _("同じ人には渡せません。ほかの人をえらんでください。"))
        return cleaned
