"""The list of organisations: what its address asks for, and one page, keyset by keyset."""

from dataclasses import dataclass, replace
from typing import Any, Self
from urllib.parse import urlencode

from django.db.models import Q
from django.utils.translation import gettext as _

import search
from community.areas.reference import wards
from community.core.clock import today
from community.core.text import asked, asked_number

from .models import Organisation, Sort
from .querysets import OrganisationQuerySet

PAGE, MOST_COUNTED, MOST_FOUND = 24, 1000, 400
LONGEST_WORDS = 60


@dataclass(frozen=True)
class Wanted:
    """Empty means any; `after` is the number of the last one on the page before."""

    q: str = ""
    ward: str = ""
    sort: str = ""
    verified: str = ""
    after: int = 0

    @classmethod
    def of(cls, query: Any) -> Self:
        """Unknown values are ignored, never an error."""
        ward, sort = asked(query.get("ward"), limit=5), asked(query.get("sort"), limit=7)
        return cls(
            q=asked(query.get("q"), limit=LONGEST_WORDS),
            ward=ward if ward in wards() else "",
            sort=sort if sort in Sort.values else "",
            verified="1" if query.get("verified") == "1" else "",
            after=asked_number(query.get("after")) or 0,
        )

    def address(self, **changes: Any) -> str:
        """The query string with some of it changed; the page begins anew."""
        said = {name: value for name, value in vars(replace(self, **({"after": 0} | changes))).items() if value}
        return "?" + urlencode(said)

    @property
    def is_narrow(self) -> bool:
        return bool(self.q or self.ward or self.sort or self.verified)


def list_context(query: Any, user: Any) -> dict[str, Any]:
    wanted = Wanted.of(query)
    fitting = fit(Organisation.objects.visible_to(user).public(), wanted, user)
    before = fitting.filter(pk__lt=wanted.after) if wanted.after else fitting
    page = list(before.with_card().order_by("-pk")[: PAGE + 1])
    count = fitting.order_by()[: MOST_COUNTED + 1].values("pk").count()
    return {
        "wanted": wanted,
        "organisations": page[:PAGE],
        "next": wanted.address(after=page[PAGE - 1].pk) if len(page) > PAGE else "",
        "previous": wanted.address() if wanted.after else "",
        "count": min(count, MOST_COUNTED),
        "is_capped": count > MOST_COUNTED,
        "wards": [(code, ward.label) for code, ward in wards().items()],
        "sorts": Sort.choices,
        "chips": _chips(wanted),
    }


def fit(rows: OrganisationQuerySet, wanted: Wanted, user: Any) -> OrganisationQuerySet:
    """The rows narrowed by all that is asked for; words by what the search finds, and by the name as it is written."""
    if wanted.ward:
        rows = rows.in_ward(wanted.ward)
    if wanted.sort:
        rows = rows.filter(sort=wanted.sort)
    if wanted.verified:
        rows = rows.verified(today())
    if wanted.q:
        hits = search.search(
            search.Query(words=wanted.q, user=user, kinds=("organisation",), every=True, limit=MOST_FOUND)
        )
        by_name = Q(name__icontains=wanted.q) | Q(name_en__icontains=wanted.q)
        rows = rows.filter(Q(pk__in=[int(hit.key) for hit in hits]) | by_name)
    return rows


def _chips(wanted: Wanted) -> list[dict[str, str]]:
    """What narrows the list, each with the way to take it off."""
    labels = {
        "q": f"「{wanted.q}」",
        "ward": wards()[wanted.ward].label if wanted.ward else "",
        "sort": str(Sort(wanted.sort).label) if wanted.sort else "",
        "verified": _("市が確認"),
    }
    return [
        {"label": label, "url": wanted.address(**{name: ""})} for name, label in labels.items() if getattr(wanted, name)
    ]
