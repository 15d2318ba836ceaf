"""Where allauth asks us."""

import base64
import hashlib
import secrets
from ipaddress import IPv6Network
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .names import clean_display_name
from .testaccounts import is_exempt

PASSWORD_ERRORS = {
    "password_too_short": _("パスワードが短すぎます。10文字以上にしてください。"),
    "password_too_common": _("よく使われているパスワードです。ほかのものにしてください。"),
    "password_entirely_numeric": _("数字だけのパスワードです。文字もまぜてください。"),
    "password_too_similar": _("メールや名前に似たパスワードです。ほかのものにしてください。"),
}
WAYS_TO_PROVE = {
    "reauthenticate": _("パスワードで確かめる"),
    "mfa_reauthenticate": _("アプリの番号で確かめる"),
    "mfa_reauthenticate:webauthn": _("パスキーか鍵で確かめる"),
}
DOCUMENTATION = IPv6Network("2001:db8::/32")  # RFC 3849: addresses that no visitor can have
UNKNOWN = "account/email/unknown_account"
CODE_LIVES = {
    "account/email/login_code": "LOGIN_BY_CODE_TIMEOUT",
    "account/email/password_reset_code": "PASSWORD_RESET_BY_CODE_TIMEOUT",
}


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("このアカウントは、いま止まっています。問い合わせ先に知らせてください。"),
        "cannot_remove_primary_email": _(
            "ふだん使うメールは消せません。先に、ほかのメールをふだん使うものにしてください。"
        ),
        "duplicate_email": _("このメールアドレスは、もう登録してあります。ほかのアドレスを書いてください。"),
        "email_password_mismatch": _(
            "メールアドレスかパスワードがちがいます。もう一度入れるか、番号をメールで受け取ってください。"
        ),
        "email_taken": _("このメールアドレスは使えません。ほかのアドレスを書いてください。"),
        "enter_current_password": _("いまのパスワードがちがいます。もう一度入れてください。"),
        "incorrect_code": _("番号がちがいました。メールの番号を見て、もう一度入れてください。"),
        "incorrect_password": _("パスワードがちがいます。もう一度入れてください。"),
        "invalid_login": _("メールアドレスを、もう一度書いてください。"),
        "max_email_addresses": _("メールアドレスは %d個までです。使わないものを消してから、足してください。"),
        "rate_limited": _("少し早すぎるようです。10秒ほどあけて、もう一度押してください。"),
        "too_many_login_attempts": _(
            "何度もためされたので、止めました。5分あけるか、番号をメールで受け取って、入りなおしてください。"
        ),
        "unverified_primary_email": _("番号で確かめてから、ふだん使うメールにしてください。"),
        "same_as_current": _("いまと同じです。ほかのものを書いてください。"),
    }

    def get_client_ip(self, request: HttpRequest) -> str:
        """The visitor's address as the request gate found it.

        A log-in of an exempt test account counts as one from an address of its own, which nobody has: that lifts the
        limits per address and leaves those per account (wrong passwords) in force.
        """
        if request.method == "POST" and is_exempt(request.POST.get("login", "")):
            return str(DOCUMENTATION[secrets.randbits(DOCUMENTATION.max_prefixlen - DOCUMENTATION.prefixlen)])
        return request.META.get("REMOTE_ADDR", "")

    def clean_password(self, password: str, user: Any = None) -> str:
        try:
            return super().clean_password(password, user=user)
        except ValidationError as error:
            said = [
                ValidationError(PASSWORD_ERRORS.get(one.code, one.message), code=one.code) for one in error.error_list
            ]
            raise ValidationError(said) from error

    def generate_login_code(self) -> str:
        return super().generate_login_code().replace("-", "")

    def generate_password_reset_code(self) -> str:
        return super().generate_password_reset_code().replace("-", "")

    def generate_email_verification_code(self) -> str:
        return super().generate_email_verification_code().replace("-", "")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Letters with a code say how long it lasts. An address that nobody has gets none, in the same time."""
        if template_prefix == UNKNOWN:
            with transaction.atomic():
                self.send_mail("account/email/login_code", email, context | {"code": "000000"})
                transaction.set_rollback(True)
            return
        life = CODE_LIVES.get(template_prefix, "EMAIL_VERIFICATION_BY_CODE_TIMEOUT")
        super().send_mail(template_prefix, email, context | {"minutes": getattr(app_settings, life) // 60})

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Changing it logs out; whoever comes back does not want to change it again."""
        return reverse("profile")

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """The ways to prove who one is; staff begin with their second factor, which the desk asks for anyway."""
        ways = super().get_reauthentication_methods(user)
        if getattr(user, "is_staff", False):
            ways.sort(key=lambda way: way["id"] == "reauthenticate")
        return [way | {"description": str(WAYS_TO_PROVE[way["id"]])} for way in ways]


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    error_messages = DefaultSocialAccountAdapter.error_messages | {
        "email_taken": _("このメールアドレスは、もう登録してあります。先にログインしてから、%s をつないでください。"),
        "invalid_token": _("確かめられませんでした。もう一度、はじめからお願いします。"),
        "no_password": _("先にパスワードを決めてください。そうしないと、入れなくなります。"),
        "no_verified_email": _("先にメールアドレスを確かめてください。そうしないと、入れなくなります。"),
        "disconnect_last": _("これを外すと入れなくなります。先に、ほかの入りかたを決めてください。"),
        "connected_other": _("このアカウントは、ほかの人につながっています。"),
    }

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> Any:
        user = super().populate_user(request, sociallogin, data)
        user.email = user.email or None
        try:
            user.display_name = clean_display_name(data.get("name") or "")
        except ValidationError:
            user.display_name = ""  # the sign-up form asks
        return user


class MFAAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": _("職員は、最後の1つを消せません。先に、ほかの確かめかたを足してください。"),
        "cannot_generate_recovery_codes": _("先に、アプリの番号かパスキーを登録してください。"),
        "incorrect_code": _("番号がちがいました。30秒ごとに変わります。新しい番号を入れてください。"),
        "unverified_email": _("先に、メールアドレスを番号で確かめてください。"),
    }

    def encrypt(self, text: str) -> str:
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _fernet().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Staff cannot take away their last second factor."""
        if not authenticator.user.is_staff:
            return True
        kinds = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
        left = Authenticator.objects.filter(user=authenticator.user, type__in=kinds).exclude(pk=authenticator.pk)
        return authenticator.type not in kinds or left.exists()

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:
        """The name a new key is offered."""
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return gettext("鍵 %(number)d") % {"number": count + 1}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return super().get_public_key_credential_rp_entity() | {"name": settings.MFA_TOTP_ISSUER}


def _fernet() -> Fernet:
    """The key of the second-factor secrets is derived from SECRET_KEY."""
    digest = hashlib.sha256(b"mycomi.mfa" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))
