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
    """A thing whose place in the index is no longer right. One row a thing, however often it changed."""

    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=40)
    at = models.DateTimeField(default=now)
    turn = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="one_outbox_row_of_a_thing")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
