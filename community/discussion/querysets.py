from typing import Any, Self

from django.db import models
from django.db.models import Q

from community.core.errors import NotFound
from community.core.visibility import Visibility, VisibleQuerySet
from community.organisations.models import Membership

PAGE = 200  # events


class ThreadQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Also a private talk's readers: the two sides of it. One that is a draft is read by nobody but them."""
        seen = super().visible_to(user)
        if user is None or not user.is_authenticated:
            return seen
        readers = self.model.readers.rel.related_model.objects
        acting = Membership.objects.acting().filter(user=user).values("organisation")
        sides = readers.filter(Q(user=user) | Q(organisation__in=acting)).values("thread")
        return seen | self.filter(pk__in=sides, visibility__in=(Visibility.PRIVATE, Visibility.DRAFT))

    def of(self, user: Any, kind: str, number: int) -> Any:
        """The thread of one thing. Raises NotFound when there is none or `user` may not know of it."""
        thread = self.visible_to(user).filter(kind=kind, number=number).first()
        if thread is None:
            raise NotFound
        return thread


class EventQuerySet(models.QuerySet):
    def with_words(self) -> Self:
        """With all that showing them needs."""
        return self.select_related("message", "message__author", "message__organisation", "author")

    def by_others(self, user: Any) -> Self:
        """All but the words of one person: what anybody else has said or done, and what happened."""
        return self.exclude(type="message", author=user)

    def after(self, seq: int) -> Self:
        """Events with a larger number, in order, at most a page."""
        return self.filter(seq__gt=seq).with_words().order_by("seq")[:PAGE]

    def stamps(self) -> list[tuple[Any, ...]]:
        """Of the last page, in order: id, and what a line's look depends on beside the event itself."""
        voice = ("message__organisation", "message__organisation__version")  # a version for whatever changes of it
        rows = self.order_by("-seq").values_list("pk", "message__state", "message__author__display_name", *voice)
        return list(reversed(rows[:PAGE]))
