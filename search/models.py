import logging
from collections.abc import Iterable
from datetime import timedelta
from typing import Self

from django.db import models

from .clock import now

log = logging.getLogger(__name__)
MOST_ATTEMPTS = 8  # with the waits below: about two hours
FIRST_WAIT = timedelta(minutes=1)

LONGEST_UNANSWERED = 40  # letters


class Entry(models.Model):
    """One document in the index inside the database; how `words` and `pairs` come about: analysis/."""

    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    words = models.TextField(blank=True)
    pairs = models.TextField(blank=True)
    at = models.DateTimeField()
    ward = models.CharField(max_length=5, blank=True)
    category = models.CharField(max_length=20, blank=True)
    status = models.CharField(max_length=30, blank=True)
    lang = models.CharField(max_length=5, blank=True)
    lat = models.FloatField(null=True)
    lng = models.FloatField(null=True)
    public = models.BooleanField(default=True)
    digest = models.CharField(max_length=32, blank=True)  # of its text: what has it in common has its vector too

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="one_entry_of_a_thing")]
        indexes = [models.Index(fields=["digest"], name="search_entry_digest")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class Vector(models.Model):
    """What a text means, as 384 numbers of one byte; shared by all entries of the same text."""

    digest = models.CharField(max_length=32)
    model = models.CharField(max_length=60)
    data = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["digest", "model"], name="one_vector_of_a_text")]

    def __str__(self) -> str:
        return f"{self.model} {self.digest}"


class DueQuerySet(models.QuerySet["Due"]):
    def waiting(self) -> Self:
        """Without those that were set aside."""
        return self.filter(attempts__lt=MOST_ATTEMPTS)

    def due(self) -> Self:
        return self.waiting().filter(due_at__lte=now())

    def try_later(self, items: Iterable["Due"]) -> None:
        """Later and later; in the end they are set aside, until their next change."""
        items = list(items)
        for item in items:
            item.due_at = now() + FIRST_WAIT * 2**item.attempts
            item.attempts += 1
            if item.attempts == MOST_ATTEMPTS:
                log.error("%s is set aside: its next change or search_rebuild brings it back", item)
        self.bulk_update(items, ["due_at", "attempts"])


class Due(models.Model):
    """A thing that is to be carried into an index. A thing that changes often has several rows."""

    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=40)
    due_at = models.DateTimeField(default=now)
    attempts = models.PositiveSmallIntegerField(default=0)

    objects = DueQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class OutboxItem(Due):
    """Its entry is no longer right."""


class ServerItem(Due):
    """Its document on the search server is no longer right."""

    noted_at = models.DateTimeField(default=now, db_index=True)


class Generation(models.Model):
    """One index on the search server. It is filled with all entries up to `filled_to` and kept up until it is old."""

    class State(models.TextChoices):
        FILLING = "filling"
        LIVE = "live"
        OLD = "old"

    name = models.CharField(max_length=80, unique=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.FILLING)
    mapping = models.PositiveIntegerField()
    model = models.CharField(max_length=60)  # whose vectors it holds
    filled_to = models.BigIntegerField(default=0)
    version = models.BigIntegerField(default=0)  # of the last batch: milliseconds, always rising
    changed_at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return f"{self.name} {self.state}"


class IndexState(models.Model):
    """By which analysis the index of an engine was made, and when; another one means: `search_rebuild`."""

    engine = models.CharField(max_length=20, unique=True)
    fingerprint = models.CharField(max_length=40)
    built_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.engine} {self.fingerprint}"


class ConceptChange(models.Model):
    """One concept of the thesaurus as staff want it, instead of the one that came with it. One entry a line."""

    slug = models.SlugField("しるし", max_length=60, unique=True)
    broader = models.SlugField("広い概念", max_length=60, blank=True)
    ja = models.TextField("日本語", help_text="1行に1つ。はじめの行が名前になります。")
    readings = models.TextField("よみ", blank=True, help_text="ひらがなで、1行に1つ。")
    symptoms = models.TextField("様子のことば", blank=True, help_text="「夜道 暗い」のように、間をあけて。1行に1つ。")
    official = models.TextField("役所のことば", blank=True)
    en = models.TextField("英語", blank=True)
    zh = models.TextField("中国語", blank=True)
    ko = models.TextField("韓国語", blank=True)
    vi = models.TextField("ベトナム語", blank=True)
    is_removed = models.BooleanField("使わない", default=False)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = verbose_name_plural = "さがすことば"
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.ja.partition("\n")[0].strip() or self.slug


class Unanswered(models.Model):
    """Words that were asked for on a day and not found, and how often; by whom is not known."""

    words = models.CharField(max_length=LONGEST_UNANSWERED)
    day = models.DateField()
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "words"], name="one_count_of_words_a_day")]

    def __str__(self) -> str:
        return self.words
