"""The form of an offer: plain words, whole without script. Days and hours are rows: forms_days.py."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.areas import geometry
from community.areas.models import Ward
from community.core.ids import token
from community.core.text import clean_text
from community.organisations.speaking import VoiceField
from community.photos.models import Photo
from community.photos.uploads import PhotosField, photos_named
from community.taxonomy.models import HelpKind
from community.taxonomy.reference import usable_codes

from .actions.offering import MOST_PHOTOS
from .actions.what import COLUMNS, TEXTS
from .forms_days import ExceptionRow, HoursRow, rows_of
from .models import LONGEST_BODY, LONGEST_TITLE, MOST, Cost, Resource
from .reference import LANGUAGES

MOST_HOURS, MOST_EXCEPTIONS = 7, 5  # rows
RADII = [(500, "500m"), (1000, "1km"), (2000, "2km"), (5000, "5km"), (10000, "10km")]


class OfferPhotosField(PhotosField):
    most = MOST_PHOTOS
    too_many = gettext_lazy("写真は4枚までです。4枚えらびなおしてください。")


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": gettext_lazy("日付を 2026-11-29 のように入れてください。")},
    )


def _number(label: Any, most: int) -> forms.IntegerField:
    wrong = gettext_lazy("1からの数字で入れてください。")
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=1,
        max_value=most,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "min": 1, "max": most}),
        error_messages={"invalid": wrong, "min_value": wrong, "max_value": gettext_lazy("数が大きすぎます。")},
    )


class ResourceForm(forms.Form):
    """Fields in the order of the page. `kept` are photos of an earlier try, `drop` those that the offer gives up."""

    organisation = VoiceField(label=gettext_lazy("だれとして出しますか"))
    kind = forms.ChoiceField(
        label=gettext_lazy("何を出せますか？"),
        choices=HelpKind.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("人・モノ・場所・資金・情報から1つえらんでください。"),
            "invalid_choice": gettext_lazy("人・モノ・場所・資金・情報から1つえらんでください。"),
        },
    )
    codes = forms.MultipleChoiceField(
        label=gettext_lazy("使い道"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": gettext_lazy("使い道を1つえらんでください。"),
            "invalid_choice": gettext_lazy("使い道は、一覧の中からえらんでください。"),
        },
    )
    title = forms.CharField(
        label=gettext_lazy("ひとことで"),
        widget=forms.TextInput(attrs={"maxlength": LONGEST_TITLE, "autocomplete": "off"}),
        error_messages={"required": gettext_lazy("ひとことで、何を出せるか書いてください。")},
    )
    body = forms.CharField(
        label=gettext_lazy("くわしく"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": LONGEST_BODY}),
    )
    title_en = forms.CharField(label=gettext_lazy("ひとことで（英語）"), required=False)
    photos = OfferPhotosField(label=gettext_lazy("写真"), required=False)
    kept = forms.CharField(required=False, widget=forms.HiddenInput)
    drop = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    quantity = _number(gettext_lazy("ぜんぶの数"), MOST)
    unit = forms.CharField(
        label=gettext_lazy("数えかた"), required=False, widget=forms.TextInput(attrs={"maxlength": 10})
    )
    returns = forms.BooleanField(label=gettext_lazy("使ったら返してもらう"), required=False)
    amount = _number(gettext_lazy("金額（円まで）"), 10**12)
    cost = forms.ChoiceField(
        label=gettext_lazy("お金"), choices=Cost.choices, widget=forms.RadioSelect, required=False, initial=Cost.FREE
    )
    cost_note = forms.CharField(label=gettext_lazy("お金について"), required=False)
    conditions = forms.CharField(
        label=gettext_lazy("条件"), required=False, widget=forms.Textarea(attrs={"rows": 2, "maxlength": 300})
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("通じることば"),
        choices=list(LANGUAGES.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": gettext_lazy("ことばは、一覧の中からえらんでください。")},
    )
    from_on = _day(gettext_lazy("いつから"))
    until_on = _day(gettext_lazy("いつまで"))
    hours_note = forms.CharField(label=gettext_lazy("時間について"), required=False)
    remote = forms.BooleanField(label=gettext_lazy("場所はいりません"), required=False)
    ward = forms.ModelChoiceField(
        label=gettext_lazy("どこの区にありますか"),
        queryset=Ward.objects.none(),
        required=False,
        empty_label=gettext_lazy("えらんでください"),
        error_messages={"invalid_choice": gettext_lazy("区を24区からえらんでください。")},
    )
    place = forms.CharField(
        label=gettext_lazy("場所の名前や目印"), required=False, widget=forms.TextInput(attrs={"maxlength": 80})
    )
    lat = forms.FloatField(required=False, widget=forms.HiddenInput)
    lng = forms.FloatField(required=False, widget=forms.HiddenInput)
    radius = forms.TypedChoiceField(
        label=gettext_lazy("ピンからとどく範囲"),
        choices=[("", gettext_lazy("区でえらぶ")), *RADII],
        required=False,
        coerce=int,
        empty_value=None,
    )
    serves = forms.ModelMultipleChoiceField(
        label=gettext_lazy("とどけられる区"),
        queryset=Ward.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": gettext_lazy("区を24区からえらんでください。"),
            "invalid_pk_value": gettext_lazy("区を24区からえらんでください。"),
        },
    )
    key = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: Any, resource: Resource | None = None, **kwargs: Any) -> None:
        """`resource` is what is being changed; its voice stays."""
        super().__init__(*args, **kwargs)
        self.resource = resource
        if resource is not None or not self.fields["organisation"].of(user):
            del self.fields["organisation"]
        self.fields["codes"].choices = [(slug, code.label) for slug, code in usable_codes().items()]
        wards = Ward.objects.listed()
        self.fields["ward"].queryset = self.fields["serves"].queryset = wards
        self.old_photos = [join.photo for join in resource.photos.select_related("photo")] if resource else []
        self.fields["drop"].choices = [(photo.token, photo.token) for photo in self.old_photos]
        data = self.data if self.is_bound else None
        rows = (list(resource.hours.all()), list(resource.exceptions.all())) if resource else ([], [])
        self.hours = rows_of(HoursRow, MOST_HOURS, data, HoursRow.initials(rows[0]))
        self.exceptions = rows_of(ExceptionRow, MOST_EXCEPTIONS, data, ExceptionRow.initials(rows[1]))
        self.initial.setdefault("key", token())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for name, (longest, lines) in (TEXTS | {"title": (LONGEST_TITLE, False)}).items():
            self._clean_text(cleaned, name, longest, lines=lines)
        self._find_ward(cleaned)
        for row in (*self.hours, *self.exceptions):
            for sentence in row.complaints():
                self.add_error("hours_note", sentence)
        return cleaned

    def _clean_text(self, cleaned: dict[str, Any], name: str, longest: int, *, lines: bool) -> None:
        try:
            cleaned[name] = clean_text(cleaned.get(name) or "", limit=longest, lines=lines)
        except forms.ValidationError as error:
            self.add_error(name, error)

    def _find_ward(self, cleaned: dict[str, Any]) -> None:
        """The ward is where the pin is; without a pin it is chosen."""
        lat, lng = cleaned.get("lat"), cleaned.get("lng")
        code = geometry.ward_at(lat, lng) if lat is not None and lng is not None else None
        if code is not None:
            cleaned["ward"] = Ward.objects.listed().get(pk=code)
        elif lat is not None and lng is not None:
            self.add_error("ward", _("ピンが大阪市の外にあります。地図のピンを動かすか、区をえらんでください。"))
        elif cleaned.get("ward") is None and not self.has_error("ward"):
            self.add_error("ward", _("区をえらぶか、地図に1つピンを置いてください。"))

    def what(self) -> dict[str, Any]:
        """The fields of `actions.what.What`."""
        cleaned = self.cleaned_data
        apart = {"codes", "cost", "languages"}
        return {name: cleaned[name] for name in COLUMNS if name not in apart} | {
            "codes": [usable_codes()[slug] for slug in cleaned["codes"]],
            "serves": list(cleaned["serves"]),
            "cost": cleaned["cost"] or Cost.FREE,
            "languages": cleaned["languages"],
            "hours": [line for row in self.hours for line in row.lines()],
            "exceptions": [line for row in self.exceptions for line in row.lines()],
        }

    def kept_photos(self, author: Any) -> list[Photo]:
        """Those of the offer that stay, and those of an earlier try of this form."""
        dropped = set(self.cleaned_data.get("drop") or ())
        old = [photo for photo in self.old_photos if photo.token not in dropped]
        return old + photos_named(self.data.get("kept"), author=author, most=MOST_PHOTOS)
