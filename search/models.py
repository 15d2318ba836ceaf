from django.db import models

from .clock import now


class Entry(models.Model):
    """One document in the index inside the database. `text` is what engines look through; see analysis.py."""

    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    text = models.TextField()
    at = models.DateTimeField()
    ward = models.CharField(max_length=5, blank=True)
    category = models.CharField(max_length=20, blank=True)
    lat = models.FloatField(null=True)
    lng = models.FloatField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="one_entry_of_a_thing")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class OutboxItem(models.Model):
    """A thing whose place in the index is no longer right. A thing that changes often has several rows."""

    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=40)
    due_at = models.DateTimeField(default=now)
    attempts = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
