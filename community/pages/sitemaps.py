"""What search machines may know of: public things and pages that anybody may open, each with its last change."""

from datetime import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import Max, QuerySet
from wagtail.contrib.sitemaps import Sitemap as WagtailSitemap

from community.issues.models import Issue
from community.organisations.models import Organisation
from community.projects.models import Dataset, Project
from community.resources.models import Resource

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


class OrganisationSitemap(Sitemap):
    limit = PAGE

    def items(self) -> QuerySet[Organisation]:
        return Organisation.objects.visible_to(None).order_by("pk").only("pk", "created_at")


class ResourceSitemap(Sitemap):
    limit = PAGE

    def items(self) -> QuerySet[Resource]:
        return Resource.objects.visible_to(None).listed().order_by("pk").only("pk", "confirmed_at")

    def lastmod(self, resource: Any) -> datetime:
        return resource.confirmed_at


class ProjectSitemap(Sitemap):
    limit = PAGE

    def items(self) -> QuerySet[Project]:
        return Project.objects.visible_to(None).listed().order_by("pk").only("pk", "created_at")


class DatasetSitemap(Sitemap):
    limit = PAGE

    def items(self) -> QuerySet[Dataset]:
        return Dataset.objects.visible_to(None).order_by("pk").only("pk")


SITEMAPS = {
    "datasets": DatasetSitemap,
    "organisations": OrganisationSitemap,
    "projects": ProjectSitemap,
    "resources": ResourceSitemap,
    "pages": PageSitemap,
    "issues": IssueSitemap,
}
