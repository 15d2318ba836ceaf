"""Projects and data beside an issue, and issues beside a project, as pages show them. Reads only."""

from typing import Any

from .cards import card_of
from .models import SuggestedWork

SHOWN, LOOKED_AT = 2, 12
SHOWN_ISSUES = 4


def works_for_issue(issue: Any, user: Any) -> dict[str, Any] | None:
    """Up to two projects that could answer it and two datasets with which one could; none that only nearly fits."""
    if not issue.is_open:
        return None
    rows = SuggestedWork.objects.visible_to(user).for_issue(issue)[:LOOKED_AT]
    cards = [_card(row) for row in rows if row.label != "nearly"]
    projects = [card for card in cards if card["row"].project_id][:SHOWN]
    datasets = [card for card in cards if card["row"].dataset_id][:SHOWN]
    return {"projects": projects, "datasets": datasets} if projects or datasets else None


def issues_for_project(project: Any, user: Any) -> list[dict[str, Any]]:
    """Up to four open issues that a project could answer, the best fitting first."""
    rows = SuggestedWork.objects.visible_to(user).for_project(project)
    rows = rows.exclude(label="nearly").select_related("issue__ward")
    return [_card(row) for row in rows.defer("issue__ward__shape", "issue__ward__outline")[:SHOWN_ISSUES]]


def _card(row: SuggestedWork) -> dict[str, Any]:
    """Without saying of data or of a project for all that it reaches the whole city: all of them do."""
    row.reasons = [one for one in row.reasons if one["code"] != "place" or one["about"]["where"] == "ward"]
    return card_of(row)
