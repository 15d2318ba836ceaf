"""Where allauth asks us."""

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from community.core.ids import token

from .names import clean_display_name
from .testaccounts import is_exempt


class AccountAdapter(DefaultAccountAdapter):
    def get_client_ip(self, request: HttpRequest) -> str:
        """The visitor's address as the request gate found it.

        A log-in of an exempt test account counts as one from an address of its own, which lifts the limits per
        address and leaves those per account (wrong passwords) in force.
        """
        if request.method == "POST" and is_exempt(request.POST.get("login", "")):
            return f"exempt-{token()}"
        return request.META.get("REMOTE_ADDR", "")


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> Any:
        user = super().populate_user(request, sociallogin, data)
        user.email = user.email or None
        try:
            user.display_name = clean_display_name(data.get("name") or "")
        except ValidationError:
            user.display_name = ""  # the sign-up form asks
        return user


class MFAAdapter(DefaultMFAAdapter):
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


def _fernet() -> Fernet:
    """The key of the second-factor secrets is derived from SECRET_KEY."""
    digest = hashlib.sha256(b"mycomi.mfa" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))
