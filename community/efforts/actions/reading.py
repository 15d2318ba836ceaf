"""What the desk does about reports that it reads, and how they follow their issue."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from community.accounts import actions as people
from community.core.clock import now
from community.core.errors import NotAllowed
from community.core.takedowns import Takedown
from community.core.text import said
from community.issues.actions.locking import save as save_issue
from community.issues.models import Issue
from community.moderation import actions as flags
from community.photos.models import Photo

from ..models import LONGEST_WORD, Effort, State
from .deciding import poster_has_said_so, settle, take_effort
from .telling import publish, record, save, tell_talk

REASON = "市が隠しました。"  # the words of that day are in the journal that was lost


@transaction.atomic
def approve_effort(*, number: int, effort: int, by: Any, version: int | None = None, key: str = "") -> Effort:
    """Let everybody read a newcomer's report; the poster is asked whether it is so.

    Raises NotFound, NotAllowed or StaleVersion.
    """
    found, is_done = take_effort(
        number=number, effort=effort, by=by, act="effort.approve", key=key, version=version, desk_only=True
    )
    if is_done:
        return found
    if not found.held or found.state == State.HIDDEN:
        raise NotAllowed(_("この報告は、公開まちではありません。"))
    found.held = False
    save(found, "held")
    save_issue(found.issue)
    record("effort.approve", found, by=by, key=key)
    publish(found)
    if found.state == State.WAITING and poster_has_said_so(found):
        settle(found, by=found.author)
    return found


@transaction.atomic
def hide_effort(*, number: int, effort: int, by: Any, reason: str, version: int | None = None, key: str = "") -> Effort:
    """Take a report out of everybody's sight, with a reason that its author reads. Its photos change their address.

    Raises NotFound, NotAllowed, InvalidInput or StaleVersion.
    """
    reason = said(reason, LONGEST_WORD, _("隠す理由を書いてください。書いた人に見えます。"))
    found, is_done = take_effort(
        number=number, effort=effort, by=by, act="effort.hide", key=key, version=version, desk_only=True
    )
    if is_done:
        return found
    if found.state == State.HIDDEN:
        raise NotAllowed(_("この報告は、もう隠されています。"))
    was_shown = not found.held
    found.state, found.word, found.decided_by = State.HIDDEN, reason, by
    save(found, "state", "word", "decided_by")
    save_issue(found.issue)
    people.note_hidden_post(user_id=found.author_id)
    if found.author is not None:
        flags.note_takedown(kind="effort", number=found.pk, author=found.author, reason=reason, by=by)
    flags.close_flags(kind="effort", number=found.pk)
    if was_shown:
        tell_talk(found, "hide")
    record("effort.hide", found, by=by, note=reason, key=key)
    return found


@transaction.atomic
def show_effort(*, number: int, effort: int, by: Any, reason: str, version: int | None = None, key: str = "") -> Effort:
    """Show a hidden report again, with a reason for colleagues. It waits anew for the poster's word.

    Raises NotFound, NotAllowed, InvalidInput or StaleVersion.
    """
    reason = said(reason, LONGEST_WORD, _("もどす理由を書いてください。"))
    found, is_done = take_effort(
        number=number, effort=effort, by=by, act="effort.show", key=key, version=version, desk_only=True
    )
    if is_done:
        return found
    if found.state != State.HIDDEN:
        raise NotAllowed(_("この報告は、隠されていません。"))
    was_held = found.held
    found.state, found.held, found.word = State.WAITING, False, ""
    found.decided_by, found.decided_at, found.asked_at = None, now(), None  # from today on the poster has two weeks
    save(found, "state", "held", "word", "decided_by", "decided_at", "asked_at")
    save_issue(found.issue)
    flags.undo_takedown(kind="effort", number=found.pk, by=by)
    record("effort.show", found, by=by, note=reason, key=key)
    if was_held:  # nobody has heard of it yet
        publish(found)
        if poster_has_said_so(found):
            settle(found, by=found.author)
    else:
        tell_talk(found, "show")
    return found


@transaction.atomic
def hide_again(down: Takedown) -> bool:
    """After an older copy was restored: a report that was hidden since; whether it was there and not hidden."""
    found = Effort.objects.select_for_update(of=("self",)).select_related("issue").filter(pk=down.part).first()
    is_meant = found is not None and str(found.issue.number) == down.number and found.created_at.isoformat() <= down.at
    if not is_meant or found.state == State.HIDDEN:
        return False
    found.state, found.word, found.decided_by = State.HIDDEN, REASON, None
    save(found, "state", "word", "decided_by")
    record("effort.hide", found, by=None, note="restore")
    return True


@transaction.atomic
def close_effort_flags(*, number: int, effort: int, by: Any, version: int | None = None, key: str = "") -> Effort:
    """Nothing is wrong with a report: close what residents have flagged there.

    Raises NotFound, NotAllowed when nothing is flagged, or StaleVersion.
    """
    found, is_done = take_effort(
        number=number, effort=effort, by=by, act="effort.flags", key=key, version=version, desk_only=True
    )
    if is_done:
        return found
    closed = flags.close_flags(kind="effort", number=found.pk)
    if not closed:
        raise NotAllowed(_("開いている知らせは、もうありません。"))
    save_issue(found.issue)
    record("effort.flags", found, by=by, after={"flags": closed}, key=key)
    return found


@transaction.atomic
def follow_issue(*, issue: Issue) -> None:
    """The issue's visibility or ward changed: its reports and their photos go with it, in that transaction."""
    for effort in Effort.objects.select_for_update().of_issue(issue):
        moved = effort.ward_id != issue.ward_id
        effort.issue, effort.ward_id = issue, issue.ward_id
        save(effort, "ward")
        if moved:
            Photo.objects.filter(pk__in=effort.photos.values("photo")).update(ward=issue.ward_id)
