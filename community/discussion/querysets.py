from contextlib import suppress
from typing import Any, Self

from django.db import models
from django.db.models import Q

from community.core.errors import NotFound
from community.core.visibility import Visibility, VisibleQuerySet
from community.organisations.models import Membership

PAGE = 200  # events
# Events that change a line where it stands, and have none of their own.
WITHOUT_LINE = ("edit", "delete", "react", "hide", "show")
# What changes the look of a line beside the event itself; `version` stands for whatever changes of an organisation.
LOOK = (
    "message__state", "message__edited_at", "message__reaction_counts", "message__author__display_name",
    "message__organisation", "message__organisation__version",
    "message__reply_to__state", "message__reply_to__edited_at", "message__reply_to__author__display_name",
    "message__reply_to__organisation__version",
)  # fmt: skip


class ThreadQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Also a private talk's readers: the two sides of it. One that is a draft is read by nobody but them."""
        seen = super().visible_to(user)
        if user is None or not user.is_authenticated:
            return seen
        return seen | self.read_by(user)

    def read_by(self, user: Any) -> Self:
        """Private talks of which this person is one side. Only for people who are logged in."""
        readers = self.model.readers.rel.related_model.objects
        acting = Membership.objects.acting().filter(user=user).values("organisation")
        sides = readers.filter(Q(user=user) | Q(organisation__in=acting)).values("thread")
        return self.filter(pk__in=sides, visibility__in=(Visibility.PRIVATE, Visibility.DRAFT))

    def of(self, user: Any, kind: str, number: int) -> Any:
        """The thread of one thing. Raises NotFound when there is none or `user` may not know of it."""
        asked = self.filter(kind=kind, number=number)
        for readable in (asked.public(), asked.visible_to(user)):
            with suppress(self.model.DoesNotExist):
                return readable.get()
        raise NotFound


class MessageQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Whose place in a talk this person may know, whatever stands there."""
        threads = self.model.thread.field.related_model.objects
        return self.filter(thread__in=threads.visible_to(user))

    def of(self, user: Any, pk: int) -> Any:
        """One message, with all that showing it needs. Raises NotFound when `user` may not know of it."""
        message = self.visible_to(user).with_words().filter(pk=pk).first()
        if message is None:
            raise NotFound
        return message

    def with_words(self) -> Self:
        return self.select_related("thread", "event", "author", "organisation")

    def shown(self) -> Self:
        """Those that whoever reads the talk can read."""
        return self.filter(state="shown")

    def by(self, user: Any) -> Self:
        """What this person wrote, in whatever name."""
        return self.filter(author=user)


class EventQuerySet(models.QuerySet):
    def with_words(self) -> Self:
        """With what showing them needs, but for what few of them have (`rendering.fill`)."""
        return self.select_related("thread", "message", "message__author")

    def by_others(self, user: Any) -> Self:
        """All but one person's own words and what they did to them: what anybody else has said or done."""
        return self.exclude(type__in=("message", "edit", "delete"), author=user)

    def after(self, seq: int) -> Self:
        """Events with a larger number, in order, at most a page."""
        return self.filter(seq__gt=seq).with_words().order_by("seq")[:PAGE]

    def stamps(self, **more: Any) -> list[tuple[Any, ...]]:
        """Of the last page of lines, in order: id, and what a line's look depends on beside the event itself.

        `more` are expressions that the same query answers; they stand last in every row.
        """
        lines = self.exclude(type__in=WITHOUT_LINE).annotate(**more).order_by("-seq")
        return list(reversed(lines.values_list("pk", *LOOK, *more)[:PAGE]))
