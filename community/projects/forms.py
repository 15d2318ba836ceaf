from django import forms
from django.utils.translation import gettext_lazy as _

from community.core.ids import token
from community.core.text import clean_text

LONGEST = 400


class AnswerForm(forms.Form):
    message = forms.CharField(
        label=_("ひとこと"),
        required=False,
        max_length=LONGEST,
        help_text=_("できること、聞きたいこと。窓口の担当だけが読みます。なくても送れます。"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    key = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput, initial=token)

    def clean_message(self) -> str:
        return clean_text(self.cleaned_data["message"], limit=LONGEST)
