from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from community.core.clock import now

LONGEST_NAME, LONGEST_QUERY, MOST_VIEWS = 20, 400, 20


class SavedView(models.Model):
    """One officer's own way of looking at the desk: filters under a name. `query` is a query string."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    name = models.CharField(_("見かたの名前"), max_length=LONGEST_NAME)
    query = models.CharField(max_length=LONGEST_QUERY)
    at = models.DateTimeField(default=now)

    class Meta:
        verbose_name = _("保存した見かた")
        verbose_name_plural = _("保存した見かた")
        ordering = ("id",)
        constraints = [models.UniqueConstraint(fields=["owner", "name"], name="one_saved_view_of_a_name")]

    def __str__(self) -> str:
        return self.name
