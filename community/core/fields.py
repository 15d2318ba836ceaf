"""Form fields that packages side by side share."""

from typing import Any

from django import forms
from django.apps import apps
from django.utils.translation import gettext_lazy as _


class WardsField(forms.MultipleChoiceField):
    """Wards by name, as check boxes; gives the codes of those that are ticked. None ticked means the whole city."""

    widget = forms.CheckboxSelectMultiple(attrs={"class": "ward-choices"})

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("えらばなければ、全部の区です。"))
        kwargs.setdefault("error_messages", {"invalid_choice": _("区を一覧からえらんでください。")})
        super().__init__(choices=_wards, required=False, **kwargs)


def _wards() -> list[tuple[str, str]]:
    """By name, as a foreign key would be: `areas` is above this package."""
    return [(ward.pk, ward.label) for ward in apps.get_model("areas", "Ward").objects.listed()]
