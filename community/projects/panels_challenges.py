"""On an issue's page: the challenges that were made from it."""

from typing import Any

from community.core.panels import Panel

from .models import Challenge


def challenges_from(issue: Any, user: Any) -> dict[str, Any] | None:
    found = Challenge.objects.visible_to(user).filter(issues=issue.pk).select_related("event").order_by("pk")
    rows = [{"challenge": one, "event": one.event, "url": f"{one.event.url}#challenge-{one.pk}"} for one in found]
    return {"rows": rows} if rows else None


PANELS = (Panel("issue.needs", 5, challenges_from, "projects/_challenge_line.html"),)
