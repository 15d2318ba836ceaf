"""The short record of a dataset; the file is somewhere else."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.areas.models import Ward
from community.core.bilingual import in_language
from community.core.clock import now

from ..querysets import DatasetQuerySet


class Dataset(models.Model):
    """Data that somebody publishes. `wards` without rows means the whole city. Staff keep the list in the CMS."""

    title = models.CharField(_("題名"), max_length=60)
    title_en = models.CharField(_("題名（英語）"), max_length=80, blank=True)
    publisher = models.CharField(_("公開している所"), max_length=60)
    publisher_en = models.CharField(_("公開している所（英語）"), max_length=80, blank=True)
    about = models.TextField(_("中身"), max_length=400)
    about_en = models.TextField(_("中身（英語）"), max_length=600, blank=True)
    licence = models.CharField(_("ライセンス"), max_length=40, blank=True)
    format = models.CharField(_("形式"), max_length=20)
    url = models.URLField(_("リンク"))
    wards = models.ManyToManyField(Ward, blank=True, related_name="+", verbose_name=_("区"))
    listed = models.BooleanField(_("公開する"), default=True)
    created_at = models.DateTimeField(_("登録"), default=now, editable=False)

    objects = DatasetQuerySet.as_manager()

    class Meta:
        verbose_name = _("データ")
        verbose_name_plural = _("データ")
        ordering = ("-id",)

    def __str__(self) -> str:
        return self.shown_title

    def get_absolute_url(self) -> str:
        return reverse("projects:dataset", args=[self.pk])

    @property
    def shown_title(self) -> str:
        return in_language(self.title, self.title_en)

    @property
    def shown_publisher(self) -> str:
        return in_language(self.publisher, self.publisher_en)

    @property
    def shown_about(self) -> str:
        return in_language(self.about, self.about_en)
