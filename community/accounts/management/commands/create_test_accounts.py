"""`manage.py create_test_accounts`: the fixed accounts of docs/commands.md, as one JSON object on the last line."""

import json
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from community.accounts import actions
from community.accounts.models import User
from community.accounts.testaccounts import SKIPPED, TEST_ACCOUNTS, TestAccount, makers

from ._guard import refuse_unless_allowed


class Command(BaseCommand):
    help = "Makes the accounts that tests and demonstrations log in with, and prints them as JSON."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        refuse_unless_allowed()
        people = {account.role: _make(account) for account in TEST_ACCOUNTS}
        for make in makers():
            make(people)
        accounts = [_describe(account, people[account.role]) for account in TEST_ACCOUNTS]
        self.stdout.write(json.dumps({"accounts": accounts, "skipped": list(SKIPPED)}, ensure_ascii=False))


def _make(account: TestAccount) -> User:
    user = User.objects.filter(email=account.email).first()
    if user is None:
        user = actions.make_account(
            email=account.email,
            password=account.password,
            display_name=account.display_name,
            standing=account.standing,
            last_name=account.last_name,
        )
    if account.desk:
        actions.give_desk(
            user=user,
            by=None,
            role=account.desk,
            wards=account.wards,
            office=account.office,
            office_en=account.office_en,
        )
    if account.pages or account.superuser:
        _let_edit(user, superuser=account.superuser)
    if account.is_staff and not Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists():
        TOTP.activate(user, generate_totp_secret())
    return user


def _let_edit(user: User, *, superuser: bool) -> None:
    """Wagtail's own groups carry the rights on pages, pictures and documents."""
    user.is_staff, user.is_superuser = True, superuser
    user.save(update_fields=["is_staff", "is_superuser"])
    if not superuser:
        groups = Group.objects.filter(page_permissions__isnull=False).distinct()
        if not groups:
            raise CommandError("No group may edit pages; run migrate first.")
        user.groups.set(groups)


def _describe(account: TestAccount, user: User) -> dict[str, Any]:
    totp = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
    return {
        "role": account.role,
        "email": account.email,
        "password": account.password,
        "public_id": user.public_id,
        "totp_secret": get_adapter().decrypt(totp.data["secret"]) if totp else None,
        "wards": list(account.wards),
    }
