from datetime import date, datetime
from typing import Any, Self

from django.db import models
from django.db.models import Case, Prefetch, ProtectedError, Q, When

from community.areas.models import Ward
from community.core.errors import NotFound
from community.core.visibility import VisibleQuerySet

ACTING = ("owner", "manager")


class OrganisationQuerySet(VisibleQuerySet):
    def _own_of(self, user: Any) -> Q:
        """Its members, whatever the desk has decided about it. Who registered it and left is anybody."""
        return Q(pk__in=self.model.objects.filter(memberships__user=user).order_by().values("pk"))

    def of(self, user: Any, number: int) -> Any:
        """One organisation. Raises NotFound when there is none or `user` may not know of it."""
        found = self.visible_to(user).filter(pk=number).select_related("ward", "picture").first()
        if found is None:
            raise NotFound
        return found

    def acted_for_by(self, user: Any) -> Self:
        """Those under whose name this person may act now: public ones where they are owner or manager."""
        if user is None or not user.is_authenticated:
            return self.none()
        return self.public().filter(memberships__user=user, memberships__role__in=ACTING)

    def verified(self, day: date) -> Self:
        """Those that the city has verified, on that day."""
        return self.filter(verified_until__gte=day)

    def serving(self, ward: str) -> Self:
        """Those that are active in a ward (its code); one that names no wards is active in all."""
        return self.filter(Q(serves=ward) | Q(serves=None))

    def in_ward(self, ward: str) -> Self:
        """Those at home in a ward (its code) or active there."""
        return self.filter(Q(ward=ward) | Q(pk__in=self.model.objects.serving(ward).values("pk")))

    def with_card(self) -> Self:
        """Everything a card shows, in two queries."""
        served = Prefetch("serves", Ward.objects.listed())
        return self.select_related("ward").prefetch_related(served).defer("ward__shape", "ward__outline")

    def ending(self, first: date, last: date) -> Self:
        """Public ones whose verification ends between these days."""
        return self.public().filter(verified_until__range=(first, last))

    def asking(self) -> Self:
        """Those whose request for verification waits for the desk."""
        return self.filter(verifications__state="asked")

    def delete(self) -> Any:
        """As `Organisation.delete`."""
        raise ProtectedError("an organisation is erased, never deleted", set(self))

    delete.queryset_only = True  # as Django's own: no manager deletes


class MembershipQuerySet(models.QuerySet):
    def acting(self) -> Self:
        return self.filter(role__in=ACTING)

    def owners(self) -> Self:
        return self.filter(role="owner")

    def of(self, organisation: Any) -> Self:
        """All who belong to it, owners first, then who has been there longest."""
        order = Case(When(role="owner", then=0), When(role="manager", then=1), default=2)
        return self.filter(organisation=organisation).select_related("user").order_by(order, "joined_at", "pk")

    def shown(self, organisation: Any) -> Self:
        """Those who want to be named on its page."""
        return self.of(organisation).filter(named=True, user__is_active=True)


class InvitationQuerySet(models.QuerySet):
    def open(self, moment: datetime) -> Self:
        """Those that still let somebody in."""
        return self.filter(used_at=None, expires_at__gt=moment)


class VerificationQuerySet(models.QuerySet):
    def open(self) -> Self:
        return self.filter(state="asked")
