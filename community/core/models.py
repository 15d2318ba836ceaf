from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from .clock import now


class AppendOnly(Exception):
    """The journal is written once; the database refuses the rest too (migration 0002)."""


class JournalEntry(models.Model):
    """One act: who did what, when, to what, and how it was before and after. Never changed, never deleted.

    People are named by their public id, so that the line outlives the account and reveals nothing by itself.
    """

    at = models.DateTimeField(_("時"), default=now)
    actor = models.CharField(_("だれが"), max_length=12, blank=True)
    act = models.CharField(_("何を"), max_length=40)
    kind = models.CharField(_("何に"), max_length=20)
    number = models.CharField(_("番号"), max_length=40)
    ward = models.CharField(_("区"), max_length=5, blank=True)
    before = models.JSONField(_("前"), default=dict)
    after = models.JSONField(_("後"), default=dict)
    note = models.TextField(_("理由"), blank=True)
    key = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("記録")
        verbose_name_plural = _("記録")
        ordering = ("id",)
        indexes = [
            models.Index(fields=["kind", "number", "id"], name="journal_object"),
            models.Index(fields=["actor", "id"], name="journal_actor"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "number", "actor", "act", "key"], name="one_act_of_a_key", condition=~models.Q(key="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.act} {self.kind} {self.number}"

    def save(self, *args, **kwargs) -> None:
        if self.pk is not None:
            raise AppendOnly
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs) -> None:
        raise AppendOnly


class OutboxItem(models.Model):
    """Work that leaves the request: written in the act's transaction, done by the worker, at least once."""

    channel = models.CharField(max_length=30)
    key = models.CharField(max_length=80, unique=True, null=True, blank=True)
    payload = models.JSONField(default=dict)
    due_at = models.DateTimeField(default=now)
    attempts = models.PositiveSmallIntegerField(default=0)
    leased_until = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("id",)
        indexes = [
            models.Index(
                fields=["due_at"],
                name="outbox_waiting",
                condition=models.Q(done_at__isnull=True, failed_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.pk}"


class JobRun(models.Model):
    """When a periodic job last fell due and was done."""

    name = models.CharField(max_length=60, primary_key=True)
    due_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class ModerationMode(models.TextChoices):
    ALL_WAIT = "all", _("すべての投稿を確認してから公開する")
    NEWCOMERS_WAIT = "newcomers", _("はじめての人の投稿を確認してから公開する")
    NONE_WAIT = "none", _("すべてすぐに公開する")


@register_setting(icon="cog")
class SiteSettings(BaseGenericSetting):
    """What editors decide for the whole site."""

    name = models.CharField(_("サイトの名前"), max_length=40, default="マイコミおおさか")
    name_en = models.CharField(_("サイトの名前（英語）"), max_length=40, default="My Community Osaka")
    contact_email = models.EmailField(_("問い合わせ先のメール"), blank=True)
    contact_phone = models.CharField(_("問い合わせ先の電話"), max_length=20, blank=True)
    banner = models.CharField(
        _("お知らせの帯"), max_length=140, blank=True, help_text=_("全ページの上に出ます。空なら出ません。")
    )
    banner_en = models.CharField(_("お知らせの帯（英語）"), max_length=200, blank=True)
    moderation_mode = models.CharField(
        _("投稿の確認"), max_length=10, choices=ModerationMode, default=ModerationMode.NEWCOMERS_WAIT
    )

    flag_threshold = models.PositiveSmallIntegerField(
        _("知らせの重さ"),
        default=60,
        help_text=_(
            "はじめての人の投稿やひとことは、知らせの重さの合計がここまで来ると、デスクが確かめるまで見えなくなります。"
            "信頼された人の知らせは1つ20、はじめての人は10。0にすると、自動では見えなくなりません。"
        ),
    )

    is_demo = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("サイトの設定")

    def __str__(self) -> str:
        return self.name
