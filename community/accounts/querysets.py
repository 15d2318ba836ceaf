from typing import Any, Self

from django.db import models

from community.core.clock import now
from community.core.errors import NotFound


class ApiTokenQuerySet(models.QuerySet):
    def of(self, person: Any) -> Self:
        """One's own, those that are over too."""
        return self.filter(person=person)

    def one_of(self, person: Any, number: int) -> Any:
        """One of one's own. Raises NotFound; nobody knows of another's."""
        found = self.of(person).filter(pk=number).first()
        if found is None:
            raise NotFound
        return found

    def in_force(self) -> Self:
        """Not over, and of an account that may come in."""
        return self.filter(expires_at__gt=now(), person__is_active=True)
