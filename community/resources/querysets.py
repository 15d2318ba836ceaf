from datetime import date, datetime, timedelta
from typing import Any, Self

from django.db.models import Exists, F, OuterRef, Prefetch, Q

from community.areas.models import Ward
from community.core.clock import today
from community.core.errors import NotFound
from community.core.visibility import Visibility
from community.organisations.owned import OwnedQuerySet


class ResourceQuerySet(OwnedQuerySet):
    def of(self, user: Any, number: int) -> Any:
        """One resource with all that its page needs. Raises NotFound."""
        found = self.visible_to(user).with_card().with_page().filter(pk=number).first()
        if found is None:
            raise NotFound
        return found

    def with_card(self) -> Self:
        """With all that a card needs, without the shapes of wards."""
        joined = self.select_related("organisation", "author", "ward", "cover").defer("ward__shape", "ward__outline")
        return joined.prefetch_related("codes", Prefetch("serves", Ward.objects.listed()))

    def with_page(self) -> Self:
        """With what a page shows beside that."""
        return self.select_related("thread").prefetch_related("hours", "exceptions")

    def available(self, day: date) -> Self:
        """Those that can be asked for on that day."""
        open = Q(until_on=None) | Q(until_on__gte=day)
        left = Q(quantity=None) | Q(quantity__gt=F("held") + F("handed_out"))
        return self.filter(open, left, state="offered")

    def listed(self) -> Self:
        """What lists for everybody hold: public, of nobody hidden, on offer and not over."""
        return self.of_public().filter(Q(until_on=None) | Q(until_on__gte=today()), state="offered")

    def open_on(self, day: date) -> Self:
        """Those that can be had on that day, by their hours and exceptions; without hours it is by arrangement."""
        hours = self.model.hours.rel.related_model.objects.filter(resource=OuterRef("pk"))
        apart = self.model.exceptions.rel.related_model.objects.filter(resource=OuterRef("pk"))
        apart = apart.filter(first__lte=day, last__gte=day)
        usual = Exists(hours.filter(weekday=day.weekday())) | ~Exists(hours)
        begun = Q(from_on=None) | Q(from_on__lte=day)
        some = self.available(day).filter(begun, ~Exists(apart.filter(open=False)))
        return some.filter(Q(usual) | Q(Exists(apart.filter(open=True))))

    def serving(self, ward: str) -> Self:
        """Those that reach a ward (its code), or are at home there; one that names no wards reaches all."""
        reached = self.model.serves.through.objects.filter(resource=OuterRef("pk"))
        return self.filter(Q(ward=ward) | Q(Exists(reached.filter(ward=ward))) | Q(~Exists(reached)))

    def with_code(self, slug: str) -> Self:
        carried = self.model.codes.through.objects.filter(resource=OuterRef("pk"), needcode=slug)
        return self.filter(Exists(carried))

    def unconfirmed(self, *, before: datetime) -> Self:
        """On offer, and their owners have said nothing since that moment."""
        gone = Q(until_on__isnull=False, until_on__lt=today())
        return self.filter(~gone, state="offered", confirmed_at__lt=before, visibility=Visibility.PUBLIC)

    def ended_on_eve_of(self, day: date) -> Self:
        """Those whose last day was the day before."""
        return self.filter(until_on=day - timedelta(days=1))

    def newest(self) -> Self:
        return self.order_by("-pk")
