from typing import Any, Self

from django.db import models

from community.core.clock import now
from community.issues.models import Issue


class InvitationQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Whoever was asked, and nobody else: no desk, no asker."""
        if user is None or not user.is_authenticated:
            return self.none()
        return self.filter(person=user)

    def waiting(self) -> Self:
        """Those that can still be answered."""
        wanted = Issue.objects.listed().open().values("pk")
        return self.filter(state="waiting", call__ends_at__gt=now(), need__state="open", need__issue__in=wanted)

    def over(self) -> Self:
        """Those that wait for an answer which would change nothing."""
        return self.filter(state="waiting").exclude(pk__in=self.model.objects.waiting().values("pk"))

    def with_words(self) -> Self:
        return self.select_related("need__code", "need__issue__ward", "call__organisation", "match")
