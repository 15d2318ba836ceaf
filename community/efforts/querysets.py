from datetime import datetime
from typing import Any, Self

from django.db.models import Exists, OuterRef, Prefetch, Q

from community.core.errors import NotFound
from community.core.visibility import Visibility, VisibleQuerySet
from community.issues.models import Issue
from community.organisations.models import Organisation


class EffortQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Only of an issue that `user` sees too: a report tells of it."""
        return super().visible_to(user).filter(Exists(Issue.objects.visible_to(user).filter(pk=OuterRef("issue"))))

    def owned_by(self, user: Any) -> Self:
        """Those that somebody who is logged in has written: for themselves, for an organisation they act for, or for
        the city while they are on duty."""
        acted_for = Organisation.objects.acted_for_by(user).values("pk")
        own = Q(author=user, official=False, organisation=None) | Q(organisation__in=acted_for)
        return self.filter(own | (Q(author=user, official=True) & self._at_desk_of(user)))

    def with_words(self) -> Self:
        """Everything that showing them needs, in two queries."""
        joins = self.model.photos.rel.related_model.objects.select_related("photo")
        return self.select_related("author", "issue", "organisation").prefetch_related(Prefetch("photos", joins))

    def of_issue(self, issue: Any) -> Self:
        return self.filter(issue=issue)

    def of(self, user: Any, number: int, effort: int) -> Any:
        """One report on an issue. Raises NotFound."""
        found = self.visible_to(user).with_words().filter(pk=effort, issue__number=number).first()
        if found is None:
            raise NotFound
        return found

    def listed(self) -> Self:
        """What everybody may read."""
        return self.filter(visibility=Visibility.PUBLIC)

    def held(self) -> Self:
        """Reports of newcomers that the desk has not read."""
        return self.filter(held=True, state="waiting")

    def unconfirmed(self) -> Self:
        """Public reports of an end that nobody has confirmed or declined."""
        return self.filter(kind="solved", state="waiting", held=False, visibility=Visibility.PUBLIC)

    def forgotten(self, *, before: datetime) -> Self:
        """Ends reported (or shown again) before that moment, never confirmed, of which the desk was not told yet."""
        shown = Q(decided_at=None) | Q(decided_at__lt=before)
        return self.unconfirmed().filter(shown, created_at__lt=before, asked_at=None)

    def for_desk(self) -> Self:
        """What the desk has to look at: what waits to be read, and what it was asked to confirm."""
        waiting = self.filter(state="waiting")
        return waiting.filter(held=True) | waiting.filter(asked_at__isnull=False)
