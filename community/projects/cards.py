"""What a card of a project shows, beside the row itself."""

from collections.abc import Iterable

from .models import Project


def dressed(projects: Iterable[Project]) -> list[Project]:
    return [dress(project) for project in projects]


def dress(project: Project) -> Project:
    """With `team`: how many it has, whoever leads it included. Nothing is asked of the database that `with_card` has
    not fetched."""
    project.team = project.joined + bool(project.author_id or project.organisation_id)
    return project
