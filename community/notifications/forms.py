"""What people choose: what to follow, and how to be told."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.areas import geometry
from community.areas.models import Town
from community.areas.names import town_key
from community.areas.reference import wards
from community.core.text import asked, clean_text

from .followed import things_to_follow
from .models import LARGEST_RADIUS, SMALLEST_RADIUS, FollowKind
from .sorts import DIGESTS, How, Reason, way

WARD = re.compile(r"^\s*(?:大阪市)?(.{1,4}?区)")
WAYS = [("", gettext_lazy("設定のとおり")), *How.choices]


class GroupForm(forms.Form):
    """Follow a ward, a category, a board or a 校区."""

    thing = forms.ChoiceField(
        label=gettext_lazy("何を"),
        error_messages={
            "required": gettext_lazy("見まもるものを1つえらんでください。"),
            "invalid_choice": gettext_lazy("見まもるものを1つえらんでください。"),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        things = things_to_follow()
        groups = [
            (FollowKind(kind).label, [(f"{kind}:{key}", name) for key, name in some])
            for kind, some in things.items()
            if some
        ]
        self.fields["thing"].choices = [("", _("えらんでください")), *groups]

    def clean_thing(self) -> tuple[str, str]:
        kind, _colon, key = self.cleaned_data["thing"].partition(":")
        return kind, key


class PlaceForm(forms.Form):
    """Follow all around a place: by the name of a town, or by a point."""

    place = forms.CharField(
        label=gettext_lazy("町の名前"),
        required=False,
        help_text=gettext_lazy("例：天神橋6丁目。同じ名前の町があれば、区の名前から書いてください。"),
    )
    name = forms.CharField(
        label=gettext_lazy("呼び名"), required=False, help_text=gettext_lazy("例：家、学校。あなただけに見えます。")
    )
    radius = forms.IntegerField(
        label=gettext_lazy("広さ（m）"),
        initial=500,
        help_text=gettext_lazy("100から5000まで。"),
        error_messages={
            "required": gettext_lazy("広さを数で書いてください。"),
            "invalid": gettext_lazy("広さを数で書いてください。"),
        },
    )
    lat = forms.FloatField(label=gettext_lazy("緯度"), required=False)
    lng = forms.FloatField(label=gettext_lazy("経度"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["radius"].widget.attrs |= {"min": SMALLEST_RADIUS, "max": LARGEST_RADIUS, "step": 100}
        for name in ("lat", "lng"):
            self.fields[name].widget.attrs |= {"step": "any", "inputmode": "decimal"}
            self.fields[name].error_messages |= {"invalid": _("数で書いてください。")}

    def clean_name(self) -> str:
        return clean_text(self.cleaned_data["name"], limit=30, lines=False)

    def clean_radius(self) -> int:
        radius = self.cleaned_data["radius"]
        if not SMALLEST_RADIUS <= radius <= LARGEST_RADIUS:
            raise forms.ValidationError(_("広さは、100mから5000mまでで決めてください。"))
        return radius

    def clean(self) -> dict[str, Any]:
        """A point, if one was given; else the town of this name."""
        data = super().clean()
        lat, lng, words = data.get("lat"), data.get("lng"), asked(data.get("place"), limit=40)
        if self.errors:
            return data
        if lat is not None and lng is not None:
            if geometry.ward_at(lat, lng) is None:
                raise forms.ValidationError(_("大阪市の外です。大阪市の中の場所をえらんでください。"))
            return data | {"name": data["name"] or words or _("えらんだ場所")}
        town = self._town(words)
        if town is None:
            return data
        return data | {"lat": town.lat, "lng": town.lng, "name": data["name"] or town.name}

    def _town(self, words: str) -> Town | None:
        found = list(Town.objects.named(words, ward=_ward_in(words)))
        if len(found) == 1 or (
            found and found[0].key == town_key(words) and found[0].key not in {t.key for t in found[1:]}
        ):
            return found[0]
        if not words:
            self.add_error("place", _("町の名前を書いてください。"))
        elif not found:
            self.add_error("place", _("その町が見つかりません。書き方を変えてください（例：天神橋6丁目）。"))
        else:
            names = "、".join(f"{town.ward.label}{town.name}" for town in found)
            self.add_error("place", _("いくつかあります。このように書いてください：%(names)s") % {"names": names})
        return None


def _ward_in(words: str) -> str:
    """The code of the ward that the words begin with, or nothing."""
    named = WARD.match(words)
    return next((code for code, ward in wards().items() if named and ward.name == named[1]), "")


class SettingsForm(forms.Form):
    """One choice of how for each reason."""

    def __init__(self, *args: Any, choices: dict[str, str], reasons: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for reason in reasons:
            self.fields[reason] = forms.ChoiceField(
                label=Reason(reason).label,
                choices=[one for one in How.choices if reason != Reason.FIT or one[0] not in DIGESTS],
                initial=way(reason, choices),
                widget=forms.RadioSelect,
                help_text=LINES[Reason(reason)],
                error_messages={
                    "required": _("どれか1つえらんでください。"),
                    "invalid_choice": _("どれか1つえらんでください。"),
                },
            )


LINES = {
    Reason.MINE: gettext_lazy("市の回答、様子の変化"),
    Reason.DESK: gettext_lazy("引きつぎ、確認のお願い"),
    Reason.TALK: gettext_lazy("だれかが書きこんだとき"),
    Reason.SUPPORT: gettext_lazy("答えが出たとき、直ったとき"),
    Reason.FOLLOW: gettext_lazy("見まもっている投稿の動き"),
    Reason.PLACE: gettext_lazy("新しい投稿があったとき"),
    Reason.FIT: gettext_lazy("月曜の朝に1通、あなたの提供に合うものがある週だけ"),
}
