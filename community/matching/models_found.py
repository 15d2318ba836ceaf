"""What was found to fit an issue, as it is kept."""

from django.db import models
from django.db.models import Q

from community.core.clock import now
from community.issues.models import Issue
from community.projects.models import Dataset, Project

from .querysets_found import SuggestedWorkQuerySet


class Found(models.Model):
    """One of the best for an issue, with every signal that its score was made of; `place` from 1."""

    place = models.PositiveSmallIntegerField()
    score = models.FloatField()
    label = models.CharField(max_length=6)
    signals = models.JSONField(default=dict)
    reasons = models.JSONField(default=list)
    misfits = models.JSONField(default=list)
    made_at = models.DateTimeField(default=now)

    class Meta:
        abstract = True


class SuggestedWork(Found):
    """A project that could answer an issue, or data with which one could: one of the two is there."""

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="+")
    project = models.ForeignKey(Project, models.CASCADE, null=True, related_name="+")
    dataset = models.ForeignKey(Dataset, models.CASCADE, null=True, related_name="+")

    objects = SuggestedWorkQuerySet.as_manager()

    class Meta:
        ordering = ("place",)
        indexes = [models.Index(fields=["project", "-score"], name="suggested_project")]
        constraints = [
            models.CheckConstraint(condition=Q(project=None) ^ Q(dataset=None), name="suggested_one_work"),
            models.UniqueConstraint(fields=["issue", "project"], name="suggested_project_once"),
            models.UniqueConstraint(fields=["issue", "dataset"], name="suggested_dataset_once"),
        ]

    def __str__(self) -> str:
        return f"#{self.issue_id} ← {self.project_id or ''}/{self.dataset_id or ''}"
