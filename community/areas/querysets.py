from functools import reduce
from operator import or_
from typing import Any, Self

from django.db import models
from django.db.models import Q

from . import geometry
from .names import read_as, town_key

MOST_PLACES = 8


class WardQuerySet(models.QuerySet):
    def light(self) -> Self:
        """Without the exact shapes (80 kB a ward)."""
        return self.defer("shape")

    def listed(self) -> Self:
        """What lists and forms need."""
        return self.defer("shape", "outline")


class TownQuerySet(models.QuerySet):
    def named(self, words: str, *, ward: str = "") -> Self:
        """At most 8 towns whose name contains the words in any spelling, or is read so; what begins so comes first."""
        key = town_key(words)
        if not key:
            return self.none()
        begins = reduce(or_, [Q(key__startswith=begin) for begin in (key, *read_as(key))])
        towns = self.filter(begins | Q(key__contains=key))
        found = towns.select_related("ward").defer("ward__shape", "ward__outline")
        if ward:
            found = found.filter(ward_id=ward)
        first = models.Case(models.When(begins, then=0), default=1)
        return found.order_by(first, "key", "ward_id")[:MOST_PLACES]

    def nearest(self, lat: float, lng: float, *, ward: str) -> Any:
        """The town of a ward whose point is nearest (degrees), or None in a ward without towns."""
        towns = self.filter(ward_id=ward)
        return min(towns, key=lambda town: geometry.metres(lat, lng, town.lat, town.lng), default=None)


class SchoolDistrictQuerySet(models.QuerySet):
    def listed(self) -> Self:
        """What lists and forms need: no shapes."""
        return self.defer("shape", "outline")

    def at(self, lat: float, lng: float, *, ward: str) -> str | None:
        """The code of the district of a ward that holds the point by its exact shape, or None."""
        return self.of_each([(lat, lng)], ward=ward)[0]

    def of_each(self, points: list[tuple[float, float]], *, ward: str) -> list[str | None]:
        """The same for many points of a ward (latitude, longitude), in their order."""
        shapes = list(self.filter(ward_id=ward).values_list("code", "shape"))
        return [
            next((code for code, shape in shapes if geometry.is_inside(lat, lng, shape)), None) for lat, lng in points
        ]
