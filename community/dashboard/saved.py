"""An officer's own views beside the fixed ones, each with how many issues are in it."""

from typing import Any

from django.http import QueryDict

from .counters import count_words
from .models import SavedView
from .queue import wanted_issues
from .wanted import Wanted

MOST_COUNTED = 99


def saved_views(user: Any, wanted: Wanted) -> list[dict[str, Any]]:
    """Each with its name, address and count; one that looks for words is not counted, which would cost too much."""
    here = wanted.as_list
    return [_shown(view, user, here) for view in SavedView.objects.filter(owner=user)]


def _shown(view: SavedView, user: Any, here: str) -> dict[str, Any]:
    asked = Wanted.of(QueryDict(view.query.lstrip("?")))
    return {
        "pk": view.pk,
        "name": view.name,
        "url": asked.query(),
        "count": "" if asked.words else _count(asked, user),
        "is_here": asked.as_list == here,
    }


def _count(asked: Wanted, user: Any) -> str:
    count = wanted_issues(asked, user).order_by()[: MOST_COUNTED + 1].values("pk").count()
    return count_words(count) if count <= MOST_COUNTED else f"{MOST_COUNTED}+"
