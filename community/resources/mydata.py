"""What one offered, for one's own copy."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from community.core.mydata import Files, Row, forgets, gives
from community.core.visibility import Visibility
from community.photos.mydata import put_all

from .actions.leaving import erase_offers
from .models import Resource

forgets(erase_offers, "resources.Resource.author")

COLUMNS = (
    "kind", "title", "title_en", "body", "state", "visibility", "quantity", "unit", "amount", "conditions", "cost",
    "cost_note", "place", "lat", "lng", "radius", "from_on", "until_on", "hours_note", "created_at", "confirmed_at",
    "hidden_reason",
)  # fmt: skip


@gives("resources", _("力になるもの"), "resources.Resource.author")
def resources(person: Any, files: Files) -> Iterator[Row]:
    own = Resource.objects.filter(author=person).exclude(visibility=Visibility.ERASED)
    for one in own.prefetch_related("photos__photo", "codes", "hours").order_by("pk"):
        yield (
            {"number": one.pk, "organisation": one.organisation_id}
            | {name: getattr(one, name) for name in COLUMNS}
            | {
                "ward": one.ward_id,
                "codes": [code.pk for code in one.codes.all()],
                "hours": [{"weekday": it.weekday, "opens": it.opens, "closes": it.closes} for it in one.hours.all()],
                "photos": put_all(files, one.photos.all(), f"resource-{one.pk}", person),
            }
        )
