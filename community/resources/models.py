from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from community.areas.models import Ward
from community.core.clock import now, today
from community.core.text import to_html
from community.core.visibility import Visible
from community.discussion.models import Thread
from community.organisations.models import Organisation
from community.photos.models import Photo
from community.taxonomy.models import HelpKind, NeedCode

from .querysets import ResourceQuerySet

LONGEST_TITLE, LONGEST_BODY, LONGEST_CONDITIONS = 60, 1000, 300  # characters
MOST = 99_999  # of one thing


class Cost(models.TextChoices):
    FREE = "free", _("無料")
    AT_COST = "at_cost", _("実費だけ")
    PAID = "paid", _("有料")


class State(models.TextChoices):
    OFFERED = "offered", _("受付中")
    RESTING = "resting", _("お休み中")
    ENDED = "ended", _("おわりました")


class RestReason(models.TextChoices):
    OWNER = "owner", _("出した人が休んでいます")
    SILENCE = "silence", _("まだできるか、返事がありません")


class Resource(Visible):
    """Something offered, by a person (`author`) or in the name of an `organisation`. `ward` is where it is at home.

    `quantity` is the whole; None means that it is not counted. `held` is promised in accepted matches, `handed_out` is
    with those who asked: both are written by `actions.stock` alone, under the row's lock. `returns` tells a loan from a
    gift. `serves` without wards means the whole city; with `lat`, `lng` and `radius` (metres) it reaches that far.
    `until_on` is the last day, for money the deadline; `amount` in yen.
    """

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, null=True, blank=True, related_name="resources", verbose_name=_("団体")
    )
    kind = models.CharField(_("しゅるい"), max_length=11, choices=HelpKind)
    codes = models.ManyToManyField(NeedCode, related_name="+", verbose_name=_("使い道"))
    title = models.CharField(_("ひとことで"), max_length=LONGEST_TITLE)
    title_en = models.CharField(_("ひとことで（英語）"), max_length=80, blank=True)
    body = models.TextField(_("くわしく"), max_length=LONGEST_BODY, blank=True)
    state = models.CharField(_("様子"), max_length=7, choices=State, default=State.OFFERED)
    rest_reason = models.CharField(max_length=7, choices=RestReason, blank=True)
    quantity = models.PositiveIntegerField(_("ぜんぶの数"), null=True, blank=True)
    unit = models.CharField(_("数えかた"), max_length=10, blank=True)
    held = models.PositiveIntegerField(default=0, editable=False)
    handed_out = models.PositiveIntegerField(default=0, editable=False)
    returns = models.BooleanField(_("返してもらう"), default=False)
    amount = models.PositiveBigIntegerField(_("金額（円まで）"), null=True, blank=True)
    conditions = models.CharField(_("条件"), max_length=LONGEST_CONDITIONS, blank=True)
    cost = models.CharField(_("お金"), max_length=7, choices=Cost, default=Cost.FREE)
    cost_note = models.CharField(_("お金について"), max_length=100, blank=True)
    languages = models.JSONField(_("ことば"), default=list, blank=True)
    remote = models.BooleanField(_("場所はいりません"), default=False)
    serves = models.ManyToManyField(Ward, blank=True, related_name="+", verbose_name=_("とどけられる区"))
    place = models.CharField(_("場所"), max_length=80, blank=True)
    lat = models.FloatField(null=True, blank=True)
    lng = models.FloatField(null=True, blank=True)
    radius = models.PositiveIntegerField(_("とどく範囲（m）"), null=True, blank=True)
    from_on = models.DateField(_("いつから"), null=True, blank=True)
    until_on = models.DateField(_("いつまで"), null=True, blank=True)
    hours_note = models.CharField(_("時間について"), max_length=100, blank=True)
    confirmed_at = models.DateTimeField(_("本人が確認"), default=now)
    asked_at = models.DateTimeField(null=True, blank=True, editable=False)
    hidden_reason = models.CharField(_("理由"), max_length=400, blank=True)
    thread = models.OneToOneField(Thread, models.PROTECT, related_name="+")
    cover = models.ForeignKey(Photo, models.SET_NULL, null=True, blank=True, related_name="+")
    key = models.CharField(max_length=64, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(_("登録"), default=now)

    objects = ResourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("力になるもの")
        verbose_name_plural = _("力になるもの")
        ordering = ("-id",)
        indexes = [
            models.Index(fields=["visibility", "state", "-id"], name="resource_list"),
            models.Index(fields=["visibility", "state", "kind", "-id"], name="resource_kind"),
            models.Index(fields=["visibility", "state", "ward", "-id"], name="resource_ward"),
            models.Index(fields=["organisation", "-id"], name="resource_organisation"),
            models.Index(fields=["author", "-id"], name="resource_author"),
            models.Index(fields=["confirmed_at"], name="resource_unconfirmed", condition=Q(state="offered")),
        ]
        constraints = [
            models.UniqueConstraint(fields=["author", "key"], name="one_resource_of_a_key", condition=~Q(key="")),
            models.CheckConstraint(
                name="never_more_than_there_is",
                condition=Q(quantity=None) | Q(quantity__gte=F("held") + F("handed_out")),
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return reverse("resources:detail", args=[self.pk])

    @property
    def label(self) -> str:
        return self.title_en if get_language() == "en" and self.title_en else self.title

    @property
    def html(self) -> str:
        trusted = self.organisation.is_verified if self.organisation else bool(self.author and self.author.is_trusted)
        return to_html(self.body, links=trusted)

    @property
    def left(self) -> int | None:
        """What can still be promised; None when it is not counted."""
        return None if self.quantity is None else self.quantity - self.held - self.handed_out

    @property
    def is_shown(self) -> bool:
        """Whether everybody may read it: it is public, and so is the organisation that offers it."""
        return self.is_public and (self.organisation is None or self.organisation.is_public)

    @property
    def is_over(self) -> bool:
        return self.until_on is not None and self.until_on < today()

    @property
    def is_asked_for(self) -> bool:
        """Whether anybody can ask for it now."""
        return self.is_public and self.state == State.OFFERED and not self.is_over and self.left != 0


class OpenHours(models.Model):
    """When it can be had in a usual week; a resource without any is by arrangement. Monday is 0."""

    resource = models.ForeignKey(Resource, models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField(_("曜日"))
    opens = models.TimeField(_("から"))
    closes = models.TimeField(_("まで"))

    class Meta:
        ordering = ("weekday", "opens")

    def __str__(self) -> str:
        return f"{self.resource_id}:{self.weekday} {self.opens}–{self.closes}"


class DayException(models.Model):
    """Days that are not as usual."""

    resource = models.ForeignKey(Resource, models.CASCADE, related_name="exceptions")
    first = models.DateField(_("はじめの日"))
    last = models.DateField(_("おわりの日"))
    open = models.BooleanField(_("使える"), default=False)
    note = models.CharField(_("メモ"), max_length=60, blank=True)

    class Meta:
        ordering = ("first",)

    def __str__(self) -> str:
        return f"{self.resource_id}:{self.first}–{self.last}"


class ResourcePhoto(models.Model):
    """A photo's place in a resource."""

    resource = models.ForeignKey(Resource, models.CASCADE, related_name="photos")
    photo = models.OneToOneField(Photo, models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("position",)

    def __str__(self) -> str:
        return f"{self.resource_id}:{self.position}"
