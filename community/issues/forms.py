"""The post form: cleans, derives the ward, and speaks to people in whole sentences."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.areas import geometry
from community.areas.models import Ward
from community.core.ids import token
from community.core.text import clean_text
from community.photos.uploads import PhotosField
from community.taxonomy.models import Category

from .models import LONGEST_ADDRESS, LONGEST_BODY, LONGEST_TITLE, Precision
from .workflow import Kind

MOST_PHOTOS = PhotosField.most


class PostForm(forms.Form):
    """Fields in the order of the page. `kept` are photos taken in by an earlier try of the same form."""

    photos = PhotosField(label=gettext_lazy("写真"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("しゅるい"), choices=Kind.choices, initial=Kind.PROBLEM, required=False)
    category = forms.ModelChoiceField(
        label=gettext_lazy("種類"),
        queryset=Category.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={
            "required": gettext_lazy("種類を1つえらんでください。"),
            "invalid_choice": gettext_lazy("種類を1つえらんでください。"),
        },
    )
    ward = forms.ModelChoiceField(
        label=gettext_lazy("区"),
        queryset=Ward.objects.none(),
        required=False,
        empty_label=gettext_lazy("えらんでください"),
        error_messages={"invalid_choice": gettext_lazy("区を24区からえらんでください。")},
    )
    address = forms.CharField(label=gettext_lazy("目印"), required=False)
    lat = forms.FloatField(required=False, widget=forms.HiddenInput)
    lng = forms.FloatField(required=False, widget=forms.HiddenInput)
    precision = forms.ChoiceField(
        label=gettext_lazy("場所の細かさ"), choices=Precision.choices, initial=Precision.EXACT, required=False
    )
    title = forms.CharField(
        label=gettext_lazy("ひとことで"),
        error_messages={"required": gettext_lazy("ひとことで、何が起きているか書いてください。")},
    )
    body = forms.CharField(label=gettext_lazy("くわしく"), required=False, widget=forms.Textarea(attrs={"rows": 4}))
    anonymous = forms.BooleanField(label=gettext_lazy("名前を出さない"), required=False)
    private = forms.BooleanField(label=gettext_lazy("市だけに知らせる"), required=False)
    key = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].queryset = Category.objects.filter(active=True)
        self.fields["ward"].queryset = Ward.objects.listed()
        self.initial.setdefault("key", token())

    def clean_title(self) -> str:
        title = clean_text(self.cleaned_data["title"], limit=LONGEST_TITLE, lines=False)
        if not title:
            raise forms.ValidationError(_("ひとことで、何が起きているか書いてください。"))
        return title

    def clean_body(self) -> str:
        return clean_text(self.cleaned_data["body"], limit=LONGEST_BODY)

    def clean_address(self) -> str:
        return clean_text(self.cleaned_data["address"], limit=LONGEST_ADDRESS, lines=False)

    def clean_kind(self) -> str:
        return self.cleaned_data["kind"] or Kind.PROBLEM

    def clean_precision(self) -> str:
        return self.cleaned_data["precision"] or Precision.EXACT

    def clean(self) -> dict[str, Any]:
        """The ward is where the pin is; without a pin it is chosen. Each of the two is enough."""
        cleaned = super().clean()
        if self.has_error("ward"):
            return cleaned
        lat, lng = cleaned.get("lat"), cleaned.get("lng")
        if lat is None or lng is None:
            cleaned["lat"] = cleaned["lng"] = None
            if cleaned.get("ward") is None:
                self.add_error("ward", _("区をえらぶか、地図に1つピンを置いてください。"))
            return cleaned
        code = geometry.ward_at(lat, lng)
        if code is None:
            self.add_error("ward", _("ピンが大阪市の外にあります。地図のピンを動かすか、区をえらんでください。"))
            return cleaned
        cleaned["ward"] = Ward.objects.listed().get(pk=code)
        return cleaned
