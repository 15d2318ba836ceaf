from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .querysets import SchoolDistrictQuerySet, TownQuerySet, WardQuerySet


class Ward(models.Model):
    """One of Osaka's wards. `shape` is exact (for finding the ward of a point), `outline` light (for drawing).

    Both are lists of polygons, a polygon a list of rings, a ring a list of [longitude, latitude] in degrees.
    """

    code = models.CharField(_("コード"), max_length=5, primary_key=True)
    code6 = models.CharField(_("6桁コード"), max_length=6, unique=True)
    name = models.CharField(_("名前"), max_length=10, unique=True)
    kana = models.CharField(_("かな"), max_length=20)
    romaji = models.CharField(_("ローマ字"), max_length=30)
    lat = models.FloatField(_("中心の緯度"))
    lng = models.FloatField(_("中心の経度"))
    office_lat = models.FloatField(_("区役所の緯度"))
    office_lng = models.FloatField(_("区役所の経度"))
    shape = models.JSONField(_("正確な形"), default=list)
    outline = models.JSONField(_("描くための形"), default=list)

    objects = WardQuerySet.as_manager()

    class Meta:
        verbose_name = _("区")
        verbose_name_plural = _("区")
        ordering = ("code",)

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The name in the reader's language."""
        return self.romaji if get_language() == "en" else self.name


class River(models.Model):
    """Water drawn along the borders that wards share; `lines` as in Ward, `width` relative to the Yodo."""

    name = models.CharField(_("名前"), max_length=20, unique=True)
    width = models.FloatField(_("太さ"), default=1.0)
    lines = models.JSONField(_("線"), default=list)

    class Meta:
        verbose_name = _("川")
        verbose_name_plural = _("川")

    def __str__(self) -> str:
        return self.name


class Town(models.Model):
    """A 町丁目 with one point. `key` is its name in the one spelling that is searched."""

    ward = models.ForeignKey(Ward, models.CASCADE, related_name="towns", verbose_name=_("区"))
    name = models.CharField(_("名前"), max_length=40)
    key = models.CharField(max_length=60, db_index=True, editable=False)
    lat = models.FloatField(_("緯度"))
    lng = models.FloatField(_("経度"))

    objects = TownQuerySet.as_manager()

    class Meta:
        verbose_name = _("町")
        verbose_name_plural = _("町")
        ordering = ("ward", "id")
        constraints = [models.UniqueConstraint(fields=["ward", "name"], name="one_town_of_a_name_in_a_ward")]

    def __str__(self) -> str:
        return self.name


class SchoolDistrict(models.Model):
    """A primary-school area; shapes as in Ward. Osaka has no open data of them; while there are none nobody sees it."""

    code = models.CharField(_("コード"), max_length=20, primary_key=True)
    ward = models.ForeignKey(Ward, models.CASCADE, related_name="school_districts", verbose_name=_("区"))
    name = models.CharField(_("名前"), max_length=40)
    kana = models.CharField(_("かな"), max_length=80, blank=True)
    shape = models.JSONField(_("正確な形"), default=list, blank=True)
    outline = models.JSONField(_("描くための形"), default=list, blank=True)

    objects = SchoolDistrictQuerySet.as_manager()

    class Meta:
        verbose_name = _("校区")
        verbose_name_plural = _("校区")
        ordering = ("ward", "kana", "code")
        constraints = [models.UniqueConstraint(fields=["ward", "name"], name="one_district_of_a_name_in_a_ward")]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        return self.name
