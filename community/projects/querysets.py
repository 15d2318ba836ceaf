from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Count, Q
from wagtail.models import Page

from community.core.bilingual import open_to_all
from community.core.visibility import ALL_WARDS, desk_wards


class CallQuerySet(models.QuerySet):
    def with_taken(self) -> Self:
        """`taken`: how many have joined."""
        return self.annotate(taken=Count("answers", filter=Q(answers__state="joined")))

    def open(self, at: datetime) -> Self:
        return self.filter(Q(closes_at=None) | Q(closes_at__gt=at))

    def visible_to(self, user: Any) -> Self:
        """Calls of themes and events whose page everybody may open; whoever `user` is, that is all there is to see."""
        pages = open_to_all(Page.objects).values("pk")
        return self.filter(Q(event__in=pages) | Q(board__page__in=pages))


class CallAnswerQuerySet(models.QuerySet):
    def at_desk_of(self, user: Any) -> Self:
        """Answers to the calls that `user` looks after: an editor all, an officer those of their wards."""
        wards = desk_wards(user)
        if user.has_perm("projects.change_call") or wards is ALL_WARDS:
            return self
        return self.filter(call__ward_id__in=sorted(wards)) if wards else self.none()
