"""On one's own page: whether one may take part, and what the desk has hidden of one's own."""

from typing import Any

from community.core.panels import Panel

from .causes import appeal_address
from .models import Ban, Takedown
from .registry import address_of

MOST = 10


def decisions_about(person: Any, user: Any) -> dict[str, Any] | None:
    """The ban that holds or the last one that was appealed against, and what is hidden; None when there is nothing."""
    if person != user:
        return None
    ban = Ban.objects.filter(user=person).select_related("appeal").first()
    if ban is not None and not ban.is_in_force and getattr(ban, "appeal", None) is None:
        ban = None
    takedowns = Takedown.objects.select_related("appeal").known_to(person)
    told = [one for one in takedowns if one.undone_at is None or getattr(one, "appeal", None) is not None][:MOST]
    if ban is None and not told:
        return None
    return {"ban": ban and _shown(ban), "takedowns": [_shown(one) for one in told]}


def _shown(cause: Any) -> dict[str, Any]:
    """The act, its appeal, and the ways to the thing and to appealing."""
    url = "" if isinstance(cause, Ban) else address_of(cause.kind, cause.number, cause.part)
    appeal = getattr(cause, "appeal", None)
    return {"act": cause, "appeal": appeal, "url": url, "appeal_url": appeal_address(cause)}


PANELS = (Panel("profile", 5, decisions_about, "moderation/_profile_panel.html"),)
