from collections.abc import Iterator
from typing import Any, Self

from django.db import models
from django.db.models import Q

from community.areas.geometry import METRES_PER_DEGREE, metres

from .registry import Recipient
from .sorts import How, Reason

BATCH = 500  # rows that are held at once
LARGEST_RADIUS = 5000
MOST_COUNTED = 100


class FollowQuerySet(models.QuerySet):
    def of(self, user: Any) -> Self:
        """One's own, and nobody else's."""
        return self.filter(user_id=user.pk)

    def on(self, kind: str, *keys: Any) -> Self:
        return self.filter(kind=kind, key__in=[str(key) for key in keys])

    def silenced(self) -> Self:
        return self.filter(how=How.OFF)

    def told(self) -> Self:
        return self.exclude(how=How.OFF)

    def recipients(self, reason: str = Reason.FOLLOW) -> Iterator[Recipient]:
        """Those who follow, in the order in which they began, a batch at a time."""
        last = 0
        while True:
            rows = list(self.told().filter(pk__gt=last).order_by("pk").values_list("pk", "user_id", "how")[:BATCH])
            yield from (Recipient(user_id, reason, how) for _pk, user_id, how in rows)
            if len(rows) < BATCH:
                return
            last = rows[-1][0]

    def around(self, lat: float, lng: float) -> Iterator[Recipient]:
        """Those with a place of theirs so near that its circle holds the point."""
        reach = LARGEST_RADIUS / METRES_PER_DEGREE
        wide = reach * 1.4  # a degree of longitude is shorter, at 45° by so much
        places = self.told().filter(
            kind="place", lat__range=(lat - reach, lat + reach), lng__range=(lng - wide, lng + wide)
        )
        last = 0
        while True:
            rows = places.filter(pk__gt=last).order_by("pk").values_list("pk", "user_id", "how", "lat", "lng", "radius")
            rows = list(rows[:BATCH])
            for _pk, user_id, how, its_lat, its_lng, radius in rows:
                if metres(lat, lng, its_lat, its_lng) <= radius:
                    yield Recipient(user_id, Reason.PLACE, how)
            if len(rows) < BATCH:
                return
            last = rows[-1][0]


class NoticeQuerySet(models.QuerySet):
    def of(self, user: Any) -> Self:
        return self.filter(user_id=user.pk)

    def unread(self) -> Self:
        return self.filter(read_at=None)

    def before(self, last: int) -> Self:
        """Older than the notice of this id; 0 begins at the newest."""
        return self.filter(pk__lt=last) if last else self

    def capped_count(self) -> int:
        """How many, counted up to 100: a bell tells no more."""
        return self.order_by()[:MOST_COUNTED].values("pk").count()

    def to_mail(self, how: str) -> Self:
        """What still has to leave in such a letter; what was read meanwhile need not."""
        waiting = Q(read_at=None, mailed_at=None) & ~Q(how=How.SITE)
        return self.filter(waiting, how=how)
