"""allauth's forms where they do more than speak our words. Apart from forms.py, which allauth's own forms import."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as factors
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import forms as keys
from django.contrib.auth.hashers import make_password
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

CODE_LIFE = 120  # seconds; allauth takes an app's code for 90 and remembers it for 30


class SignupForm(account.SignupForm):
    field_order = ("display_name", "email", "password1")

    def try_save(self, request: HttpRequest) -> Any:
        """An address that is taken takes as long as a new one, whose password is hashed."""
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])
        return super().try_save(request)


class Twice:
    """A new password and the same once more."""

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if "password2" in self.errors and given.get("password1"):
            again = _("2つのパスワードがちがいます。同じものを、もう一度入れてください。")
            self._errors["password2"] = self.error_class([again])
        return given


class ChangePasswordForm(Twice, account.ChangePasswordForm):
    pass


class SetPasswordForm(Twice, account.SetPasswordForm):
    pass


class ResetPasswordForm(Twice, account.ResetPasswordKeyForm):
    pass


class OneTime:
    """A code of the app counts once, for as long as it would be taken."""

    def clean_code(self) -> str:
        try:
            code = super().clean_code()
        except ValidationError as error:
            raise ValidationError(self._said(error), code=error.code) from error
        used = f"second-factor-used:{self.user.pk}:{code}"
        if self.authenticator.type == Authenticator.Type.TOTP and not cache.add(used, 1, timeout=CODE_LIFE):
            raise ValidationError(_("この番号は、もう使いました。30秒ほど待って、新しい番号を入れてください。"))
        return code

    def _said(self, error: ValidationError) -> Any:
        if error.code == "too_many_login_attempts":
            return _("5回ちがったので、止めました。5分たったら、もう一度ためしてください。")
        if "recovery" in self.data:
            return _("予備の番号がちがいました。もう一度見て、入れてください。")
        return error.message


class SecondFactorForm(OneTime, factors.AuthenticateForm):
    pass


class SecondFactorAgainForm(OneTime, factors.ReauthenticateForm):
    pass


class Key:
    """A passkey or a security key that does not open."""

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()
        except ValidationError as error:
            if error.code != "incorrect_code":
                raise
            raise ValidationError(
                _("鍵を確かめられませんでした。もう一度ためすか、ほかの入りかたを選んでください。")
            ) from error


class KeyForm(Key, keys.AuthenticateWebAuthnForm):
    pass


class KeyAloneForm(Key, keys.LoginWebAuthnForm):
    pass


class KeyAgainForm(Key, keys.ReauthenticateWebAuthnForm):
    pass
