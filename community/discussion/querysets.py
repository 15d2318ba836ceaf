from typing import Any, Self

from django.db import models

from community.core.errors import NotFound
from community.core.visibility import VisibleQuerySet

PAGE = 200  # events


class ThreadQuerySet(VisibleQuerySet):
    def of(self, user: Any, kind: str, number: int) -> Any:
        """The thread of one thing. Raises NotFound when there is none or `user` may not know of it."""
        thread = self.visible_to(user).filter(kind=kind, number=number).first()
        if thread is None:
            raise NotFound
        return thread


class EventQuerySet(models.QuerySet):
    def after(self, seq: int) -> Self:
        """Events with a larger number, in order, at most a page, with all that showing them needs."""
        return self.filter(seq__gt=seq).select_related("message", "message__author", "author").order_by("seq")[:PAGE]

    def latest_page(self) -> list[Any]:
        """The last page of events, in order."""
        rows = self.select_related("message", "message__author", "author").order_by("-seq")[:PAGE]
        return list(reversed(rows))
