from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Count, Q
from wagtail.models import Page


class CallQuerySet(models.QuerySet):
    def with_taken(self) -> Self:
        """`taken`: how many have joined."""
        return self.annotate(taken=Count("answers", filter=Q(answers__state="joined")))

    def open(self, at: datetime) -> Self:
        return self.filter(Q(closes_at=None) | Q(closes_at__gt=at))

    def visible_to(self, user: Any) -> Self:
        """Calls of themes and events whose page everybody may open; whoever `user` is, that is all there is to see."""
        pages = Page.objects.live().public().values("pk")
        return self.filter(Q(event__in=pages) | Q(board__page__in=pages))
