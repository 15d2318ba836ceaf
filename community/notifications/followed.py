"""What can be followed beside posts, and what one person follows, by name."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.areas.reference import schools, wards
from community.taxonomy.reference import boards, categories

from .models import Follow, FollowKind
from .registry import Followable, followables
from .sorts import How

ICONS = {
    "issue": "bell",
    "ward": "pin",
    "school": "book",
    "category": "layers",
    "board": "megaphone",
    "place": "target",
    "search": "search",
    "organisation": "people",
    "resource": "box",
    "project": "code",
}


@dataclass(frozen=True)
class Followed:
    """One thing somebody follows; `name` is empty when they may not see it any more."""

    follow: Follow
    name: str
    url: str
    icon: str

    @property
    def id(self) -> str:
        return str(self.follow.pk)


def followed_by(user: Any) -> list[Followed]:
    """Everything, the latest first; one query a kind."""
    follows = list(Follow.objects.of(user).order_by("-pk"))
    names: dict[str, dict[str, tuple[str, str]]] = {}
    for kind, known in followables().items():
        keys = [follow.key for follow in follows if follow.kind == kind]
        names[kind] = known.named(keys, user) if keys else {}
    return [_followed(follow, names.get(follow.kind, {})) for follow in follows]


def _followed(follow: Follow, names: dict[str, tuple[str, str]]) -> Followed:
    if follow.kind == FollowKind.PLACE:
        name = _("%(name)sから %(radius)dm") % {"name": follow.name, "radius": follow.radius}
        return Followed(follow, name, "", ICONS["place"])  # no link: where somebody lives stays out of addresses
    name, url = names.get(follow.key, ("", ""))
    return Followed(follow, name, url, ICONS.get(follow.kind, "bell"))


def _board_with(**query: str) -> str:
    return f"{reverse('issues:board')}?{urlencode(query)}"


def _wards(keys: list[str], user: Any) -> dict[str, tuple[str, str]]:
    return {code: (ward.label, _board_with(ward=code)) for code, ward in wards().items() if code in keys}


def _categories(keys: list[str], user: Any) -> dict[str, tuple[str, str]]:
    return {slug: (kind.label, _board_with(category=slug)) for slug, kind in categories().items() if slug in keys}


def _boards(keys: list[str], user: Any) -> dict[str, tuple[str, str]]:
    return {
        board.slug: (board.label, _board_with(board=board.slug)) for board in boards().values() if board.slug in keys
    }


def _schools(keys: list[str], user: Any) -> dict[str, tuple[str, str]]:
    return {code: (area.name, _board_with(school=code)) for code, area in schools().items() if code in keys}


GROUPS = (
    Followable("ward", gettext_lazy("区"), _wards),
    Followable("school", gettext_lazy("校区"), _schools),
    Followable("category", gettext_lazy("種類"), _categories),
    Followable("board", gettext_lazy("ボード"), _boards),
)


def things_to_follow() -> dict[str, list[tuple[str, str]]]:
    """Kind → (key, name) of each; 校区 only where there are some."""
    return {
        "ward": [(code, ward.label) for code, ward in wards().items()],
        "category": [(slug, kind.label) for slug, kind in categories().items()],
        "board": [(board.slug, board.label) for board in boards().values()],
        "school": [(code, f"{wards()[area.ward_id].label} {area.name}") for code, area in schools().items()],
    }


def is_told_of(user: Any, kind: str, key: Any) -> bool:
    """Whether somebody follows a thing and hears of it: one query for people, none for strangers."""
    if not user.is_authenticated:
        return False
    return Follow.objects.of(user).on(kind, key).exclude(how=How.OFF).exists()
