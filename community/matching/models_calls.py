"""Volunteers are called blind: who was asked is known to nobody, and who said yes to the asker alone."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from community.core.clock import now
from community.organisations.models import Organisation

from .querysets_calls import InvitationQuerySet


class Call(models.Model):
    """One press of 呼びかける for a need. `asked`: how many were; it stays when one of them erases their card."""

    need = models.ForeignKey("matching.Need", models.CASCADE, related_name="calls")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.SET_NULL, null=True, blank=True, related_name="+")
    as_desk = models.BooleanField(default=False)
    asked = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField(default=now)
    ends_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["by", "key"], name="one_call_of_a_key", condition=~Q(key=""))]

    def __str__(self) -> str:
        return f"{self.pk}"


class Invitation(models.Model):
    """One person asked by a call: seen by that person and nobody else. `match` is what became of a yes."""

    class State(models.TextChoices):
        WAITING = "waiting", _("返事まち")
        ACCEPTED = "accepted", _("はい")
        DECLINED = "declined", _("今回は無理")
        UNWANTED = "unwanted", _("この種類は不要")
        ENDED = "ended", _("おわりました")

    call = models.ForeignKey(Call, models.CASCADE, related_name="invitations")
    need = models.ForeignKey("matching.Need", models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    match = models.OneToOneField("matching.Match", models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=now)
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ("-id",)
        indexes = [
            models.Index(fields=["person", "-at"], name="invitation_person"),
            models.Index(fields=["at"], name="invitation_waiting", condition=Q(state="waiting")),
        ]
        constraints = [models.UniqueConstraint(fields=["need", "person"], name="asked_once_for_a_need")]

    def __str__(self) -> str:
        return f"{self.pk}"
