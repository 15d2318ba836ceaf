from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from community.core.clock import now
from community.core.visibility import Visibility
from community.discussion.models import Thread
from community.efforts.models import Effort
from community.issues.models import Issue
from community.organisations.models import Organisation
from community.photos.models import Photo
from community.resources.models import MOST, Resource
from community.taxonomy.models import NeedCode

from .models_calls import Call, Invitation
from .models_fits import FitAnswer
from .models_found import Found, SuggestedWork
from .querysets import MatchQuerySet, NeedQuerySet, SuggestedQuerySet, ThanksQuerySet
from .workflow import AFTER_DELIVERY, ENDS, HOLDING, PATH, Side, State

LONGEST_NOTE, LONGEST_CONTACT = 400, 200  # characters
__all__ = ["MOST", "Call", "FitAnswer", "Invitation", "Side", "State", "SuggestedWork"]


class Need(models.Model):
    """What an issue asks for. Whoever may see the issue may see it."""

    class State(models.TextChoices):
        OPEN = "open", _("さがしています")
        MET = "met", _("そろいました")
        WITHDRAWN = "withdrawn", _("いりません")

    class Source(models.TextChoices):
        POSTER = "poster", _("投稿した人")
        DESK = "desk", _("市")
        ORGANISATION = "organisation", _("団体")

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="needs", verbose_name=_("投稿"))
    code = models.ForeignKey(NeedCode, models.PROTECT, related_name="+", verbose_name=_("ほしいもの"))
    quantity = models.PositiveIntegerField(_("数"), null=True, blank=True)
    unit = models.CharField(_("数えかた"), max_length=10, blank=True)
    from_on = models.DateField(_("いつから"), null=True, blank=True)
    until_on = models.DateField(_("いつまで"), null=True, blank=True)
    required = models.BooleanField(_("ないと困る"), default=True)
    short = models.BooleanField(_("15分でできる"), default=False)
    note = models.CharField(_("ひとこと"), max_length=120, blank=True)
    state = models.CharField(_("様子"), max_length=9, choices=State, default=State.OPEN)
    source = models.CharField(_("書いた人"), max_length=12, choices=Source, default=Source.POSTER)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=now)

    objects = NeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("ほしいもの")
        verbose_name_plural = _("ほしいもの")
        ordering = ("-required", "id")
        indexes = [models.Index(fields=["state", "code"], name="need_open")]
        constraints = [
            models.UniqueConstraint(
                fields=["issue", "code"], name="one_need_of_a_code", condition=~Q(state="withdrawn")
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.issue_id} {self.code_id}"


class SuggestionList(models.Model):
    """That offers were looked for, for an issue: when, by which weights, and how many could not be had, by gate.

    A list without a version is stale: the worker makes it anew.
    """

    issue = models.OneToOneField(Issue, models.CASCADE, primary_key=True, related_name="suggestion_list")
    version = models.CharField(max_length=20)
    closed = models.JSONField(default=dict)
    made_at = models.DateTimeField(default=now)

    class Meta:
        indexes = [models.Index(fields=["made_at"], name="suggestion_list_oldest")]

    def __str__(self) -> str:
        return f"{self.issue_id} {self.version}"


class Suggested(Found):
    """An offer as it is suggested for an issue."""

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="suggested")
    resource = models.ForeignKey(Resource, models.CASCADE, related_name="suggested")

    objects = SuggestedQuerySet.as_manager()

    class Meta:
        ordering = ("place",)
        indexes = [models.Index(fields=["resource", "-score"], name="suggested_resource")]
        constraints = [models.UniqueConstraint(fields=["issue", "resource"], name="suggested_once")]

    def __str__(self) -> str:
        return f"#{self.issue_id} ← {self.resource_id}"


class Match(models.Model):
    """One hand-over between whoever asks (`asker`, an organisation, or with `as_desk` the ward's desk) and the owner of
    a resource, or a volunteer who said yes to a call.

    `quantity` is what was asked for, from acceptance on what is promised; `holds` is whether the resource keeps it.
    `due_at`: when it ends by itself, or counts as confirmed; empty when nothing waits. `reminded` counts the reminders.
    """

    resource = models.ForeignKey(Resource, models.PROTECT, null=True, blank=True, related_name="matches")
    volunteer = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    issue = models.ForeignKey(Issue, models.SET_NULL, null=True, blank=True, related_name="matches")
    need = models.ForeignKey(Need, models.SET_NULL, null=True, blank=True, related_name="matches")
    asker = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    asking_organisation = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, related_name="asked_matches"
    )
    as_desk = models.BooleanField(default=False)
    proposed_by = models.CharField(max_length=5, choices=Side)
    state = models.CharField(max_length=9, choices=State, default=State.PROPOSED)
    quantity = models.PositiveIntegerField(default=1)
    holds = models.BooleanField(default=False)
    delivered = models.PositiveIntegerField(default=0)
    returned_at = models.DateTimeField(null=True, blank=True)
    scheduled_at = models.DateTimeField(null=True, blank=True)
    place = models.CharField(max_length=100, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    waiting_since = models.DateTimeField(default=now)
    reminded = models.PositiveSmallIntegerField(default=0)
    closes_at = models.DateTimeField(null=True, blank=True)
    thread = models.OneToOneField(Thread, models.PROTECT, related_name="+")
    key = models.CharField(max_length=64, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=now)

    objects = MatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("手の貸し借り")
        verbose_name_plural = _("手の貸し借り")
        ordering = ("-id",)
        indexes = [
            models.Index(fields=["resource", "state"], name="match_resource"),
            models.Index(fields=["asker", "-id"], name="match_asker"),
            models.Index(fields=["volunteer", "-id"], name="match_volunteer"),
            models.Index(fields=["due_at"], name="match_due", condition=Q(due_at__isnull=False)),
            models.Index(fields=["waiting_since"], name="match_waiting", condition=~Q(state__in=ENDS)),
            models.Index(fields=["closes_at"], name="match_closing", condition=Q(closes_at__isnull=False)),
        ]
        constraints = [
            models.UniqueConstraint(fields=["made_by", "key"], name="one_match_of_a_key", condition=~Q(key="")),
            models.CheckConstraint(
                name="only_promised_things_are_held", condition=Q(holds=False) | Q(state__in=HOLDING)
            ),
            # A volunteer's is left without either when the account is deleted.
            models.CheckConstraint(name="of_a_resource_or_a_volunteer", condition=Q(resource=None) | Q(volunteer=None)),
            models.CheckConstraint(name="only_resources_are_held", condition=Q(holds=False) | ~Q(resource=None)),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"

    def get_absolute_url(self) -> str:
        return reverse("matches:detail", args=[self.pk])

    @property
    def is_over(self) -> bool:
        return self.state in ENDS

    @property
    def shares_contacts(self) -> bool:
        """Whether either side may show how to be reached: from acceptance until the talk closes."""
        is_past = self.closes_at is not None and self.closes_at <= now()
        return self.state in (*HOLDING, *AFTER_DELIVERY) and not is_past and self.thread.closed_at is None

    @property
    def steps_done(self) -> int:
        """How far along the path it is, from 1; for one that ended aside, how far it had come is not told."""
        return PATH.index(State(self.state)) + 1 if self.state in PATH else 0

    @property
    def by_person(self) -> bool:
        """A volunteer's own hands, not something that was offered."""
        return self.resource_id is None

    @property
    def ward(self) -> Any:
        if self.resource is not None:
            return self.resource.ward
        return self.issue.ward if self.issue is not None else None

    @property
    def owner(self) -> Any:
        """The person on the owner's side; None when the account is gone."""
        return self.volunteer if self.resource is None else self.resource.author

    @property
    def owning_organisation(self) -> Organisation | None:
        return None if self.resource is None else self.resource.organisation

    @property
    def unit(self) -> str:
        return gettext("人") if self.resource is None else self.resource.unit or gettext("件")

    @property
    def what(self) -> str:
        """What changes hands, by the name that everybody may read now."""
        resource = self.resource
        if resource is None:
            return gettext("手伝い：%(code)s") % {"code": self.need.code.label} if self.need else gettext("手伝い")
        return resource.label if resource.is_shown else gettext("いまは公開されていないもの")

    @property
    def shown_issue(self) -> Issue | None:
        """What it is for, while everybody may read that."""
        return self.issue if self.issue is not None and self.issue.is_public else None

    @property
    def hides_asker(self) -> bool:
        """The poster asked for no name in the post, and speaks for nobody else here."""
        issue = self.issue
        is_poster = issue is not None and self.asker_id == issue.author_id and self.asking_organisation_id is None
        return is_poster and issue.anonymous

    @property
    def asker_name(self) -> str:
        if self.asking_organisation is not None:
            return self.asking_organisation.shown_label
        if self.as_desk:
            desk = self.asker.desk_role if self.asker is not None else None
            return desk.office_name if desk is not None else gettext("市の担当者")
        if self.hides_asker:
            return gettext("投稿した人")
        return self.asker.shown_name if self.asker is not None else gettext("退会した人")

    @property
    def owner_name(self) -> str:
        if self.owning_organisation is not None:
            return self.owning_organisation.shown_label
        return self.owner.shown_name if self.owner is not None else gettext("退会した人")

    def name_of(self, side: str) -> str:
        return self.asker_name if side == Side.ASKER else self.owner_name


class MatchStep(models.Model):
    """One thing that happened in a hand-over; appended, never changed. `side` is empty for what time did.

    `moment` is the date that was fixed by it.
    """

    match = models.ForeignKey(Match, models.CASCADE, related_name="steps")
    act = models.CharField(max_length=12)
    side = models.CharField(max_length=5, choices=Side, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    note = models.CharField(max_length=LONGEST_NOTE, blank=True)
    quantity = models.PositiveIntegerField(null=True, blank=True)
    moment = models.DateTimeField(null=True, blank=True)
    at = models.DateTimeField(default=now)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.match_id}:{self.act}"


class Reveal(models.Model):
    """One field of contact that one side shows to the other. Taken back, the row is gone; the talk says when."""

    class Field(models.TextChoices):
        NAME = "name", _("本名")
        PHONE = "phone", _("電話")
        EMAIL = "email", _("メール")
        PLACE = "place", _("場所")

    match = models.ForeignKey(Match, models.CASCADE, related_name="reveals")
    side = models.CharField(max_length=5, choices=Side)
    field = models.CharField(max_length=5, choices=Field)
    value = models.CharField(max_length=LONGEST_CONTACT)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["match", "side", "field"], name="a_field_shown_once")]

    def __str__(self) -> str:
        return f"{self.match_id}:{self.side}:{self.field}"


class Answer(models.Model):
    """The two questions that each side is asked when it is done."""

    class Went(models.TextChoices):
        WELL = "well", _("よかった")
        PARTLY = "partly", _("まあまあ")
        BADLY = "badly", _("こまった")

    match = models.ForeignKey(Match, models.CASCADE, related_name="answers")
    side = models.CharField(max_length=5, choices=Side)
    went = models.CharField(_("どうでしたか"), max_length=6, choices=Went)
    again = models.BooleanField(_("またお願いしたい・したい"))
    at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["match", "side"], name="one_answer_of_a_side")]

    def __str__(self) -> str:
        return f"{self.match_id}:{self.side}:{self.went}"


class Thanks(models.Model):
    """The words of thanks. Others read them only when both sides said so; then `effort` is their report on the issue.

    `asker_agrees`, `owner_agrees`: True, False, or None while they have not said.
    """

    match = models.OneToOneField(Match, models.CASCADE, related_name="thanks")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    side = models.CharField(max_length=5, choices=Side)
    words = models.CharField(_("お礼"), max_length=LONGEST_NOTE)
    people = models.PositiveSmallIntegerField(_("何人でしましたか"), null=True, blank=True)
    photo = models.OneToOneField(Photo, models.SET_NULL, null=True, blank=True, related_name="+")
    asker_agrees = models.BooleanField(null=True)
    owner_agrees = models.BooleanField(null=True)
    effort = models.OneToOneField(Effort, models.SET_NULL, null=True, blank=True, related_name="+")
    story = models.ForeignKey("projects.StoryPage", models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=now)

    objects = ThanksQuerySet.as_manager()

    class Meta:
        verbose_name = _("お礼")
        verbose_name_plural = _("お礼")

    def __str__(self) -> str:
        return f"{self.match_id}"

    @property
    def is_public(self) -> bool:
        return bool(self.asker_agrees and self.owner_agrees)

    @property
    def picture(self) -> Photo | None:
        """Its photo, unless that is to be seen by nobody."""
        return self.photo if self.photo is not None and self.photo.visibility != Visibility.HIDDEN else None

    def agrees(self, side: str) -> bool | None:
        return self.asker_agrees if side == Side.ASKER else self.owner_agrees
