from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from community.core.models import ModerationMode
from community.core.workdays import add_workdays

from .gaps import GAPS_HELP, unknown_gaps


def _in_language(japanese: str, english: str) -> str:
    return english if get_language() == "en" and english else japanese


class Named:
    """Has a name in both languages."""

    name: str
    name_en: str

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        return _in_language(self.name, self.name_en)


class Department(Named, models.Model):
    """A part of the city that takes on issues. The public sees its name, never a person's."""

    slug = models.SlugField(_("記号"), max_length=20, primary_key=True)
    name = models.CharField(_("名前"), max_length=40, unique=True)
    name_en = models.CharField(_("名前（英語）"), max_length=80, blank=True)
    note = models.CharField(_("メモ"), max_length=120, blank=True, help_text=_("職員だけが見ます。"))
    active = models.BooleanField(_("使う"), default=True)
    order = models.PositiveSmallIntegerField(_("並び"), default=100)

    class Meta:
        verbose_name = _("部署")
        verbose_name_plural = _("部署")
        ordering = ("order", "slug")


class Category(Named, models.Model):
    """What a post is about."""

    slug = models.SlugField(_("記号"), max_length=20, primary_key=True)
    name = models.CharField(_("名前"), max_length=20, unique=True)
    name_en = models.CharField(_("名前（英語）"), max_length=40, blank=True)
    icon = models.CharField(_("しるし"), max_length=20, help_text=_("しるしの一覧にある名前。"))
    words = models.TextField(_("ことば"), blank=True, help_text=_("住民が使うことば。読点か改行で区切ります。"))
    emergency = models.CharField(
        _("急ぎのときの案内"), max_length=200, blank=True, help_text=_("書きはじめる前に出します。空なら出ません。")
    )
    emergency_en = models.CharField(_("急ぎのときの案内（英語）"), max_length=300, blank=True)
    emergency_phone = models.CharField(_("急ぎのときの電話"), max_length=20, blank=True)
    promised_days = models.PositiveSmallIntegerField(
        _("約束する日数"), default=5, help_text=_("最初の返事まで。営業日。")
    )
    department = models.ForeignKey(
        Department, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("いつもの担当")
    )
    active = models.BooleanField(_("使う"), default=True)
    order = models.PositiveSmallIntegerField(_("並び"), default=100)

    class Meta:
        verbose_name = _("種類")
        verbose_name_plural = _("種類")
        ordering = ("order", "slug")

    @property
    def emergency_text(self) -> str:
        return _in_language(self.emergency, self.emergency_en)

    def promised_on(self, posted_at: datetime) -> date:
        """The day by which the city promises a first answer, counted in working days."""
        return add_workdays(timezone.localdate(posted_at), self.promised_days)


class Authority(Named, models.Model):
    """Who answers for what the city does not: the police, the state, the prefecture. The public sees it as a way on."""

    slug = models.SlugField(_("記号"), max_length=20, primary_key=True)
    name = models.CharField(_("名前"), max_length=60, unique=True)
    name_en = models.CharField(_("名前（英語）"), max_length=100, blank=True)
    answers_for = models.CharField(_("担当していること"), max_length=120)
    answers_for_en = models.CharField(_("担当していること（英語）"), max_length=200, blank=True)
    phone = models.CharField(_("電話"), max_length=20, blank=True)
    url = models.URLField(_("ページ"), blank=True)
    note = models.CharField(_("メモ"), max_length=120, blank=True, help_text=_("職員だけが見ます。"))
    categories = models.ManyToManyField(
        Category, blank=True, related_name="+", verbose_name=_("種類"), help_text=_("この種類のとき、先に出ます。")
    )
    active = models.BooleanField(_("使う"), default=True)
    order = models.PositiveSmallIntegerField(_("並び"), default=100)

    class Meta:
        verbose_name = _("管轄外の窓口")
        verbose_name_plural = _("管轄外の窓口")
        ordering = ("order", "slug")

    @property
    def answers(self) -> str:
        return _in_language(self.answers_for, self.answers_for_en)


class Use(models.TextChoices):
    REPLY = "reply", _("公式の回答")
    STATUS = "status", _("様子を変えるときの文")


class TemplateQuerySet(models.QuerySet):
    def fitting(self, *, category: str, ward: str | None) -> list["ReplyTemplate"]:
        """Those in use for posts of this category and ward, the most special first."""
        known = self.filter(models.Q(category=category) | models.Q(category=None), active=True)
        fits = [template for template in known if not template.wards or ward in template.wards]
        return sorted(fits, key=lambda one: (one.category_id is None, not one.wards, one.order, one.pk))


class ReplyTemplate(models.Model):
    """Words to start from, with gaps like {{番号}} that are filled for each post (`gaps.py`)."""

    name = models.CharField(_("名前"), max_length=40, unique=True)
    use = models.CharField(_("使うところ"), max_length=6, choices=Use, default=Use.REPLY)
    category = models.ForeignKey(
        Category, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("種類"),
        help_text=_("えらばなければ、どの種類にも。"),
    )  # fmt: skip
    wards = models.JSONField(_("区"), default=list, blank=True, help_text=_("区のコード。空なら全区。"))
    subject = models.CharField(_("件名"), max_length=80, blank=True, help_text=GAPS_HELP)
    text = models.TextField(_("文"), max_length=4000, help_text=GAPS_HELP)
    active = models.BooleanField(_("使う"), default=True)
    order = models.PositiveSmallIntegerField(_("並び"), default=100)

    objects = TemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("回答のひな形")
        verbose_name_plural = _("回答のひな形")
        ordering = ("order", "id")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        wrong = {name: refusal for name in ("subject", "text") if (refusal := unknown_gaps(getattr(self, name)))}
        if self.use == Use.STATUS and len(self.text) > 400:
            wrong["text"] = _("様子を変えるときの文は、400字までにしてください。")
        if wrong:
            raise ValidationError(wrong)


class BoardKind(models.TextChoices):
    MAIN = "main", _("いつものボード")
    THEME = "theme", _("テーマ")


class BoardState(models.TextChoices):
    SOON = "soon", _("もうすぐ")
    OPEN = "open", _("受付中")
    OVER = "over", _("おわりました")


class BoardQuerySet(models.QuerySet):
    def main(self) -> "Board":
        """The board of the whole city, made by the migrations."""
        return self.get(slug="main")


class Board(Named, models.Model):
    """A place to post: the main board, or a theme with dates. Its address names it for good."""

    slug = models.SlugField(
        _("アドレス"), max_length=40, unique=True, help_text=_("英字と数字とハイフン。あとで変えられません。")
    )
    name = models.CharField(_("名前"), max_length=40)
    name_en = models.CharField(_("名前（英語）"), max_length=60, blank=True)
    kind = models.CharField(_("種別"), max_length=8, choices=BoardKind, default=BoardKind.THEME)
    accepts_posts = models.BooleanField(_("投稿を受け付ける"), default=True)
    accepts_comments = models.BooleanField(_("話を受け付ける"), default=True)
    opens_at = models.DateTimeField(_("はじまり"), null=True, blank=True, help_text=_("空なら、もうはじまっています。"))
    closes_at = models.DateTimeField(
        _("おわり"), null=True, blank=True, help_text=_("空なら、おわりを決めていません。")
    )
    wards = models.JSONField(_("区"), default=list, blank=True, help_text=_("区のコード。空なら全区。"))
    categories = models.ManyToManyField(
        Category, blank=True, related_name="+", verbose_name=_("種類"), help_text=_("えらばなければ全部。")
    )
    moderation = models.CharField(
        _("投稿の確認"),
        max_length=10,
        blank=True,
        choices=ModerationMode,
        help_text=_("えらばなければサイトの設定のとおり。"),
    )

    objects = BoardQuerySet.as_manager()

    class Meta:
        verbose_name = _("ボード")
        verbose_name_plural = _("ボード")
        ordering = ("id",)

    def is_open(self, at: datetime) -> bool:
        """Whether it takes posts at that moment."""
        has_begun = self.opens_at is None or self.opens_at <= at
        goes_on = self.closes_at is None or at < self.closes_at
        return self.accepts_posts and has_begun and goes_on

    def state(self, at: datetime) -> BoardState:
        """Whether it is still to come, takes posts, or is over, at that moment."""
        if self.is_open(at):
            return BoardState.OPEN
        is_soon = self.accepts_posts and self.opens_at is not None and at < self.opens_at
        return BoardState.SOON if is_soon else BoardState.OVER

    @property
    def is_theme(self) -> bool:
        return self.kind == BoardKind.THEME

    def is_for_ward(self, ward: str) -> bool:
        """Whether posts of this ward (a code) belong here; a board that names no wards takes all."""
        return not self.wards or ward in self.wards

    def is_for_category(self, category: Category) -> bool:
        """Whether posts of this sort belong here; a board that names no categories takes all."""
        named = {known.pk for known in self.categories.all()}
        return not named or category.pk in named

    def takes(self, *, category: Category, ward: str, at: datetime) -> bool:
        """Whether such a post may be made here at that moment."""
        return self.is_open(at) and self.is_for_ward(ward) and self.is_for_category(category)


class HelpKind(models.TextChoices):
    """The five kinds of what a city can bring to a problem."""

    PEOPLE = "people", _("人")
    THINGS = "things", _("モノ")
    PLACES = "places", _("場所")
    MONEY = "money", _("資金")
    INFORMATION = "information", _("情報")

    @property
    def chip(self) -> str:
        """Its name in the look: colour and icon."""
        return {"people": "person", "things": "thing", "places": "space", "information": "facts"}.get(self, self.value)


class NeedCodeQuerySet(models.QuerySet):
    def leaves(self) -> "NeedCodeQuerySet":
        """Those that needs and offers carry, in the order of pickers."""
        return self.filter(active=True).exclude(group=None).select_related("group")


class NeedCode(Named, models.Model):
    """A sort of help: what an issue needs and what a resource offers carry the same ones. Groups have no group.

    `wanted` and `offered` are phrases, one a line: how people who need it and people who have it put it.
    """

    slug = models.SlugField(_("記号"), max_length=20, primary_key=True)
    kind = models.CharField(_("しゅるい"), max_length=11, choices=HelpKind)
    group = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="codes", verbose_name=_("なかま")
    )
    name = models.CharField(_("名前"), max_length=20, unique=True)
    name_en = models.CharField(_("名前（英語）"), max_length=40, blank=True)
    wanted = models.TextField(_("こまっている人のことば"), blank=True, help_text=_("1行に1つ。"))
    offered = models.TextField(_("力になる人のことば"), blank=True, help_text=_("1行に1つ。"))
    hint = models.CharField(_("保険や許可の案内"), max_length=300, blank=True)
    hint_en = models.CharField(_("保険や許可の案内（英語）"), max_length=400, blank=True)
    sensitive = models.BooleanField(
        _("人にかかわる"), default=False, help_text=_("市が確認した団体と職員だけが、あいだに入れます。")
    )
    active = models.BooleanField(_("使う"), default=True)
    order = models.PositiveSmallIntegerField(_("並び"), default=100)

    objects = NeedCodeQuerySet.as_manager()

    class Meta:
        verbose_name = _("助けの種類")
        verbose_name_plural = _("助けの種類")
        ordering = ("order", "slug")

    @property
    def chip(self) -> str:
        return HelpKind(self.kind).chip

    @property
    def hint_text(self) -> str:
        return _in_language(self.hint, self.hint_en)
