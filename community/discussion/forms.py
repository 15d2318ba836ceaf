from django import forms
from django.utils.translation import gettext_lazy as _

from .models import LONGEST_BODY


class EditForm(forms.Form):
    """One's own words, to say them anew. What they may hold is the action's to say."""

    body = forms.CharField(
        label=_("ひとこと"),
        max_length=LONGEST_BODY,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("ひとこと書いてから、送ってください。")},
    )
