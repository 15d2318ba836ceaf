"""Projects as search sees them."""

from collections.abc import Iterable
from typing import Any

from community.core.visibility import Visibility
from search import Document, SearchSource

from .models import Project

UNSEARCHED = (Visibility.DRAFT, Visibility.ERASED)


class ProjectSource(SearchSource):
    kind = "project"

    def documents(self, keys: Iterable[str]) -> Iterable[Document]:
        found = Project.objects.filter(pk__in=_ids(keys)).exclude(visibility__in=UNSEARCHED)
        found = found.select_related("organisation", "ward").defer("ward__shape", "ward__outline")
        return [_document(project) for project in found.prefetch_related("codes", "roles__codes")]

    def visible(self, keys: Iterable[str], user: Any) -> set[str]:
        seen = Project.objects.visible_to(user).filter(pk__in=_ids(keys))
        return {str(key) for key in seen.values_list("pk", flat=True)}

    def all_keys(self) -> Iterable[str]:
        found = Project.objects.exclude(visibility__in=UNSEARCHED).order_by("pk")
        return (str(key) for key in found.values_list("pk", flat=True).iterator())


def _ids(keys: Iterable[str]) -> list[int]:
    return [int(key) for key in keys]


def _document(project: Project) -> Document:
    """Also by whom it looks for, and by the names of its codes."""
    open_roles = [role for role in project.roles.all() if role.open]
    codes = {code for thing in (project, *open_roles) for code in thing.codes.all()}
    named = [words for code in sorted(codes, key=lambda code: code.pk) for words in (code.name, code.name_en)]
    wards = [project.ward.name, project.ward.kana] if project.ward else []
    roles = [role.title for role in open_roles]
    parts = [project.does, project.body, project.title_en, project.data_wanted, *roles, *wards, *named]
    shown = project.organisation is None or project.organisation.is_public
    return Document(
        kind="project",
        key=str(project.pk),
        title=project.title,
        body="\n".join(part for part in parts if part),
        at=project.created_at,
        ward=project.ward_id or "",
        public=project.is_public and shown,
    )
