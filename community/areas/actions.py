"""Loading reference data: newer editions of shapes and towns take the place of the old ones."""

from typing import Any

from django.db import transaction

from .models import River, SchoolDistrict, Town, Ward
from .names import shown, town_key
from .signals import schools_loaded


@transaction.atomic
def load_shapes(*, shapes: dict[str, dict[str, Any]], rivers: list[dict[str, Any]]) -> int:
    """`shapes` is code → {"shape", "outline"} for known wards; returns how many wards were given a shape."""
    wards = list(Ward.objects.filter(pk__in=shapes))
    for ward in wards:
        ward.shape, ward.outline = shapes[ward.pk]["shape"], shapes[ward.pk]["outline"]
    Ward.objects.bulk_update(wards, ["shape", "outline"])
    River.objects.all().delete()
    River.objects.bulk_create(River(**river) for river in rivers)
    return len(wards)


@transaction.atomic
def load_towns(*, rows: list[dict[str, str]]) -> tuple[int, int]:
    """`rows` carry ward_code, town, lat, lng. Returns how many were kept or added and how many are gone.

    A town that is still there keeps its row, so that nothing that points to it is lost.
    """
    fresh = {(row["ward_code"], shown(row["town"])): row for row in rows}
    known = {(town.ward_id, town.name): town for town in Town.objects.all()}
    Town.objects.filter(pk__in=[town.pk for name, town in known.items() if name not in fresh]).delete()
    towns = [
        Town(ward_id=ward, name=name, key=town_key(name), lat=float(row["lat"]), lng=float(row["lng"]))
        for (ward, name), row in fresh.items()
    ]
    Town.objects.bulk_create(
        towns, update_conflicts=True, unique_fields=["ward", "name"], update_fields=["key", "lat", "lng"]
    )
    return len(towns), len(set(known) - set(fresh))


@transaction.atomic
def load_schools(*, rows: list[dict[str, Any]]) -> tuple[int, int]:
    """`rows` carry code, ward_id, name, kana, shape, outline. Returns how many there are and how many are gone.

    Whoever keeps a district beside a place hears of it by `schools_loaded`.
    """
    gone = SchoolDistrict.objects.exclude(pk__in=[row["code"] for row in rows])
    count = gone.count()
    gone.delete()
    SchoolDistrict.objects.bulk_create(
        (SchoolDistrict(**row) for row in rows),
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["ward", "name", "kana", "shape", "outline"],
    )
    transaction.on_commit(lambda: schools_loaded.send(SchoolDistrict))
    return len(rows), count
