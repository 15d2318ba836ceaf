from django.db import models
from django.utils.translation import gettext_lazy as _

from community.core.clock import now


class FollowedSearch(models.Model):
    """One search that people follow, shared by all who asked the same; who they are, `notifications.Follow` knows.

    `wording` and `facts` (search/watching.py) were made by the analysis of this fingerprint. `asked_at`: when somebody
    last began to follow it.
    """

    address = models.CharField(max_length=1500)  # `Asked.watched` as a query string: 100 emoji take 1,200
    wording = models.TextField(default="[[],[]]")
    facts = models.TextField(default="[[],null]")
    fingerprint = models.CharField(max_length=60, blank=True)
    asked_at = models.DateTimeField(default=now)

    class Meta:
        verbose_name = verbose_name_plural = _("見まもられている検索")
        constraints = [models.UniqueConstraint(fields=["address"], name="one_followed_search_of_an_address")]

    def __str__(self) -> str:
        return f"{self.pk}"  # what people look for stays out of logs


class FollowedAnchor(models.Model):
    """A token by which a search is found from the posts that may fit it, with the ward and category it wants."""

    search = models.ForeignKey(FollowedSearch, models.CASCADE, related_name="anchors")
    token = models.CharField(max_length=80)
    ward = models.CharField(max_length=5, blank=True)
    category = models.CharField(max_length=20, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("検索の手がかり")
        indexes = [models.Index(fields=["token", "ward", "category", "search"], name="followed_anchor_held")]

    def __str__(self) -> str:
        return f"{self.search_id}"
