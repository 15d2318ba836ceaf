"""The page of volunteers: how many there are, and the cards of those who chose to be seen."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest

from community.areas.reference import wards
from community.core.paging import page_of

from .cards import dressed
from .masking import in_words
from .models import VolunteerCard
from .reference import groups_of, open_skills

PAGE = 24


def list_context(request: HttpRequest) -> dict[str, Any]:
    codes = open_skills()
    code, ward = request.GET.get("code", ""), request.GET.get("ward", "")
    code, ward = code if code in codes else "", ward if ward in wards() else ""
    cards = VolunteerCard.objects.visible_to(request.user).listed()
    cards = cards.openly(code) if code else cards
    cards = cards.serving(ward) if ward else cards
    paging = page_of(cards.with_card().newest(), request.GET, size=PAGE)
    chips = {"code": codes[code].label if code else "", "ward": wards()[ward].label if ward else ""}
    return {
        "groups": groups(),
        "cards": dressed(paging["things"]),
        "paging": paging,
        "code": code,
        "ward": ward,
        "codes": groups_of(codes),
        "wards": [(one.pk, one.label) for one in wards().values()],
        "chips": [
            {"label": label, "url": _address(**{"code": code, "ward": ward} | {name: ""})}
            for name, label in chips.items()
            if label
        ],
        "has_card": _has_card(request.user),
    }


def groups() -> list[dict[str, str]]:
    """The groups of what people can do, each with how many can, in words."""
    counts = VolunteerCard.objects.all().counts_of_groups()
    named = {code.group_id: code.group for code in open_skills().values()}
    return [{"label": group.label, "count": in_words(counts.get(slug, 0))} for slug, group in named.items()]


def _has_card(user: Any) -> bool:
    return user.is_authenticated and VolunteerCard.objects.filter(person=user).exists()


def _address(**query: str) -> str:
    return "?" + urlencode({name: value for name, value in query.items() if value})
