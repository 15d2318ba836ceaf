from django import forms
from django.utils.translation import gettext_lazy as _

from .models import LONGEST_WORDS, Reason


class FlagForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("どんなことですか？"),
        choices=Reason.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("理由を1つえらんでください。"),
            "invalid_choice": _("理由を1つえらんでください。"),
        },
    )
    note = forms.CharField(
        label=_("くわしく"), required=False, max_length=400, widget=forms.Textarea(attrs={"rows": 3})
    )


class AppealForm(forms.Form):
    words = forms.CharField(
        label=_("見なおしてほしいわけ"),
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("なぜ見なおしてほしいか、書いてください。")},
    )
