from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import DraftStateMixin, LockableMixin, PreviewableMixin, RevisionMixin, Task, WorkflowMixin

from community.accounts.permissions import is_chief_of
from community.core.clock import now
from community.core.text import to_html
from community.core.workdays import workdays_between
from community.issues.models import Issue
from community.taxonomy.models import Department

from .querysets import ReplyQuerySet

LONGEST_SUBJECT, LONGEST_VOICE, LONGEST_VIEW = 80, 600, 4000  # characters


class ReplyKind(models.TextChoices):
    WILL_DO = "will_do", _("対応予定")
    DONE = "done", _("対応済み")
    EXPLAINED = "explained", _("説明")
    STUDYING = "studying", _("検討します")
    NOT_OURS = "not_ours", _("管轄外")
    NOT_DOING = "not_doing", _("対応しない")


class OfficialReply(WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, PreviewableMixin, models.Model):
    """The city's written answer to one issue. Nobody outside the desk sees it before it is live."""

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="replies", verbose_name=_("投稿"))
    subject = models.CharField(_("件名"), max_length=LONGEST_SUBJECT)
    voice = models.TextField(_("市民の声"), max_length=LONGEST_VOICE, blank=True)
    view = models.TextField(_("市の考え方"), max_length=LONGEST_VIEW)
    department = models.ForeignKey(
        Department, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("担当部署")
    )
    kind = models.CharField(_("対応の種別"), max_length=10, choices=ReplyKind, default=ReplyKind.WILL_DO)
    received_on = models.DateField(_("受付日"))
    answered_on = models.DateField(_("回答日"), null=True, blank=True)
    created_at = models.DateTimeField(default=now)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    approver = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    returned_note = models.CharField(_("もどした理由"), max_length=400, blank=True)
    corrected_on = models.DateField(_("訂正"), null=True, blank=True)

    objects = ReplyQuerySet.as_manager()

    class Meta:
        verbose_name = _("公式の回答")
        verbose_name_plural = _("公式の回答")
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(fields=["issue"], name="one_draft_an_issue", condition=models.Q(live=False)),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def view_html(self) -> str:
        return to_html(self.view, links=True)

    @property
    def workdays(self) -> int | None:
        """Working days from the post to the answer."""
        return workdays_between(self.received_on, self.answered_on) if self.answered_on else None


class EarlierReply(models.Model):
    """What a published reply said before it was corrected. Everybody goes on reading it, below the corrected one."""

    reply = models.ForeignKey(OfficialReply, models.CASCADE, related_name="earlier")
    subject = models.CharField(max_length=LONGEST_SUBJECT)
    voice = models.TextField(max_length=LONGEST_VOICE, blank=True)
    view = models.TextField(max_length=LONGEST_VIEW)
    kind = models.CharField(max_length=10, choices=ReplyKind)
    said_on = models.DateField()
    replaced_at = models.DateTimeField(default=now)

    class Meta:
        verbose_name = _("訂正まえの回答")
        verbose_name_plural = _("訂正まえの回答")
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.subject

    @property
    def view_html(self) -> str:
        return to_html(self.view, links=True)


class WardChiefTask(Task):
    """The one step of a reply's workflow: a chief of the issue's ward reads it. Driven from the city's desk only."""

    class Meta:
        verbose_name = _("区の責任者の確認")
        verbose_name_plural = _("区の責任者の確認")

    def on_action(self, task_state: Any, user: Any, action_name: str, **kwargs: Any) -> None:
        """Raises PermissionDenied for everybody but a chief of that ward, on duty."""
        if not self._is_for(task_state.workflow_state.content_object, user):
            raise PermissionDenied
        super().on_action(task_state, user, action_name, **kwargs)

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        return [("reject", _("もどす"), True), ("approve", _("承認して公開"), False)] if self._is_for(obj, user) else []

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        return not self._is_for(obj, user)

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> Any:
        """Wagtail's own lists of what waits offer replies to nobody: they are read and decided at the desk."""
        return self.task_states.none()

    @classmethod
    def get_description(cls) -> Any:
        return _("投稿の区の責任者が、デスクで確かめます。")

    @staticmethod
    def _is_for(obj: Any, user: Any) -> bool:
        return isinstance(obj, OfficialReply) and is_chief_of(user, obj.issue.ward_id)
