from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from community.core.clock import now, today
from community.core.text import to_html
from community.core.visibility import Visibility, Visible
from community.issues.models import Issue
from community.organisations.models import Organisation
from community.photos.models import Photo

from .querysets import EffortQuerySet

LONGEST_BODY, LONGEST_WORD = 1000, 400  # characters
MOST_PEOPLE = 9999


class Kind(models.TextChoices):
    PROGRESS = "progress", _("取り組み報告")
    SOLVED = "solved", _("かいけつ報告")


class State(models.TextChoices):
    WAITING = "waiting", _("未確認")
    CONFIRMED = "confirmed", _("確認ずみ")
    DECLINED = "declined", _("まだ直っていません")
    HIDDEN = "hidden", _("非表示")


class Effort(Visible):
    """What somebody did about an issue. Its visibility is its issue's, unless the desk has not read it yet or hid it.

    `held` is a newcomer's report that the desk reads first. `official` ones are the city's, under an office's name.
    `word` is what was said when it was confirmed, declined or hidden; `asked_at` is when the desk was asked, because
    the poster had not answered.
    """

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="efforts", verbose_name=_("投稿"))
    organisation = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, related_name="efforts", verbose_name=_("団体")
    )
    kind = models.CharField(_("しゅるい"), max_length=8, choices=Kind, default=Kind.PROGRESS)
    state = models.CharField(_("様子"), max_length=9, choices=State, default=State.WAITING)
    held = models.BooleanField(_("公開まち"), default=False)
    body = models.TextField(_("したこと"), max_length=LONGEST_BODY, blank=True)
    done_on = models.DateField(_("した日"), default=today)
    people = models.PositiveSmallIntegerField(_("人数"), null=True, blank=True)
    official = models.BooleanField(default=False)
    office = models.CharField(max_length=40, blank=True)
    office_en = models.CharField(max_length=60, blank=True)
    word = models.CharField(_("ひとこと"), max_length=LONGEST_WORD, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    key = models.CharField(max_length=64, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(_("報告"), default=now)

    objects = EffortQuerySet.as_manager()

    class Meta:
        verbose_name = _("取り組み")
        verbose_name_plural = _("取り組み")
        ordering = ("id",)
        indexes = [
            models.Index(fields=["created_at"], name="effort_unconfirmed", condition=models.Q(state="waiting")),
        ]
        constraints = [
            models.UniqueConstraint(fields=["author", "key"], name="one_effort_of_a_key", condition=~models.Q(key="")),
        ]

    def __str__(self) -> str:
        return f"#{self.issue_id} {self.get_kind_display()} {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("issues:detail", args=[self.issue.number]) + f"#effort-{self.pk}"

    @property
    def html(self) -> str:
        return to_html(self.body, links=self.official or (self.author is not None and self.author.is_trusted))

    @property
    def voice(self) -> Organisation | None:
        """The organisation in whose name it was reported; the person behind it is not named."""
        return None if self.official else self.organisation

    @property
    def office_name(self) -> str:
        return self.office_en if get_language() == "en" and self.office_en else self.office

    @property
    def shows_author(self) -> bool:
        """Not the city's, not an organisation's, and not by somebody who asked for no name in the post itself."""
        nameless = self.issue.anonymous and self.author_id == self.issue.author_id
        return self.author is not None and not self.official and self.organisation_id is None and not nameless

    @property
    def is_answered_by_poster(self) -> bool:
        return self.decided_by_id == self.issue.author_id  # both empty: the poster has left

    @property
    def is_solved(self) -> bool:
        return self.kind == Kind.SOLVED

    def own_visibility(self) -> str:
        """What its visibility has to be now: never wider than its issue's."""
        if self.issue.visibility != Visibility.PUBLIC:
            return self.issue.visibility
        if self.state == State.HIDDEN:
            return Visibility.HIDDEN
        return Visibility.PENDING if self.held else Visibility.PUBLIC

    def photos_of(self, role: str) -> list[Photo]:
        return [join.photo for join in self.photos.all() if join.role == role]

    @property
    def before(self) -> list[Photo]:
        return self.photos_of(EffortPhoto.Role.BEFORE)

    @property
    def after(self) -> list[Photo]:
        return self.photos_of(EffortPhoto.Role.AFTER)


class EffortPhoto(models.Model):
    """A photo's place in a report."""

    class Role(models.TextChoices):
        BEFORE = "before", _("まえ")
        AFTER = "after", _("あと")

    effort = models.ForeignKey(Effort, models.CASCADE, related_name="photos")
    photo = models.OneToOneField(Photo, models.CASCADE, related_name="+")
    role = models.CharField(max_length=6, choices=Role)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("position",)

    def __str__(self) -> str:
        return f"{self.effort_id}:{self.role}:{self.position}"
