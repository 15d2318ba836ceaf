from typing import Any, Self

from django.db import models
from django.db.models import Count, Exists, OuterRef, Prefetch, Q

from community.areas.models import Ward
from community.moderation.models import Ban


class CardQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """One's own, and those of people who chose to be seen. No desk sees more."""
        seen = Q(public=True, pk__in=self.ready().values("pk"))
        if user is not None and user.is_authenticated:
            seen |= Q(person=user)
        return self.filter(seen)

    def ready(self) -> Self:
        """Those of people who can be asked now: not resting, not gone, not banned."""
        banned = Ban.objects.in_force().filter(user=OuterRef("person"))
        return self.filter(~Exists(banned), resting=False, person__is_active=True)

    def listed(self) -> Self:
        """What the list for everybody holds: with something that it may say, since an empty card would tell too."""
        can = self.model.can.through.objects.filter(volunteercard=OuterRef("pk"), needcode__sensitive=False)
        return self.ready().filter(Exists(can), public=True)

    def able(self, code: Any) -> Self:
        """Those who can do it, whoever asks: a code's slug, or a reference to one."""
        return self.filter(Exists(self._can(code)))

    def able_or_learning(self, code: Any) -> Self:
        """Those who can do it, and those who want to learn it unless it is sensitive."""
        learns = self.model.learn.through.objects.filter(volunteercard=OuterRef("pk"), needcode=code)
        return self.filter(Exists(self._can(code)) | Exists(learns.filter(needcode__sensitive=False)))

    def _can(self, code: Any) -> Any:
        return self.model.can.through.objects.filter(volunteercard=OuterRef("pk"), needcode=code)

    def serving(self, ward: str | None) -> Self:
        """Those who come to a ward (its code); who names no wards comes everywhere."""
        reached = self.model.wards.through.objects.filter(volunteercard=OuterRef("pk"))
        return self.filter(Exists(reached.filter(ward=ward)) | ~Exists(reached))

    def openly(self, code: str) -> Self:
        """Public ones with this code; sensitive codes are shown to nobody."""
        return self.filter(Exists(self._can(code).filter(needcode__sensitive=False)))

    def counts_of_groups(self) -> dict[str, int]:
        """How many people can do something of a group, by the group's slug; sensitive codes are left out."""
        rows = self.model.can.through.objects.filter(volunteercard__in=self.ready().values("pk"))
        rows = rows.filter(needcode__sensitive=False, needcode__active=True).order_by()
        counted = rows.values_list("needcode__group").annotate(Count("volunteercard", distinct=True))
        return dict(counted)

    def with_card(self) -> Self:
        """With all that a card shows, without the shapes of wards."""
        return self.select_related("person").prefetch_related(
            "can", "learn", "hours", Prefetch("wards", Ward.objects.listed())
        )

    def newest(self) -> Self:
        return self.order_by("-pk")
