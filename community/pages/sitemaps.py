"""What search machines may know of: public posts and pages that anybody may open, each with its last change."""

from datetime import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import Max, QuerySet
from wagtail.contrib.sitemaps import Sitemap as WagtailSitemap

from community.issues.models import Issue

PAGE = 5000  # addresses of one file


class PageSitemap(WagtailSitemap):
    limit = PAGE


class IssueSitemap(Sitemap):
    limit = PAGE

    def items(self) -> QuerySet[Issue]:
        issues = Issue.objects.visible_to(None).listed().order_by("number")
        return issues.only("number", "posted_at", "first_answer_at", "closed_at")

    def lastmod(self, issue: Any) -> datetime:
        return max(moment for moment in (issue.posted_at, issue.first_answer_at, issue.closed_at) if moment)

    def get_latest_lastmod(self) -> datetime | None:
        """Of the index: one number instead of every post."""
        return Issue.objects.visible_to(None).listed().aggregate(last=Max("posted_at"))["last"]


SITEMAPS = {"pages": PageSitemap, "issues": IssueSitemap}
