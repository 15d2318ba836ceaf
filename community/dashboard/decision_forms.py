"""Forms of what is decided about people and their words: bans, appeals, showing hidden words again."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from django import forms
from django.utils.dateparse import parse_date
from django.utils.timezone import make_aware
from django.utils.translation import gettext_lazy as _

from community.discussion.models import Message
from community.moderation.models import LONGEST_ANSWER, LONGEST_REASON, Appeal

from .forms import ReasonForm, line_of, messages_of


class UntilField(forms.DateTimeField):
    """A moment; of a day without a time, its last minute."""

    widget = forms.DateInput(attrs={"type": "date"})

    def to_python(self, value: Any) -> datetime | None:
        day = _day(value)
        return make_aware(datetime.combine(day, time(23, 59))) if day else super().to_python(value)


def _day(value: Any) -> Any:
    try:
        return parse_date(value.strip()) if isinstance(value, str) else None
    except ValueError:  # the 31st of February
        return None


class BanForm(forms.Form):
    reason = forms.CharField(
        label=_("理由"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("理由を書いてください。本人が読みます。")},
    )
    until = UntilField(
        label=_("いつまで"),
        required=False,
        error_messages={"invalid": _("日付を 2026-11-29 のように入れてください。")},
    )
    note = forms.CharField(
        label=_("職員へのメモ"), required=False, max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 2})
    )
    key = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)


class DecideForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("決めたこと"),
        choices=Appeal.Decision.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("決定をそのままにするか、取り消すか、えらんでください。"),
            "invalid_choice": _("決定をそのままにするか、取り消すか、えらんでください。"),
        },
    )
    answer = forms.CharField(
        label=_("答え"),
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("答えを書いてください。申し立てた人が読みます。")},
    )
    key = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)


class ShowMessageForm(ReasonForm):
    """Whether the words are shown already is for the action to say."""

    message = forms.ModelChoiceField(
        label=_("もう一度見せるひとこと"),
        queryset=Message.objects.none(),
        empty_label=_("えらんでください"),
        error_messages={
            "required": _("ひとことを1つえらんでください。"),
            "invalid_choice": _("このひとことは、この話にありません。"),
        },
    )
    field_order = ("message", "reason")

    def __init__(
        self, *args: Any, thread: int | None = None, said: Sequence[Message] | None = None, **kwargs: Any
    ) -> None:
        """`said`, where they are known, are the talk's messages."""
        super().__init__(*args, **kwargs)
        field, known = self.fields["message"], messages_of(thread) if said is None else said
        field.queryset = Message.objects.filter(thread=thread)
        hidden = [one for one in known if one.can_be_shown]
        field.choices = [("", field.empty_label), *((one.pk, line_of(one)) for one in hidden)]
        self.is_needed = bool(hidden)
