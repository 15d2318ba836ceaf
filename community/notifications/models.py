from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from community.core.clock import now
from community.core.ids import token

from .querysets import FollowQuerySet, NoticeQuerySet
from .sorts import How, Reason

SMALLEST_RADIUS, LARGEST_RADIUS = 100, 5000  # metres


class FollowKind(models.TextChoices):
    ISSUE = "issue", _("投稿")
    WARD = "ward", _("区")
    SCHOOL = "school", _("校区")
    CATEGORY = "category", _("種類")
    BOARD = "board", _("ボード")
    PLACE = "place", _("場所")
    SEARCH = "search", _("検索")
    ORGANISATION = "organisation", _("団体")
    RESOURCE = "resource", _("力になるもの")
    PROJECT = "project", _("プロジェクト")


# Each is one thing with a page of its own.
THINGS = (FollowKind.ISSUE, FollowKind.ORGANISATION, FollowKind.RESOURCE, FollowKind.PROJECT)


class Follow(models.Model):
    """Somebody wants to hear of a thing (`key`: its number, code or slug) or of all around a place of their own.

    Nobody else ever sees it. A place is kept to about 100 metres, under the name that its owner gave it. `how` says
    how often, empty what the settings say; `off` on an issue silences it, whatever else would tell of it.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="follows")
    kind = models.CharField(max_length=12, choices=FollowKind)
    key = models.CharField(max_length=40, blank=True)
    name = models.CharField(_("名前"), max_length=30, blank=True)
    lat = models.FloatField(null=True, blank=True)
    lng = models.FloatField(null=True, blank=True)
    radius = models.PositiveSmallIntegerField(_("広さ（m）"), null=True, blank=True)
    how = models.CharField(_("知らせ方"), max_length=6, choices=How, blank=True)
    at = models.DateTimeField(default=now)

    objects = FollowQuerySet.as_manager()

    class Meta:
        verbose_name = _("フォロー")
        verbose_name_plural = _("フォロー")
        ordering = ("id",)
        indexes = [
            models.Index(fields=["kind", "key", "id"], name="follow_audience"),
            models.Index(fields=["lat", "lng"], name="follow_places", condition=models.Q(kind="place")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind", "key"], name="one_follow_of_a_thing", condition=~models.Q(kind="place")
            ),
            models.UniqueConstraint(
                fields=["user", "lat", "lng"], name="one_follow_of_a_place", condition=models.Q(kind="place")
            ),
            models.CheckConstraint(
                name="follow_of_a_thing_or_a_place",
                condition=(models.Q(kind="place", key="", lat__isnull=False, lng__isnull=False, radius__isnull=False))
                | (~models.Q(kind="place") & ~models.Q(key="") & models.Q(lat=None, lng=None, radius=None)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class Notice(models.Model):
    """One person was told one thing, and why. `data` holds ids: the words are made when it is read.

    `how` and `mailed_at` are the letter's: what waits is not in the site only, and not mailed.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    news = models.CharField(max_length=30)
    key = models.CharField(max_length=80)
    reason = models.CharField(max_length=10)
    data = models.JSONField(default=dict)
    how = models.CharField(max_length=6, choices=How, default=How.SITE)
    at = models.DateTimeField(default=now)
    read_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("お知らせ")
        verbose_name_plural = _("お知らせ")
        ordering = ("-id",)
        indexes = [
            models.Index(fields=["user", "-id"], name="notice_list"),
            models.Index(fields=["user"], name="notice_unread", condition=models.Q(read_at=None)),
            models.Index(
                fields=["how", "user"],
                name="notice_to_mail",
                condition=models.Q(read_at=None, mailed_at=None) & ~models.Q(how="site"),
            ),
            models.Index(fields=["at"], name="notice_age"),
        ]
        constraints = [models.UniqueConstraint(fields=["key", "user"], name="one_notice_of_a_news")]

    def __str__(self) -> str:
        return f"{self.news} {self.user_id}"

    @property
    def reason_label(self) -> str:
        return str(Reason(self.reason).label) if self.reason in Reason.values else ""


class NoticeSettings(models.Model):
    """How one person wants to be told; who never chose has no row and is told as usual.

    `token` stands in the letters' links to stop them and opens nothing else. `refused` is the address of theirs that
    a mail server said it does not know.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="notice_settings"
    )
    choices = models.JSONField(default=dict, blank=True)
    language = models.CharField(max_length=5, blank=True)
    token = models.CharField(max_length=26, unique=True, default=token, editable=False)
    refused = models.EmailField(blank=True)
    refused_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("知らせ方")
        verbose_name_plural = _("知らせ方")

    def __str__(self) -> str:
        return f"{self.user_id}"
