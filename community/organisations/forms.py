"""The forms about organisations: cleaning, and whole sentences for people."""

import re
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.areas.models import Ward
from community.areas.reference import wards
from community.core.clock import today
from community.core.ids import token
from community.core.text import clean_text
from community.photos.models import Photo
from community.photos.uploads import PhotosField, photos_named

from .models import LONGEST_ABOUT, LONGEST_EVIDENCE, LONGEST_NAME, Organisation, Role, Sort

FIRST_YEAR = 1800
LONGEST_ASKS, LONGEST_URL, LONGEST_NAME_EN = 200, 200, 60
SORT_WRONG = gettext_lazy("しゅるいを1つえらんでください。")
WARD_WRONG = gettext_lazy("区を24区からえらんでください。")


class PictureField(PhotosField):
    """One upload, in a list as the others are."""

    widget = forms.FileInput
    most = 1

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        return super().clean([data] if data else [], initial)


class OrganisationForm(forms.Form):
    """Fields in the order of the page. `kept` is the token of a picture taken in by an earlier try of the same form."""

    name = forms.CharField(
        label=gettext_lazy("団体の名前"),
        error_messages={"required": gettext_lazy("団体の名前を書いてください。")},
    )
    sort = forms.ChoiceField(
        label=gettext_lazy("しゅるい"),
        choices=Sort.choices,
        widget=forms.RadioSelect,
        error_messages={"required": SORT_WRONG, "invalid_choice": SORT_WRONG},
    )
    about = forms.CharField(
        label=gettext_lazy("していること"),
        widget=forms.Textarea(attrs={"rows": 5, "maxlength": LONGEST_ABOUT}),
        error_messages={"required": gettext_lazy("していることを、ひとことでも書いてください。")},
    )
    ward = forms.ModelChoiceField(
        label=gettext_lazy("おもな場所の区"),
        queryset=Ward.objects.none(),
        empty_label=gettext_lazy("えらんでください"),
        error_messages={"required": WARD_WRONG, "invalid_choice": WARD_WRONG},
    )
    serves = forms.ModelMultipleChoiceField(
        label=gettext_lazy("活動している区"),
        queryset=Ward.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": WARD_WRONG},
    )
    asks = forms.CharField(label=gettext_lazy("さがしているもの"), required=False)
    picture = PictureField(label=gettext_lazy("写真"), required=False)
    kept = forms.CharField(required=False, max_length=26, widget=forms.HiddenInput)
    no_picture = forms.BooleanField(label=gettext_lazy("いまの写真を外す"), required=False)
    url = forms.URLField(
        label=gettext_lazy("ホームページ"),
        required=False,
        max_length=LONGEST_URL,
        assume_scheme="https",
        error_messages={
            "invalid": gettext_lazy("https:// ではじまるアドレスを書いてください。"),
            "max_length": gettext_lazy("アドレスは200字までにしてください。"),
        },
    )
    since = forms.IntegerField(
        label=gettext_lazy("はじめた年"),
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": gettext_lazy("年を 2012 のように数字で入れてください。")},
    )
    name_en = forms.CharField(label=gettext_lazy("名前（英語）"), required=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    key = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, organisation: Organisation | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(ward.pk, ward.label) for ward in wards().values()]
        for name in ("ward", "serves"):
            self.fields[name].queryset = Ward.objects.listed()
        self.fields["ward"].choices = [("", self.fields["ward"].empty_label), *known]
        self.fields["serves"].choices = known
        self.initial.setdefault("key", token())
        if organisation is None or organisation.picture_id is None:
            del self.fields["no_picture"]

    def clean_name(self) -> str:
        """Who looks like the city is for the desk to judge; letters nobody can see are not."""
        name = clean_text(self.cleaned_data["name"], limit=LONGEST_NAME, lines=False)
        if not re.search(r"\w", name):
            raise forms.ValidationError(_("団体の名前を書いてください。"))
        return name

    def clean_about(self) -> str:
        about = clean_text(self.cleaned_data["about"], limit=LONGEST_ABOUT)
        if not about:
            raise forms.ValidationError(_("していることを、ひとことでも書いてください。"))
        return about

    def clean_asks(self) -> str:
        return clean_text(self.cleaned_data["asks"], limit=LONGEST_ASKS, lines=False)

    def clean_name_en(self) -> str:
        return clean_text(self.cleaned_data["name_en"], limit=LONGEST_NAME_EN, lines=False)

    def clean_url(self) -> str:
        url = self.cleaned_data["url"]
        if url and not url.startswith(("https://", "http://")):
            raise forms.ValidationError(_("https:// ではじまるアドレスを書いてください。"))
        return url

    def clean_since(self) -> int | None:
        year = self.cleaned_data["since"]
        if year is not None and not FIRST_YEAR <= year <= today().year:
            raise forms.ValidationError(_("年を 2012 のように数字で入れてください。"))
        return year

    def kept_picture(self, author: Any) -> list[Photo]:
        """The picture of an earlier try of this form, still without an organisation: this person's."""
        return photos_named(self.data.get("kept"), author=author, most=1)


def initial_of(found: Organisation) -> dict[str, Any]:
    """What stands there now, for the form that changes it."""
    fields = ("name", "sort", "about", "ward", "asks", "url", "since", "name_en", "version")
    return {name: getattr(found, name) for name in fields} | {"serves": list(found.serves.all())}


class EvidenceForm(forms.Form):
    evidence = forms.CharField(
        label=gettext_lazy("団体だとわかるもの"),
        max_length=LONGEST_EVIDENCE,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "required": gettext_lazy(
                "団体だとわかるものを書いてください。登記や会則、ホームページ、活動の場所などです。"
            )
        },
    )


class InviteForm(forms.Form):
    role = forms.ChoiceField(
        label=gettext_lazy("役割"),
        choices=((Role.MEMBER, Role.MEMBER.label), (Role.MANAGER, Role.MANAGER.label)),
        initial=Role.MEMBER,
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("「なかま」か「世話役」をえらんでください。"),
            "invalid_choice": gettext_lazy("「なかま」か「世話役」をえらんでください。"),
        },
    )
    email = forms.EmailField(
        label=gettext_lazy("メールアドレス"),
        required=False,
        error_messages={"invalid": gettext_lazy("メールアドレスの形を、見なおしてください（例：yuko@example.jp）。")},
    )

    def __init__(self, *args: Any, may_invite_managers: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_invite_managers:
            self.fields["role"].choices = ((Role.MEMBER, Role.MEMBER.label),)
