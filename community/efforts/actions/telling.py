"""What every act on a report leaves behind: a line in the talk, in the journal, in the index, and news."""

from typing import Any

from community.core import journal
from community.discussion import actions as talk
from community.notifications.actions import announce
from community.photos import actions as photo_actions
from community.photos.models import Photo
from search import outbox as search_outbox

from ..models import Effort


def publish(effort: Effort) -> None:
    """A report that everybody may read from now on: open pages hear of it, and those whom it concerns."""
    tell_talk(effort, "report")
    announce(news="effort.reported", data={"effort": effort.pk}, key=f"effort.reported:{effort.pk}")


def tell_talk(effort: Effort, act: str) -> None:
    """A line of the issue's talk; `act` is report, confirm, decline, hide or show."""
    talk.append_event(thread_id=effort.issue.thread_id, type="effort", by=None, data={"effort": effort.pk, "act": act})


def save(effort: Effort, *fields: str) -> None:
    """Write the fields of a locked report; its visibility, its photos and its place in the index go with them."""
    effort.version += 1
    wanted = effort.own_visibility()
    if wanted != effort.visibility:
        effort.visibility = wanted
        photos = Photo.objects.filter(pk__in=effort.photos.values("photo"))
        photo_actions.follow_owner(photos=photos, visibility=wanted)
        search_outbox.record("effort", effort.pk)
    effort.save(update_fields=[*fields, "visibility", "version"])


def record(
    act: str, effort: Effort, *, by: Any, after: dict[str, Any] | None = None, note: str = "", key: str = ""
) -> None:
    """One line of the issue's journal."""
    journal.record(
        act=act,
        by=by,
        kind="issue",
        number=effort.issue.number,
        ward=effort.ward_id or "",
        after={"effort": effort.pk} | (after or {}),
        note=note,
        key=key,
    )
