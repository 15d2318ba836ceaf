"""Our words in allauth's forms: what a field is called here, and what it says when it cannot be taken."""

import unicodedata
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Sentence = str | Promise


@dataclass(frozen=True)
class Words:
    label: Sentence
    missing: Sentence
    hint: Sentence = ""
    invalid: Sentence = ""


MAIL = Words(
    label=_("メールアドレス"),
    missing=_("メールアドレスを書いてください。"),
    invalid=_("メールアドレスの形を、見なおしてください（例：yuko@example.jp）。"),
)
PASSWORD = Words(label=_("パスワード"), missing=_("パスワードを入れてください。"))
FIRST_PASSWORD = Words(
    label=_("パスワード"),
    missing=_("パスワードを決めてください。"),
    hint=_("10文字以上。よく使われる言葉と、数字だけは、さけてください。"),
)
NEW_PASSWORD = Words(
    label=_("新しいパスワード"), missing=_("新しいパスワードを決めてください。"), hint=FIRST_PASSWORD.hint
)
WORDS = {
    "email": MAIL,
    "login": MAIL,
    "password": PASSWORD,
    "oldpassword": Words(label=_("いまのパスワード"), missing=_("いまのパスワードを入れてください。")),
    "password1": NEW_PASSWORD,
    "password2": Words(
        label=_("新しいパスワードを、もう一度"), missing=_("同じパスワードを、もう一度入れてください。")
    ),
    "code": Words(label=pgettext_lazy("code", "番号"), missing=_("6けたの番号を入れてください。")),
    "name": Words(
        label=_("鍵の名前"),
        missing=_("鍵の名前を書いてください。"),
        hint=_("あとで見分けるための名前です（例：自分の電話、庁内キー 07）。"),
    ),
    "passwordless": Words(
        label=_("つぎから、この鍵だけで入る"),
        missing="",
        hint=_("指・顔・画面ロックで確かめます。メールもパスワードもいりません。"),
    ),
}


class CodeInput(forms.TextInput):
    """Never shows a code again: a wrong one would have to be deleted first."""

    def format_value(self, value: Any) -> None:
        return None


class CodeField(forms.CharField):
    """Figures from a mail or an app. Phones and people add spaces and hyphens, and write them full-width."""

    def to_python(self, value: Any) -> str:
        text = unicodedata.normalize("NFKC", super().to_python(value))
        return "".join(letter for letter in text if letter.isalnum())


def speak(form: Any) -> Any:
    """Give a form of allauth's our words, before it is validated; returns the form."""
    if "code" in form.fields:
        form.fields["code"] = CodeField(widget=CodeInput)
    for name, field in form.fields.items():
        if name in WORDS:
            words = FIRST_PASSWORD if name == "password1" and "password2" not in form.fields else WORDS[name]
            _name(field, words)
    return form


def _name(field: forms.Field, words: Words) -> None:
    field.label, field.help_text = words.label, words.hint
    field.error_messages |= {"required": words.missing}
    if words.invalid:
        field.error_messages |= {"invalid": words.invalid}
    field.widget.attrs.pop("placeholder", None)
    if getattr(field.widget, "input_type", "") == "password":
        field.widget.attrs |= {"data-reveal": _("見せる"), "data-conceal": _("隠す")}
