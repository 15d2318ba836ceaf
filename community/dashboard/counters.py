"""The figures above the desk's list: how many are in each view, and the one thing to know about it."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.core.clock import today
from community.issues.querysets import MOST_COUNTED

from .due import days_over
from .queue import VIEWS, View, issues_of

DANGER = "overdue"


def counters(user: Any) -> list[dict[str, Any]]:
    """Each view with how many issues are in it, counted up to 1,001; `at` is the moment a note speaks of."""
    return [_counter(view, user) for view in VIEWS if view.name != "all"]


def _counter(view: View, user: Any) -> dict[str, Any]:
    count = issues_of(view.name, user).capped_count()
    note = NOTES.get(view.name, _hint)
    return {
        "view": view,
        "figure": count_words(count),
        "is_danger": view.name == DANGER and count > 0,
        **(note(view, user) if count else {"note": _("いまは、ありません")}),
    }


def count_words(count: int) -> str:
    """A capped count as a figure."""
    return f"{count:,}" if count <= MOST_COUNTED else f"{MOST_COUNTED:,}+"


def _hint(view: View, user: Any) -> dict[str, Any]:
    return {"note": view.hint}


def _oldest(view: View, user: Any) -> dict[str, Any]:
    oldest = issues_of(view.name, user).order_by("posted_at").values_list("posted_at", flat=True).first()
    return {"note": _("いちばん古い"), "at": oldest}


def _due_today(view: View, user: Any) -> dict[str, Any]:
    count = issues_of(view.name, user).filter(promised_on=today()).capped_count()
    return {"note": ngettext("うち今日が期限 %(n)d", "うち今日が期限 %(n)d", count) % {"n": count}}


def _longest(view: View, user: Any) -> dict[str, Any]:
    longest = issues_of(view.name, user).order_by("promised_on", "number").values("promised_on", "number").first()
    if longest is None:  # answered a moment ago
        return _hint(view, user)
    words = {"words": days_over(longest["promised_on"]), "number": longest["number"]}
    return {"note": _("%(words)s（#%(number)d）") % words}


NOTES = {"waiting": _oldest, "answer": _due_today, "overdue": _longest}
