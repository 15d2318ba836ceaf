from datetime import date, datetime

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.areas.models import SchoolDistrict, Ward
from community.core.clock import now, today
from community.core.holding import LIVES
from community.core.text import to_html
from community.core.visibility import Visible
from community.discussion.models import Thread
from community.photos.models import Photo
from community.taxonomy.models import Authority, Board, Category, Department

from .querysets import DraftQuerySet, IssueQuerySet, SupportQuerySet
from .workflow import ENDS, Kind, Status

LONGEST_TITLE, LONGEST_BODY, LONGEST_ADDRESS = 60, 4000, 100  # characters


class Precision(models.TextChoices):
    EXACT = "exact", _("そのままの場所")
    BLOCK = "100m", _("およそ100m")
    TOWN = "town", _("町名まで")


class Source(models.TextChoices):
    WEB = "web", _("サイト")
    PHONE = "phone", _("電話")
    COUNTER = "counter", _("窓口")
    LETTER = "letter", _("手紙")


class Issue(Visible):
    """A post. `lat`, `lng` are as given and for the desk; `shown_lat`, `shown_lng` are what the public may know.

    `cell` (of the map's grid) and `school` follow from the shown place: by neither can anybody learn more.
    """

    number = models.PositiveBigIntegerField(_("番号"), unique=True, null=True, blank=True)
    key = models.CharField(max_length=64, blank=True)
    version = models.PositiveIntegerField(default=1)
    kind = models.CharField(_("しゅるい"), max_length=7, choices=Kind, default=Kind.PROBLEM)
    title = models.CharField(_("ひとことで"), max_length=LONGEST_TITLE)
    body = models.TextField(_("くわしく"), max_length=LONGEST_BODY, blank=True)
    anonymous = models.BooleanField(_("名前を出さない"), default=False)
    status = models.CharField(_("様子"), max_length=22, choices=Status, blank=True)
    board = models.ForeignKey(Board, models.PROTECT, related_name="+", verbose_name=_("ボード"))
    category = models.ForeignKey(Category, models.PROTECT, related_name="+", verbose_name=_("種類"))
    ward = models.ForeignKey(Ward, models.PROTECT, null=True, related_name="+", verbose_name=_("区"))
    town = models.CharField(_("町"), max_length=40, blank=True)
    address = models.CharField(_("目印"), max_length=LONGEST_ADDRESS, blank=True)
    precision = models.CharField(_("場所の細かさ"), max_length=5, choices=Precision, default=Precision.EXACT)
    lat = models.FloatField(null=True, blank=True)
    lng = models.FloatField(null=True, blank=True)
    shown_lat = models.FloatField(null=True, blank=True)
    shown_lng = models.FloatField(null=True, blank=True)
    cell = models.IntegerField(null=True, blank=True, editable=False)
    school = models.ForeignKey(
        SchoolDistrict, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("校区")
    )
    source = models.CharField(_("受けた手段"), max_length=7, choices=Source, default=Source.WEB)
    department = models.ForeignKey(
        Department, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("担当部署")
    )
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("担当者")
    )
    promised_on = models.DateField(_("約束の日"), null=True, blank=True)
    first_promised_on = models.DateField(_("はじめの約束の日"), null=True, blank=True, editable=False)
    scheduled_on = models.DateField(_("予定の日"), null=True, blank=True)
    merged_into = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="merged")
    status_before_merge = models.CharField(max_length=22, choices=Status, blank=True, editable=False)
    thread = models.OneToOneField(Thread, models.PROTECT, related_name="+")
    cover = models.ForeignKey(Photo, models.SET_NULL, null=True, blank=True, related_name="+")
    support_count = models.PositiveIntegerField(default=0)
    hidden_reason = models.CharField(_("理由"), max_length=400, blank=True)
    posted_at = models.DateTimeField(_("投稿"), default=now)
    first_answer_at = models.DateTimeField(_("最初の返事"), null=True, blank=True)
    closed_at = models.DateTimeField(_("おわり"), null=True, blank=True)

    objects = IssueQuerySet.as_manager()

    class Meta:
        verbose_name = _("投稿")
        verbose_name_plural = _("投稿")
        indexes = [
            # Lists for everybody leave merged posts out: `merged_into` stands before what they are ordered by.
            models.Index(fields=["visibility", "merged_into", "-number"], name="issue_board"),
            models.Index(fields=["visibility", "ward", "merged_into", "-number"], name="issue_ward"),
            models.Index(
                fields=["visibility", "ward", "category", "merged_into", "-number"], name="issue_ward_category"
            ),
            models.Index(fields=["visibility", "category", "merged_into", "-number"], name="issue_category"),
            models.Index(fields=["visibility", "status", "merged_into", "-number"], name="issue_status"),
            models.Index(fields=["visibility", "merged_into", "-support_count", "-number"], name="issue_support"),
            models.Index(fields=["visibility", "merged_into", "-first_answer_at"], name="issue_answered"),
            models.Index(fields=["visibility", "merged_into", "-posted_at", "-number"], name="issue_posted"),
            # Everything the map's clusters ask of the posts of a few cells, so that it is read from the index alone.
            models.Index(
                fields=[
                    "visibility",
                    "merged_into",
                    "cell",
                    "shown_lat",
                    "shown_lng",
                    "number",
                    "ward",
                    "category",
                    "kind",
                    "status",
                    "board",
                    "school",
                    "posted_at",
                ],
                name="issue_cell",
            ),
            models.Index(fields=["author", "-number"], name="issue_author"),
            # The desk's lists stand in the order of what is due; see docs/benchmarks.md, desk.
            models.Index(fields=["promised_on", "number"], name="issue_due"),
            models.Index(fields=["first_answer_at", "promised_on", "number"], name="issue_unanswered_due"),
            models.Index(fields=["kind", "promised_on", "number"], name="issue_kind_due"),
            models.Index(fields=["ward", "promised_on", "number"], name="issue_ward_due"),
            models.Index(fields=["category", "promised_on", "number"], name="issue_category_due"),
            models.Index(fields=["visibility", "promised_on", "number"], name="issue_seen_due"),
            models.Index(fields=["department", "promised_on", "number"], name="issue_department_due"),
            models.Index(fields=["category", "lat"], name="issue_near"),
            # Everything the figures above the list ask of one ward, so that they are read from the index alone.
            models.Index(
                fields=[
                    "ward",
                    "first_answer_at",
                    "promised_on",
                    "status",
                    "visibility",
                    "department",
                    "officer",
                    "number",
                ],
                name="issue_ward_desk",
            ),
            # Most posts have no officer; in an index of all of them SQLite would expect many of each.
            models.Index(fields=["officer"], condition=models.Q(officer__isnull=False), name="issue_officer"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["author", "key"], name="one_issue_of_a_key", condition=~models.Q(key="")),
        ]

    def __str__(self) -> str:
        return f"#{self.number} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("issues:detail", args=[self.number])

    # In place of Django's own, which translate every choice for each word that is shown.
    def get_status_display(self) -> str:
        return str(Status(self.status).label) if self.status else ""

    def get_kind_display(self) -> str:
        return str(Kind(self.kind).label)

    @property
    def html(self) -> str:
        return to_html(self.body, links=self.author is not None and self.author.is_trusted)

    @property
    def place(self) -> str:
        """What the public may know of the place, in words."""
        precise = self.address if self.precision != Precision.TOWN else ""
        return "　".join(part for part in (self.ward.label if self.ward else "", self.town or precise) if part)

    @property
    def is_open(self) -> bool:
        return self.status not in ENDS and self.kind != Kind.GOOD

    @property
    def is_overdue(self) -> bool:
        """The promised day has passed without an answer; waiting for the author stops the clock."""
        return self.is_open and self.status != Status.INFO_REQUESTED and self.overdue_since is not None

    @property
    def overdue_since(self) -> date | None:
        missed = self.promised_on is not None and self.first_answer_at is None and self.promised_on < today()
        return self.promised_on if missed else None

    @property
    def shows_author(self) -> bool:
        return not self.anonymous and self.author is not None


class IssuePhoto(models.Model):
    """A photo's place in a post."""

    class Role(models.TextChoices):
        POST = "post", _("投稿の写真")
        BEFORE = "before", _("まえ")
        AFTER = "after", _("あと")

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="photos")
    photo = models.OneToOneField(Photo, models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField(default=0)
    role = models.CharField(max_length=6, choices=Role, default=Role.POST)

    class Meta:
        ordering = ("position",)

    def __str__(self) -> str:
        return f"{self.issue_id}:{self.position}"


class StatusChange(models.Model):
    """One step of an issue's life: appended, never changed. The public sees the sentence, date and department."""

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="changes")
    status = models.CharField(max_length=22, choices=Status)
    sentence = models.CharField(_("みんなに見える文"), max_length=400, blank=True)
    department = models.ForeignKey(Department, models.SET_NULL, null=True, blank=True, related_name="+")
    expected_on = models.DateField(_("予定の日"), null=True, blank=True)
    authority = models.ForeignKey(Authority, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("様子の変化")
        verbose_name_plural = _("様子の変化")
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.issue_id} {self.status}"


class PromiseMove(models.Model):
    """The day that the city had promised, moved once, with the sentence that everybody reads."""

    issue = models.OneToOneField(Issue, models.CASCADE, related_name="promise_move")
    was_on = models.DateField()
    promised_on = models.DateField(_("約束の日"))
    sentence = models.CharField(_("みんなに見える文"), max_length=400)
    at = models.DateTimeField(default=now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("約束の日の変更")
        verbose_name_plural = _("約束の日の変更")

    def __str__(self) -> str:
        return f"{self.issue_id} {self.promised_on}"


class Support(models.Model):
    """One person's わたしも: an account's, or that of a signed cookie (of which only a hash is kept)."""

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="supports")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    person = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField(default=now)

    objects = SupportQuerySet.as_manager()

    class Meta:
        verbose_name = _("わたしも")
        verbose_name_plural = _("わたしも")
        constraints = [
            models.UniqueConstraint(
                fields=["issue", "user"], name="one_support_an_account", condition=models.Q(user__isnull=False)
            ),
            models.UniqueConstraint(
                fields=["issue", "person"], name="one_support_a_cookie", condition=~models.Q(person="")
            ),
            models.CheckConstraint(
                condition=models.Q(user__isnull=False, person="") | (models.Q(user=None) & ~models.Q(person="")),
                name="support_of_one_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.issue_id}"


class Tally(models.Model):
    """So many listed posts of one sort in one cell (-1: the whole city): lines of +1 and -1 by the database's triggers.

    `lat`, `lng` (1e-5 degrees) and `numbers` are sums: they give the middle of many, and the number of a single one.
    """

    cell = models.IntegerField()
    ward = models.CharField(max_length=5)
    category = models.CharField(max_length=20)
    kind = models.CharField(max_length=7)
    status = models.CharField(max_length=22)
    board = models.BigIntegerField()
    school = models.CharField(max_length=20)
    n = models.IntegerField()
    lat = models.BigIntegerField()
    lng = models.BigIntegerField()
    numbers = models.BigIntegerField()
    fresh = models.BooleanField(default=True)

    class Meta:
        indexes = [
            models.Index(
                fields=[
                    "cell",
                    "ward",
                    "category",
                    "kind",
                    "status",
                    "board",
                    "school",
                    "n",
                    "lat",
                    "lng",
                    "numbers",
                ],
                name="tally_cell",
            ),
            models.Index(fields=["cell", "ward"], name="tally_fresh", condition=models.Q(fresh=True)),
        ]

    def __str__(self) -> str:
        return f"{self.cell}: {self.n:+d}"


class Draft(models.Model):
    """A post that is being written, as it was typed. It belongs to the browser that holds the secret of `holder`,
    and to `author` when it was kept with an account.

    `key` will be the post's; by it a draft of which the post is there already is known. `network` is a hash.
    """

    holder = models.CharField(max_length=64)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    key = models.CharField(max_length=64)
    network = models.CharField(max_length=64, db_index=True)
    fields = models.JSONField()
    saved_at = models.DateTimeField(default=now)

    objects = DraftQuerySet.as_manager()

    class Meta:
        ordering = ("-saved_at", "-pk")
        constraints = [models.UniqueConstraint(fields=["holder", "key"], name="one_draft_of_a_key")]

    def __str__(self) -> str:
        return str(self.pk)

    def get_absolute_url(self) -> str:
        board = f"&board={self.fields['board']}" if self.fields.get("board") else ""
        return f"{reverse('issues:new')}?draft={self.pk}{board}"

    @property
    def said(self) -> str:
        """What is kept, in one sentence."""
        title = self.fields.get("title")
        return _("「%(title)s」の書きかけは残っています") % {"title": title} if title else _("書きかけは残っています")

    @property
    def ends_at(self) -> datetime:
        return self.saved_at + LIVES

    @property
    def photo(self) -> Photo | None:
        """The first of its photos that is still kept, for whoever holds the draft."""
        token = self.fields.get("kept", "").split(",")[0]
        return Photo.objects.filter(token=token).exclude(draft_key="").first() if token else None


class Note(models.Model):
    """What officers tell each other about an issue. Never public."""

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="notes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    body = models.TextField(max_length=2000)
    at = models.DateTimeField(default=now)

    class Meta:
        verbose_name = _("内部メモ")
        verbose_name_plural = _("内部メモ")
        ordering = ("id",)

    def __str__(self) -> str:
        return self.body[:40]
