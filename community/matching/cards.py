"""Suggestions as pages show them: with their reasons, what does not fit, and the next thing to do."""

from collections.abc import Iterable
from typing import Any

from community.core.clock import today
from community.taxonomy.models import HelpKind

from .models import Suggested
from .models_found import Found
from .ranking import Reason
from .reasons import LABELS, sentence

SHOWN, MOST_REASONS = 4, 3


def cards_for_issue(issue: Any, user: Any) -> list[dict[str, Any]]:
    """Up to four offers, the best first; what only nearly fits comes last, and at most one of it."""
    found = Suggested.objects.visible_to(user).for_issue(issue, today())
    rows = list(found.select_related("resource__organisation", "resource__author", "resource__cover")[: SHOWN * 2])
    return [card | {"look": HelpKind(card["row"].resource.kind).chip} for card in _cards(rows)]


def cards_for_resource(resource: Any, user: Any) -> list[dict[str, Any]]:
    """Up to four open issues that it may help with."""
    found = Suggested.objects.visible_to(user).for_resource(resource)
    rows = list(found.select_related("issue__ward", "issue__category", "issue__cover")[: SHOWN * 2])
    return _cards(rows)


def shown_of(rows: Iterable[Suggested]) -> list[Suggested]:
    """Those of an issue's rows, best first, that its page shows."""
    some = list(rows)[: SHOWN * 2]
    fitting = [row for row in some if row.label != "nearly"]
    nearly = [row for row in some if row.label == "nearly"][:1]
    return [*fitting, *nearly][:SHOWN]


def _cards(rows: list[Suggested]) -> list[dict[str, Any]]:
    return [card_of(row) for row in shown_of(rows)]


def card_of(row: Found) -> dict[str, Any]:
    """One suggestion in words."""
    return {
        "row": row,
        "label": LABELS[row.label],
        "tone": row.label,
        "reasons": _sentences(row.reasons, is_misfit=False)[:MOST_REASONS],
        "misfits": _sentences(row.misfits, is_misfit=True)[:1],
    }


def _sentences(stored: Iterable[dict[str, Any]], *, is_misfit: bool) -> list[str]:
    return [sentence(Reason(one["code"], one["about"]), is_misfit=is_misfit) for one in stored]
