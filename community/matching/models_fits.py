"""What owners say to issues that are put to them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from community.core.clock import now
from community.issues.models import Issue
from community.resources.models import Resource
from community.taxonomy.models import NeedCode

from .querysets import FitAnswerQuerySet

LONGEST_NOTE = 400  # characters


class FitAnswer(models.Model):
    """What an owner said when an issue was put to them; another answer takes its place.

    `no`: not this issue for this offer again. `stop`: not this `code` for this owner again. `yes`: an offer that goes
    to the poster at `sends_at`; then `match` is it, or `unsent` that it was not possible any more.
    """

    class Answer(models.TextChoices):
        YES = "yes", _("できます")
        NO = "no", _("今回は無理")
        STOP = "stop", _("この種類は不要")

    class Why(models.TextChoices):
        DATES = "dates", _("日が合わない")
        QUANTITY = "quantity", _("量が足りない")
        PLACE = "place", _("遠い")
        OTHER = "other", _("その他")

    resource = models.ForeignKey(Resource, models.CASCADE, related_name="fit_answers")
    issue = models.ForeignKey(Issue, models.CASCADE, related_name="+")
    answer = models.CharField(max_length=4, choices=Answer)
    reason = models.CharField(max_length=8, choices=Why, blank=True)
    code = models.ForeignKey(NeedCode, models.CASCADE, null=True, blank=True, related_name="+")
    quantity = models.PositiveIntegerField(default=1)
    note = models.CharField(max_length=LONGEST_NOTE, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    sends_at = models.DateTimeField(null=True, blank=True)
    match = models.OneToOneField("matching.Match", models.SET_NULL, null=True, blank=True, related_name="+")
    unsent = models.BooleanField(default=False)
    key = models.CharField(max_length=26)
    at = models.DateTimeField(default=now)

    objects = FitAnswerQuerySet.as_manager()

    class Meta:
        ordering = ("id",)
        indexes = [models.Index(fields=["issue", "answer"], name="fit_of_issue")]
        constraints = [models.UniqueConstraint(fields=["resource", "issue"], name="one_answer_of_an_offer")]

    def __str__(self) -> str:
        return f"#{self.issue_id} ← {self.resource_id}: {self.answer}"

    @property
    def is_told(self) -> bool:
        return self.match_id is not None
