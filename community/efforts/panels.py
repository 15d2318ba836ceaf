"""Reports of work on an issue's page."""

from typing import Any

from community.core.ids import token
from community.core.panels import Panel
from community.core.visibility import Visibility
from community.photos.models import Photo

from .models import Effort, State
from .permissions import is_poster, kinds_for, kinds_of


def efforts_of(issue: Any, user: Any) -> dict[str, Any]:
    """What everybody may read; beside it what only this person may, and what the poster is asked."""
    efforts = list(Effort.objects.visible_to(user).of_issue(issue).with_words())
    shown = [effort for effort in efforts if effort.visibility == Visibility.PUBLIC]
    asked = shown if issue.is_open and is_poster(user, issue) else []
    return {
        "issue": issue,
        "efforts": shown,
        "unseen": [effort for effort in efforts if effort.visibility != Visibility.PUBLIC],
        "own_photos": _own_photos(efforts, user),
        "asked": [effort for effort in asked if effort.is_solved and effort.state == State.WAITING],
        "key": token(),
    }


def _own_photos(efforts: list[Effort], user: Any) -> list[Photo]:
    """Photos of reports of one's own, parts of which one may cover. One query, where any may be there."""
    if not user.is_authenticated:
        return []
    pictured = [effort for effort in efforts if effort.photos.all() and effort.visibility != Visibility.HIDDEN]
    asked = [effort.pk for effort in pictured if effort.author_id == user.pk or effort.organisation_id]
    own = set(Effort.objects.filter(pk__in=asked).owned_by(user).values_list("pk", flat=True)) if asked else ()
    return [join.photo for effort in pictured if effort.pk in own for join in effort.photos.all()]


def way_to_report(issue: Any, user: Any) -> dict[str, Any] | None:
    """A button for whoever may report; a visitor finds the log-in behind it."""
    kinds = kinds_for(user, issue) if user.is_authenticated else kinds_of(issue)
    return {"issue": issue} if kinds else None


PANELS = (
    Panel("issue.efforts", 10, efforts_of, "efforts/_panel.html"),
    Panel("issue.acts", 10, way_to_report, "efforts/_way.html"),
)
