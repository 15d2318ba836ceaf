"""The fixed accounts for tests and demonstrations: made by `create_test_accounts`, never without permission."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.conf import settings

from .models import DeskRole, Standing, User

KITA = "27127"


@dataclass(frozen=True)
class TestAccount:
    role: str
    letter: str
    display_name: str
    last_name: str = ""
    standing: str = Standing.TRUSTED
    desk: str = ""
    wards: tuple[str, ...] = ()
    office: str = ""
    office_en: str = ""
    pages: bool = False
    superuser: bool = False

    @property
    def email(self) -> str:
        return f"{self.role}@example.jp"

    @property
    def password(self) -> str:
        return f"Nakanoshima-2026-{self.letter}"

    @property
    def is_staff(self) -> bool:
        return bool(self.desk or self.pages or self.superuser)


CITY = {"office": "大阪市 市民協働課", "office_en": "Osaka City, Civic Collaboration"}
KITA_OFFICE = {"office": "北区役所 まちづくり課", "office_en": "Kita Ward Office"}

TEST_ACCOUNTS = (
    TestAccount("resident", "a", "なにわの住民"),
    TestAccount("resident2", "b", "となりの住民"),
    TestAccount("victim", "g", "ひかり"),
    TestAccount("target", "h", "つばさ"),
    TestAccount("locktarget", "i", "とびら"),
    TestAccount("newcomer", "j", "はじめてさん", standing=Standing.NEWCOMER),
    TestAccount("coder", "n", "よみちの開発者"),
    TestAccount("npo", "c", "さくら川の世話役"),
    TestAccount("npo2", "d", "ひまわりの世話役"),
    TestAccount("staff", "e", "岡本", last_name="岡本", desk=DeskRole.Role.DESK, **CITY),
    TestAccount("staff2", "f", "西田", last_name="西田", desk=DeskRole.Role.DESK, **CITY),
    TestAccount("kita", "o", "森", last_name="森", desk=DeskRole.Role.DESK, wards=(KITA,), **KITA_OFFICE),
    TestAccount("chief", "k", "田中", last_name="田中", desk=DeskRole.Role.CHIEF, **CITY),
    TestAccount("editor", "l", "編集の木村", last_name="木村", pages=True),
    TestAccount("admin", "m", "運用の林", last_name="林", superuser=True),
)
# Roles whose packages are not built yet: none.
SKIPPED: tuple[str, ...] = ()
NEVER_EXEMPT = frozenset({"target@example.jp", "locktarget@example.jp"})
EMAILS = frozenset(account.email for account in TEST_ACCOUNTS)


def is_exempt(email: str | None) -> bool:
    """Whether posting rates and log-in rates per address are lifted for this account."""
    return settings.EXEMPT_TEST_ACCOUNTS and email in EMAILS and email not in NEVER_EXEMPT


Maker = Callable[[Mapping[str, User]], None]
_makers: list[Maker] = []


def register_maker(make: Maker) -> None:
    """`make(people by role)` gives the accounts what a package above has for them. It is called every time and makes
    nothing twice."""
    _makers.append(make)


def makers() -> list[Maker]:
    return list(_makers)
