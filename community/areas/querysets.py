from typing import Any, Self

from django.db import models

from . import geometry
from .names import town_key

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
        """Towns whose name contains the words in any spelling, those that begin with them first; at most 8."""
        key = town_key(words)
        if not key:
            return self.none()
        found = self.filter(key__contains=key).select_related("ward").defer("ward__shape", "ward__outline")
        if ward:
            found = found.filter(ward_id=ward)
        begins = models.Case(models.When(key__startswith=key, then=0), default=1)
        return found.order_by(begins, "key", "ward_id")[:MOST_PLACES]

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
