from django.db import models

from .clock import now


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


class OutboxItem(models.Model):
    """A thing whose place in the index is no longer right. A thing that changes often has several rows."""

    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=40)
    due_at = models.DateTimeField(default=now)
    attempts = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


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
