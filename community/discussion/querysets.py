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
    def with_words(self) -> Self:
        """With all that showing them needs."""
        return self.select_related("message", "message__author", "author")

    def after(self, seq: int) -> Self:
        """Events with a larger number, in order, at most a page."""
        return self.filter(seq__gt=seq).with_words().order_by("seq")[:PAGE]

    def stamps(self) -> list[tuple[Any, ...]]:
        """Of the last page, in order: id, and what a line's look depends on beside the event itself."""
        rows = self.order_by("-seq").values_list("pk", "message__state", "message__author__display_name")[:PAGE]
        return list(reversed(rows))
