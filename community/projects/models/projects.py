"""Things that teams build for local problems, whom they look for, and what they build on."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.core.bilingual import in_language
from community.core.clock import now
from community.core.text import to_html
from community.core.visibility import Visible
from community.discussion.models import Thread
from community.issues.models import Issue
from community.organisations.models import Organisation
from community.photos.models import Photo
from community.taxonomy.models import NeedCode

from ..querysets import MemberQuerySet, ProjectQuerySet, RoleQuerySet
from .challenges import Challenge
from .data import Dataset
from .pages import EventPage

LONGEST_TITLE, LONGEST_DOES, LONGEST_BODY, LONGEST_MESSAGE = 40, 200, 2000, 400  # characters


class Stage(models.TextChoices):
    IDEA = "idea", _("アイデア")
    PROTOTYPE = "prototype", _("試作")
    TRIAL = "trial", _("ためしに使う")
    IN_USE = "in_use", _("使われている")
    RESTING = "resting", _("お休み中")


class Project(Visible):
    """What a team builds. It is led by its `author`, or by whoever acts for its `organisation`; without a `ward` it is
    for the whole city."""

    organisation = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, related_name="projects", verbose_name=_("団体")
    )
    title = models.CharField(_("名前"), max_length=LONGEST_TITLE)
    title_en = models.CharField(_("名前（英語）"), max_length=60, blank=True)
    does = models.CharField(_("ひとことで、何をするもの"), max_length=LONGEST_DOES)
    body = models.TextField(_("くわしく"), max_length=LONGEST_BODY, blank=True)
    stage = models.CharField(_("段階"), max_length=9, choices=Stage, default=Stage.IDEA)
    repository = models.URLField(_("コードの場所"), blank=True)
    demo = models.URLField(_("ためせる場所"), blank=True)
    licence = models.CharField(_("ライセンス"), max_length=40, blank=True)
    codes = models.ManyToManyField(NeedCode, blank=True, related_name="+", verbose_name=_("できること"))
    event = models.ForeignKey(
        EventPage, models.SET_NULL, null=True, blank=True, related_name="projects", verbose_name=_("催し")
    )
    challenge = models.ForeignKey(
        Challenge, models.SET_NULL, null=True, blank=True, related_name="projects", verbose_name=_("お題")
    )
    issues = models.ManyToManyField(Issue, through="ProjectIssue", related_name="projects")
    datasets = models.ManyToManyField(Dataset, through="ProjectDataset", related_name="projects")
    data_wanted = models.CharField(_("ほしいデータ"), max_length=120, blank=True)
    cover = models.ForeignKey(Photo, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("写真"))
    thread = models.OneToOneField(Thread, models.PROTECT, related_name="+")
    hidden_reason = models.CharField(_("理由"), max_length=400, blank=True)
    key = models.CharField(max_length=64, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(_("登録"), default=now)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("プロジェクト")
        verbose_name_plural = _("プロジェクト")
        ordering = ("-id",)
        indexes = [
            models.Index(fields=["visibility", "stage", "-id"], name="project_list"),
            models.Index(fields=["author", "-id"], name="project_author"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["author", "key"], name="one_project_of_a_key", condition=~Q(key="")),
        ]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return reverse("projects:detail", args=[self.pk])

    @property
    def label(self) -> str:
        return in_language(self.title, self.title_en)

    @property
    def html(self) -> str:
        trusted = self.organisation.is_verified if self.organisation else bool(self.author and self.author.is_trusted)
        return to_html(self.body, links=trusted)

    @property
    def takes_people(self) -> bool:
        """Whether anybody can ask to join."""
        return self.is_public and self.stage != Stage.RESTING


class Role(models.Model):
    """Whom a project looks for."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="roles")
    title = models.CharField(_("だれを"), max_length=40)
    codes = models.ManyToManyField(NeedCode, blank=True, related_name="+", verbose_name=_("できること"))
    hours_a_week = models.PositiveSmallIntegerField(_("週に何時間"), null=True, blank=True)
    remote = models.BooleanField(_("はなれていてもできる"), default=False)
    open = models.BooleanField(_("さがしています"), default=True)
    position = models.PositiveSmallIntegerField(default=0)

    objects = RoleQuerySet.as_manager()

    class Meta:
        verbose_name = _("役")
        verbose_name_plural = _("役")
        ordering = ("position", "id")

    def __str__(self) -> str:
        return self.title


class Member(models.Model):
    """Somebody of the team beside its lead, or who asked to be. `message` is read by the lead alone."""

    class State(models.TextChoices):
        ASKED = "asked", _("手を挙げています")
        JOINED = "joined", _("チームの人")
        DECLINED = "declined", _("見送り")
        LEFT = "left", _("ぬけました")

    project = models.ForeignKey(Project, models.CASCADE, related_name="members")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    role = models.ForeignKey(Role, models.SET_NULL, null=True, blank=True, related_name="members")
    state = models.CharField(_("様子"), max_length=8, choices=State, default=State.ASKED)
    message = models.CharField(_("ひとこと"), max_length=LONGEST_MESSAGE, blank=True)
    at = models.DateTimeField(default=now)

    objects = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("チームの人")
        verbose_name_plural = _("チームの人")
        ordering = ("at", "id")
        constraints = [models.UniqueConstraint(fields=["project", "person"], name="once_in_a_team")]

    def __str__(self) -> str:
        return f"{self.project_id}:{self.person_id}"


class ProjectIssue(models.Model):
    """An issue that a project answers."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="links")
    issue = models.ForeignKey(Issue, models.CASCADE, related_name="project_links")
    at = models.DateTimeField(default=now)

    class Meta:
        ordering = ("id",)
        constraints = [models.UniqueConstraint(fields=["project", "issue"], name="an_issue_once_in_a_project")]

    def __str__(self) -> str:
        return f"{self.project_id}:{self.issue_id}"


class ProjectDataset(models.Model):
    """Data that a project uses, or would need."""

    class Use(models.TextChoices):
        USES = "uses", _("使っています")
        NEEDS = "needs", _("ほしいです")

    project = models.ForeignKey(Project, models.CASCADE, related_name="data")
    dataset = models.ForeignKey(Dataset, models.CASCADE, related_name="uses")
    use = models.CharField(max_length=5, choices=Use, default=Use.USES)

    class Meta:
        ordering = ("id",)
        constraints = [models.UniqueConstraint(fields=["project", "dataset"], name="a_dataset_once_in_a_project")]

    def __str__(self) -> str:
        return f"{self.project_id}:{self.dataset_id}"
