"""What the account itself gives into its owner's copy, and lets go of."""

from collections.abc import Iterator
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.utils.translation import gettext_lazy as _

from community.core.models import JournalEntry
from community.core.mydata import Files, Row, forgets, gives

from .actions import forget_login
from .models import ApiToken

forgets(forget_login, "usersessions.UserSession.user")


@gives("account", _("アカウント"))
def account(person: Any, files: Files) -> Iterator[Row]:
    yield {
        "public_id": person.public_id,
        "display_name": person.display_name,
        "bio": person.bio,
        "email": person.email,
        "email_verified_at": person.email_verified_at,
        "joined_at": person.date_joined,
        "last_login_at": person.last_login,
        "posts_approved": person.posts_approved,
    }


@gives("mail_addresses", _("メールアドレス"), "account.EmailAddress.user")
def mail_addresses(person: Any, files: Files) -> Iterator[Row]:
    yield from EmailAddress.objects.filter(user=person).order_by("pk").values("email", "verified", "primary")


@gives("other_services", _("ほかのサービスでのログイン"), "socialaccount.SocialAccount.user")
def other_services(person: Any, files: Files) -> Iterator[Row]:
    for one in SocialAccount.objects.filter(user=person).order_by("pk"):
        yield {"service": one.provider, "connected_at": one.date_joined, "last_login_at": one.last_login}


@gives("second_factors", _("2つめの確認"), "mfa.Authenticator.user")
def second_factors(person: Any, files: Files) -> Iterator[Row]:
    """That there are any, and their names; never what they are made of."""
    for one in Authenticator.objects.filter(user=person).order_by("pk"):
        name = one.data.get("name", "") if one.type == Authenticator.Type.WEBAUTHN else ""
        yield {"type": one.type, "name": name, "made_at": one.created_at, "last_used_at": one.last_used_at}


@gives("devices", _("ログインした端末"), "usersessions.UserSession.user")
def devices(person: Any, files: Files) -> Iterator[Row]:
    columns = ("ip", "user_agent", "created_at", "last_seen_at")
    yield from UserSession.objects.filter(user=person).order_by("pk").values(*columns)


@gives("programs", _("プログラムのためのトークン"), "accounts.ApiToken.person")
def programs(person: Any, files: Files) -> Iterator[Row]:
    """That there are tokens, and what they may; neither a secret nor its digest."""
    columns = ("name", "prefix", "scopes", "made_at", "last_used_at", "expires_at")
    yield from ApiToken.objects.of(person).order_by("pk").values(*columns)


@gives("acts", _("したことの記録"))
def acts(person: Any, files: Files) -> Iterator[Row]:
    """The lines of the log of acts that name this person as the one who did it."""
    mine = JournalEntry.objects.filter(actor=person.public_id)
    yield from mine.values("at", "act", "kind", "number").iterator()
