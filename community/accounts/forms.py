"""What people type about themselves."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from community.core.ids import token
from community.core.text import clean_text

from .models import ApiToken, User
from .names import LONGEST, clean_display_name


class NameField(forms.CharField):
    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("表示名"))
        kwargs.setdefault("help_text", _("みんなに見える名前です。本名でなくて、だいじょうぶです。"))
        super().__init__(max_length=LONGEST, **kwargs)
        self.widget.attrs |= {"autocomplete": "nickname"}

    def clean(self, value: str) -> str:
        value = super().clean(value)
        return clean_display_name(value) if value else value


class SignupExtras(forms.Form):
    """What we ask beside allauth's own fields."""

    display_name = NameField(error_messages={"required": _("みんなに見える名前を書いてください。")})

    def signup(self, request: HttpRequest, user: User) -> None:
        user.display_name = self.cleaned_data["display_name"]
        user.save(update_fields=["display_name"])


class ProfileForm(forms.Form):
    display_name = NameField(error_messages={"required": _("みんなに見える名前を書いてください。")})
    bio = forms.CharField(
        label=_("ひとこと"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("だれでも読めます。400字まで。"),
    )

    def clean_bio(self) -> str:
        return clean_text(self.cleaned_data["bio"], limit=400)


class CloseForm(forms.Form):
    """The last one: what becomes of the posts, and a word against a slip of the finger."""

    what = forms.ChoiceField(
        label=_("投稿とひとこと"),
        choices=[
            ("keep", _("残す（名前は「退会した人」になります）")),
            ("erase", _("投稿とひとことも取り消す（本文と写真を消す）")),
        ],
        initial="keep",
        widget=forms.RadioSelect,
        error_messages={
            "required": _("投稿とひとことをどうするか、えらんでください。"),
            "invalid_choice": _("投稿とひとことをどうするか、えらんでください。"),
        },
    )
    sure = forms.BooleanField(
        label=_("元にもどせないことが、わかりました。"),
        error_messages={"required": _("元にもどせないことを読んで、チェックを入れてください。")},
    )


class TokenForm(forms.Form):
    """A token for a program of one's own: what it is for, what it may, how long."""

    READ, BOTH = ApiToken.Scope.READ.value, " ".join(ApiToken.Scope.values)

    name = forms.CharField(
        label=_("名前"),
        max_length=40,
        help_text=_("何に使うかが、あとでわかる名前にします。ほかの人には見えません。"),
        error_messages={
            "required": _("何に使うトークンか、名前を書いてください。"),
            "max_length": _("名前は40字までにしてください。"),
        },
    )
    scopes = forms.TypedChoiceField(
        label=_("してよいこと"),
        choices=[(READ, _("読むだけ")), (BOTH, _("読む・書く"))],
        coerce=str.split,
        initial=READ,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("してよいことを、えらんでください。")),
    )
    days = forms.TypedChoiceField(
        label=_("いつまで"),
        choices=[(365, _("1年")), (90, _("3か月")), (30, _("1か月"))],
        coerce=int,
        initial=365,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("いつまで使うかを、えらんでください。")),
    )
    key = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("key", token())

    def clean_name(self) -> str:
        return clean_text(self.cleaned_data["name"], limit=40, lines=False)
