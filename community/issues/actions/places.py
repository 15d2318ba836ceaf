"""Where posts belong, when the areas themselves have changed."""

from django.db import transaction

from community.areas.models import SchoolDistrict

from ..models import Issue

BATCH = 1000


def place_in_schools() -> int:
    """Give every post with a place the school district that holds it; returns how many have another one than before."""
    changed = 0
    for ward in SchoolDistrict.objects.order_by().values_list("ward", flat=True).distinct():
        places = Issue.objects.filter(ward_id=ward, cell__isnull=False).order_by("pk")
        last = 0
        while batch := list(
            places.filter(pk__gt=last).values_list("pk", "shown_lat", "shown_lng", "school_id")[:BATCH]
        ):
            changed += _place(batch, ward)
            last = batch[-1][0]
    return changed


@transaction.atomic
def _place(batch: list[tuple[int, float, float, str | None]], ward: str) -> int:
    schools = SchoolDistrict.objects.of_each([(lat, lng) for _key, lat, lng, _before in batch], ward=ward)
    moved: dict[str | None, list[int]] = {}
    for (key, _lat, _lng, before), school in zip(batch, schools, strict=True):
        if school != before:
            moved.setdefault(school, []).append(key)
    for school, keys in moved.items():
        Issue.objects.filter(pk__in=keys).update(school=school)
    return sum(map(len, moved.values()))
