"""Forms of keeping a talk in order: one a verb, each with the key of one press, and where to go on afterwards."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.discussion.actions import PACES
from community.discussion.models import LONGEST_CLOSING, pace_in_words

LARGEST = 10**17


def _paces() -> list[tuple[int, Any]]:
    return [(seconds, pace_in_words(seconds) if seconds else _("ふつうの速さ")) for seconds in PACES]


class OrderForm(forms.Form):
    """`back` is `desk` where the press was made on the desk's page of a post."""

    key = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    back = forms.CharField(required=False, max_length=8, widget=forms.HiddenInput)


class PaceForm(OrderForm):
    seconds = forms.TypedChoiceField(
        label=_("ゆっくりモード"),
        choices=_paces,
        coerce=int,
        error_messages={
            "required": _("間隔を、一覧からえらんでください。"),
            "invalid_choice": _("間隔を、一覧からえらんでください。"),
        },
    )


class CloseForm(OrderForm):
    sentence = forms.CharField(
        label=_("閉じるわけ"),
        max_length=LONGEST_CLOSING,
        error_messages={"required": _("閉じるわけを、1つの文で書いてください。みんなが読みます。")},
    )


class OfMessageForm(OrderForm):
    """About one message of the talk; whether it is there is for the action to say."""

    message_id = forms.IntegerField(
        min_value=1,
        max_value=LARGEST,
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), _("ひとことを1つえらんでください。")
        ),
    )


class ReasonForm(OfMessageForm):
    reason = forms.CharField(
        label=_("理由"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("理由を書いてください。")},
    )
