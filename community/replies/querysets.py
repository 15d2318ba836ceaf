from typing import Any, Self

from django.db import models

from community.core.visibility import ALL_WARDS, desk_wards
from community.issues.models import Issue


class ReplyQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Live replies of issues that `user` sees; drafts too, for the desk of the issue's ward."""
        wards = desk_wards(user)
        seen = models.Q(live=True)
        if wards is ALL_WARDS:
            seen |= models.Q(live=False)
        elif wards:
            seen |= models.Q(issue__ward_id__in=sorted(wards))
        return self.filter(seen, models.Exists(Issue.objects.visible_to(user).filter(pk=models.OuterRef("issue"))))

    def published(self) -> Self:
        return self.filter(live=True)

    def drafts(self) -> Self:
        """What nobody outside the desk reads yet: with a chief, or handed back to its writer."""
        return self.filter(live=False)

    def waiting(self) -> Self:
        """Drafts that wait for a chief; those that were handed back wait for their writer."""
        return self.drafts().filter(returned_note="")

    def returned_to(self, user: Any) -> Self:
        """Drafts of this person that a chief handed back."""
        return self.drafts().filter(author=user).exclude(returned_note="")
