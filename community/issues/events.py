"""How an issue's own events look in its talk."""

from typing import Any

from community.discussion.models import Event, Thread
from community.discussion.registry import EventType
from community.taxonomy.reference import boards

from .models import Issue, PromiseMove, StatusChange
from .standing import bridge_panel


def takes_messages(thread: Thread) -> bool:
    """A board may be closed for talk, and so is an issue that nobody sees any more."""
    known = thread.discussed
    board = [known.board_id] if known else Issue.objects.filter(thread=thread).values_list("board_id", flat=True)
    return any(boards()[one].accepts_comments for one in board)


def people(thread: Thread) -> list[int]:
    """Who has posted it, unless they do so without a name."""
    posted = Issue.objects.filter(thread=thread, anonymous=False, author__isnull=False)
    return list(posted.values_list("author", flat=True)) if thread.kind == "issue" else []


def _changes(events: list[Event], live: bool) -> dict[int, dict[str, Any]]:
    """Each event's change; on an open page, the last one also brings the bridge as it stands now."""
    ids = {event.data["change"]: event.pk for event in events}
    changes = list(StatusChange.objects.filter(pk__in=ids).select_related("department", "issue__category"))
    found = {ids[change.pk]: {"change": change, "issue": change.issue} for change in changes}
    if live and changes:
        issue = changes[-1].issue
        found[ids[changes[-1].pk]]["bridge"] = bridge_panel(issue)
    return found


STATUS = EventType(name="status", template="issues/_status_event.html", context=_changes)


def _merges(events: list[Event], live: bool) -> dict[int, dict[str, Any]]:
    """Each event's other post, which was led here or told apart again; only its number is said."""
    numbers = Issue.objects.in_bulk({event.data["issue"] for event in events})
    found = ((event, numbers.get(event.data["issue"])) for event in events)
    return {event.pk: {"other": other, "apart": event.data["apart"]} for event, other in found}


def _moves(events: list[Event], live: bool) -> dict[int, dict[str, Any]]:
    """Each event's new day; on an open page also the bridge, whose head says it."""
    ids = {event.data["move"]: event.pk for event in events}
    moves = PromiseMove.objects.filter(pk__in=ids).select_related("issue__category")
    return {ids[move.pk]: {"move": move} | ({"bridge": bridge_panel(move.issue)} if live else {}) for move in moves}


MERGE = EventType(name="merge", template="issues/_merge_event.html", context=_merges)
PROMISE = EventType(name="promise", template="issues/_promise_event.html", context=_moves)
