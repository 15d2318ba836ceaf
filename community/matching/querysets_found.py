from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from community.issues.models import Issue
from community.projects.models import Dataset, Project, ProjectIssue


class SuggestedWorkQuerySet(models.QuerySet):
    def visible_to(self, user: Any) -> Self:
        """Where this person sees both the issue and what could answer it."""
        projects = Project.objects.visible_to(user).listed().working().filter(pk=OuterRef("project"))
        datasets = Dataset.objects.visible_to(user).filter(pk=OuterRef("dataset"))
        seen = Exists(projects) | Exists(datasets)
        return self.filter(seen, Exists(Issue.objects.visible_to(user).filter(pk=OuterRef("issue"))))

    def unlinked(self) -> Self:
        """Without projects that answer it already."""
        links = ProjectIssue.objects.filter(project=OuterRef("project"), issue=OuterRef("issue"))
        return self.filter(Q(project=None) | ~Exists(links))

    def for_issue(self, issue: Any) -> Self:
        """The best first; projects and data have places of their own."""
        return self.unlinked().filter(issue=issue).select_related("project", "dataset")

    def for_project(self, project: Any) -> Self:
        """Open issues that it does not answer yet, the best fitting first."""
        open_ones = Issue.objects.listed().open()
        return self.unlinked().filter(project=project, issue__in=open_ones).order_by("-score", "-issue")
