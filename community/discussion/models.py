from typing import Any

from django.conf import settings
from django.db import models
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from community.core.clock import now
from community.core.naming import Names
from community.core.text import to_html
from community.core.visibility import Visible
from community.organisations.models import Organisation

from .querysets import EventQuerySet, MessageQuerySet, ThreadQuerySet

LONGEST_BODY, LONGEST_CLOSING, QUOTED = 2000, 200, 60  # characters
A_MINUTE = 60


def pace_in_words(seconds: int) -> str:
    if seconds < A_MINUTE:
        return str(_("%(n)d秒に1回")) % {"n": seconds}
    return str(_("%(n)d分に1回")) % {"n": seconds // A_MINUTE}


class Thread(Visible):
    """The talk of one thing. Visibility, author and ward are its owner's, copied by the owner's actions."""

    kind = models.CharField(max_length=20)
    number = models.PositiveBigIntegerField(null=True, blank=True)
    last_seq = models.PositiveIntegerField(default=0)
    message_count = models.PositiveIntegerField(default=0)
    closed_at = models.DateTimeField(_("閉じた時"), null=True, blank=True)
    closing_sentence = models.CharField(_("閉じたわけ"), max_length=LONGEST_CLOSING, blank=True)
    closing_office = models.CharField(max_length=40, blank=True)  # whose desk closed it; empty: its owner did
    closing_office_en = models.CharField(max_length=60, blank=True)
    slow_seconds = models.PositiveSmallIntegerField(default=0)  # between two messages of one person
    pinned = models.ForeignKey("Message", models.SET_NULL, null=True, blank=True, related_name="+")
    discussed: Any = None  # what it is about, where whoever fetched the thread had that at hand

    objects = ThreadQuerySet.as_manager()

    class Meta:
        verbose_name = _("話")
        verbose_name_plural = _("話")
        constraints = [models.UniqueConstraint(fields=["kind", "number"], name="one_thread_of_a_thing")]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"

    @property
    def pace(self) -> str:
        """How often a person may write while the talk is slow; empty while it is not."""
        return pace_in_words(self.slow_seconds) if self.slow_seconds else ""

    @property
    def closed_by(self) -> str:
        """The office that has closed the talk with a sentence."""
        return self.closing_office_en if get_language() == "en" and self.closing_office_en else self.closing_office


class ThreadReader(models.Model):
    """One side of a talk that is not for everybody: a person, or all who act for an organisation. They read and write.

    Together with its author and the desk of its ward they are the only ones, while the thread's visibility is private.
    """

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="readers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.CASCADE, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["thread", "user"], name="a_reader_once"),
            models.UniqueConstraint(fields=["thread", "organisation"], name="a_reading_organisation_once"),
            models.CheckConstraint(
                name="a_reader_is_one_of_two", condition=models.Q(user=None) ^ models.Q(organisation=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.thread_id}:{self.user_id or self.organisation_id}"


class Message(models.Model):
    """What one person said. `official` words are the city's, under an office's name, never the officer's.

    With an `organisation` they are said in its name.
    """

    class State(models.TextChoices):
        SHOWN = "shown", _("表示")
        ASIDE = "aside", _("確認まち")
        HIDDEN = "hidden", _("非表示")
        DELETED = "deleted", _("取り消し")

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="messages")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.SET_NULL, null=True, blank=True, related_name="+")
    key = models.CharField(max_length=64, blank=True)
    body = models.TextField(_("本文"), max_length=LONGEST_BODY)
    at = models.DateTimeField(default=now)
    edited_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.SHOWN)
    reply_to = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="replies")
    links = models.BooleanField(default=False)
    official = models.BooleanField(default=False)
    office = models.CharField(max_length=40, blank=True)
    office_en = models.CharField(max_length=60, blank=True)
    reaction_counts = models.JSONField(default=dict)  # kind → number; kept by the actions, under the thread's lock
    pictures: Any = ()  # its photos, and
    names: Names | None = None  # whom it names, where whoever fetched it had them at hand

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("ひとこと")
        verbose_name_plural = _("ひとこと")
        constraints = [
            models.UniqueConstraint(
                fields=["thread", "author", "key"], name="one_message_of_a_key", condition=~models.Q(key="")
            ),
        ]

    def __str__(self) -> str:
        return self.body[:40]

    @property
    def html(self) -> str:
        return to_html(self.body, links=self.links, names=self.names) if self.body else ""

    @property
    def office_name(self) -> str:
        return self.office_en if get_language() == "en" and self.office_en else self.office

    @property
    def speaker(self) -> str:
        """Under which name the words stand: an office's, an organisation's, or the person's."""
        if self.official:
            return self.office_name
        if self.organisation is not None:
            return self.organisation.shown_label
        return self.author.shown_name if self.author else str(_("退会した人"))

    @property
    def first_line(self) -> str:
        """Its beginning, for whoever quotes it."""
        if not self.body:
            return "" if self.is_deleted else str(_("写真"))
        return Truncator(" ".join(self.body.split())).chars(QUOTED)

    @property
    def reaction_rows(self) -> list[tuple[str, Any, str, int]]:
        """Of each kind: its name, what people call it, its icon, and how many."""
        counts = self.reaction_counts
        return [(kind.value, kind.label, ICONS[kind], counts.get(kind.value, 0)) for kind in Reaction.Kind]

    @property
    def shown_reactions(self) -> list[tuple[str, Any, str, int]]:
        """役に立った always, and what else somebody has pressed."""
        first, *others = self.reaction_rows
        return [first, *(row for row in others if row[3])]

    @property
    def other_reactions(self) -> list[tuple[str, Any, str, int]]:
        return [row for row in self.reaction_rows[1:] if not row[3]]

    @property
    def is_deleted(self) -> bool:
        return self.state == self.State.DELETED

    @property
    def can_be_shown(self) -> bool:
        """Hidden words that are still kept."""
        return self.is_hidden and bool(self.body)

    @property
    def is_hidden(self) -> bool:
        """Nobody reads the words: the desk has hidden them, or has not yet looked at what was said of them, or their
        author took them away."""
        return self.state != self.State.SHOWN


class MessagePhoto(models.Model):
    """A photo that came with a message."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="photos")
    photo = models.OneToOneField("photos.Photo", models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("position",)

    def __str__(self) -> str:
        return f"{self.message_id}:{self.position}"


class MessageEdit(models.Model):
    """What stood there until `at`; for its author and the desk."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="edits")
    body = models.TextField(max_length=LONGEST_BODY)
    at = models.DateTimeField(default=now)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.message_id}: {self.body[:40]}"


class Reaction(models.Model):
    """One person's answer without words. Only how many there are is shown."""

    class Kind(models.TextChoices):
        HELPFUL = "helpful", _("役に立った")
        THANKS = "thanks", _("ありがとう")
        AGREE = "agree", _("同感です")
        WOW = "wow", _("すごい")
        SAD = "sad", _("つらいですね")

    message = models.ForeignKey(Message, models.CASCADE, related_name="reactions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind)
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "person", "kind"], name="one_reaction_of_a_kind")]

    def __str__(self) -> str:
        return f"{self.message_id}: {self.kind}"


ICONS = {
    Reaction.Kind.HELPFUL: "check",
    Reaction.Kind.THANKS: "heart",
    Reaction.Kind.AGREE: "hand",
    Reaction.Kind.WOW: "star",
    Reaction.Kind.SAD: "drop",
}


class Mention(models.Model):
    """Somebody is named in a message."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="mentions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "person"], name="a_person_named_once")]

    def __str__(self) -> str:
        return f"{self.message_id}: {self.person_id}"


class Seen(models.Model):
    """Up to which number a person has read a talk, on whatever device."""

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    seq = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thread", "person"], name="one_mark_of_a_reader")]

    def __str__(self) -> str:
        return f"{self.thread_id}: {self.person_id} – {self.seq}"


class Event(models.Model):
    """One line of a thread's log. `seq` is gap-free and in the order of the commits. `data` holds ids, never text."""

    MESSAGE, EDIT, DELETE, REACT = "message", "edit", "delete", "react"
    HIDE, SHOW, PIN, CLOSE, SLOW = "hide", "show", "pin", "close", "slow"

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="events")
    seq = models.PositiveIntegerField()
    type = models.CharField(max_length=20)
    at = models.DateTimeField(default=now)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    message = models.OneToOneField(Message, models.CASCADE, null=True, related_name="event")
    data = models.JSONField(default=dict)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ("seq",)
        constraints = [models.UniqueConstraint(fields=["thread", "seq"], name="one_event_of_a_number")]

    def __str__(self) -> str:
        return f"{self.thread_id}#{self.seq} {self.type}"
