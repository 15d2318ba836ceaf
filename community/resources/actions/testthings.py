"""What the accounts for tests and demonstrations have: two verified organisations and resource number 1."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from community.accounts.testaccounts import KITA
from community.areas.models import Ward
from community.organisations import actions as organisations
from community.organisations.models import Organisation, Sort
from community.taxonomy.models import HelpKind, NeedCode

from ..models import Resource
from .offering import store
from .what import What, cleaned

KEY = "test-accounts"
GROUPS = {
    "npo": (
        "NPO さくらの川",
        "NPO Sakura River",
        "大川の岸を、歩ける岸に。月に2回の清掃と、道具の貸し出し。",
    ),
    "npo2": ("NPO ひまわり食堂", "NPO Himawari Kitchen", "放課後に、だれでも来られる食堂をひらいています。"),
}
OFFER = "清掃の道具　10組"


@transaction.atomic
def make_organisations(people: Mapping[str, Any]) -> None:
    """One for each of `npo` and `npo2`, verified by the city."""
    officer = people["staff"]
    officer.on_duty = True
    for role, (name, name_en, about) in GROUPS.items():
        found = organisation_of(people[role])
        if found is None:
            found = organisations.register_organisation(
                author=people[role], name=name, name_en=name_en, about=about, sort=Sort.NPO, ward=_kita(), key=KEY
            )
        if not found.is_public:
            organisations.approve_organisation(number=found.pk, by=officer)
        if not found.is_verified:
            organisations.ask_verification(number=found.pk, by=people[role], evidence="登記事項証明書")
            organisations.grant_verification(number=found.pk, by=officer, seen="登記事項証明書")


@transaction.atomic
def make_offer(people: Mapping[str, Any]) -> None:
    """Number 1, with ten to give; what has become of it since stays."""
    if Resource.objects.filter(pk=1).exists():
        return
    what = What(
        kind=HelpKind.THINGS,
        codes=list(NeedCode.objects.filter(pk="cleaning-tools")),
        title=OFFER,
        title_en="Ten sets of cleaning tools",
        body="ほうき・ちりとり・スコップ・トングの組です。川のそうじにも、道のそうじにも使えます。",
        ward=_kita(),
        quantity=10,
        unit="組",
    )
    npo = people["npo"]
    store(npo, organisation_of(npo), cleaned(what, blur=False), number=1)


def organisation_of(person: Any) -> Organisation | None:
    return Organisation.objects.filter(author=person, key=KEY).first()


def _kita() -> Ward:
    return Ward.objects.listed().get(pk=KITA)
