from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from community.core.clock import now


class Reason(models.TextChoices):
    PERSONAL = "personal", _("個人のことが書かれている")
    HARMFUL = "harmful", _("人を傷つける")
    WRONG_PLACE = "place", _("場所や内容がちがう")
    SPAM = "spam", _("宣伝・いたずら")
    OTHER = "other", _("そのほか")


class FlagQuerySet(models.QuerySet):
    def open(self) -> "FlagQuerySet":
        return self.filter(closed_at=None)

    def on(self, kind: str, number: int) -> "FlagQuerySet":
        return self.filter(kind=kind, number=number)


class Flag(models.Model):
    """One person's word that something is not right. `part` is the message it is about, 0 for the thing itself."""

    kind = models.CharField(max_length=20)
    number = models.PositiveBigIntegerField()
    part = models.PositiveBigIntegerField(default=0)
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(_("理由"), max_length=10, choices=Reason)
    note = models.CharField(_("くわしく"), max_length=400, blank=True)
    at = models.DateTimeField(default=now)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = FlagQuerySet.as_manager()

    class Meta:
        verbose_name = _("気になる投稿")
        verbose_name_plural = _("気になる投稿")
        ordering = ("-id",)
        indexes = [models.Index(fields=["kind", "number"], name="flag_of_a_thing")]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "number", "part", "reporter"],
                name="one_flag_a_person",
                condition=models.Q(closed_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}: {self.get_reason_display()}"
