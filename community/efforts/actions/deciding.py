"""Whether it is so: the poster or the desk confirms a report, or says that it is not yet done."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from community.accounts.permissions import serves_ward
from community.core import journal
from community.core.clock import now
from community.core.errors import NotAllowed, NotFound, StaleVersion
from community.core.text import said
from community.issues.actions.locking import describe, lock
from community.issues.actions.locking import save as save_issue
from community.issues.actions.status import step
from community.issues.sentences import PREFILLED
from community.issues.workflow import AUTHOR, DESK, Status, may_step
from community.moderation.permissions import refuse_banned
from community.notifications.actions import announce

from ..models import LONGEST_WORD, Effort, State
from ..permissions import is_poster, may_decide
from .telling import publish, record, save, tell_talk

DESK_IS_ASKED_AFTER = timedelta(days=14)


@transaction.atomic
def confirm_effort(
    *, number: int, effort: int, by: Any, word: str = "", version: int | None = None, key: str = ""
) -> Effort:
    """「はい、直りました」. A confirmed end ends the issue too, unless it has already ended.

    `version` is the issue's, as the desk had it on the screen. Raises NotFound, NotAllowed, InvalidInput or
    StaleVersion.
    """
    word = said(word, LONGEST_WORD)
    found, is_done = take_effort(number=number, effort=effort, by=by, act="effort.confirm", key=key, version=version)
    if is_done or found.state == State.CONFIRMED:
        return found
    if found.state == State.HIDDEN:
        raise NotAllowed(_("この報告は、隠されています。"))
    was_held, found.held = found.held, False
    if was_held:
        save(found, "held")
        publish(found)
    settle(found, by=by, word=word, key=key)
    return found


@transaction.atomic
def decline_effort(
    *, number: int, effort: int, by: Any, word: str = "", version: int | None = None, key: str = ""
) -> Effort:
    """「まだです」, with a word on what is still to be done. The issue stays open.

    Raises NotFound, NotAllowed, InvalidInput or StaleVersion.
    """
    word = said(word, LONGEST_WORD, _("まだのところを、ひとこと書いてください。報告した人に見えます。"))
    found, is_done = take_effort(number=number, effort=effort, by=by, act="effort.decline", key=key, version=version)
    if is_done:
        return found
    if found.state != State.WAITING:
        raise NotAllowed(_("この報告は、もう返事がすんでいます。画面を開きなおしてください。"))
    _decide(found, State.DECLINED, by=by, word=word)
    save_issue(found.issue)
    if not found.held:
        tell_talk(found, "decline")
    record("effort.decline", found, by=by, note=word, key=key)
    return found


@transaction.atomic
def ask_desk(*, effort: int) -> bool:
    """Nobody has answered for two weeks: from now on the report is among what the desk has to look at."""
    moment = now()
    before = moment - DESK_IS_ASKED_AFTER
    found = Effort.objects.forgotten(before=before).select_related("issue").filter(pk=effort).first()
    if found is None or not found.issue.is_open:
        return False
    Effort.objects.filter(pk=effort).update(asked_at=moment)
    record("effort.ask", found, by=None)
    return True


def settle(effort: Effort, *, by: Any, word: str = "", key: str = "") -> None:
    """The report is confirmed, by somebody whose right was checked; a reported end ends the issue."""
    _decide(effort, State.CONFIRMED, by=by, word=word)
    record("effort.confirm", effort, by=by, note=word, key=key)
    tell_talk(effort, "confirm")
    issue, role = effort.issue, DESK if serves_ward(by, effort.issue.ward_id) else AUTHOR
    to = Status.RESOLVED_BY_COMMUNITY
    if effort.is_solved and issue.is_open and may_step(issue.kind, issue.status, to, role):
        step(issue, to=to, by=by, sentence=PREFILLED[to], answers=role == DESK)
    else:
        save_issue(issue)
    if by.pk != effort.author_id:
        announce(
            news="effort.confirmed", data={"effort": effort.pk}, key=f"effort.confirmed:{effort.pk}:{effort.version}"
        )


def _decide(effort: Effort, state: str, *, by: Any, word: str) -> None:
    effort.state, effort.word, effort.decided_by, effort.decided_at = state, word, by, now()
    save(effort, "state", "word", "decided_by", "decided_at")


def take_effort(
    *, number: int, effort: int, by: Any, act: str, key: str, version: int | None, desk_only: bool = False
) -> tuple[Effort, bool]:
    """A report that `by` may decide on, locked behind its issue; and whether this press was done before.

    Raises NotFound for what `by` may not know of, NotAllowed, or StaleVersion when somebody was faster.
    """
    issue = lock(number=number)
    found = Effort.objects.select_for_update(of=("self",)).visible_to(by).filter(pk=effort, issue=issue).first()
    if found is None or (desk_only and not serves_ward(by, issue.ward_id)):
        raise NotFound(_("この報告は、見つかりません。"))
    found.issue = issue
    if not serves_ward(by, issue.ward_id):
        refuse_banned(by)
    if not may_decide(by, issue) or (found.held and not serves_ward(by, issue.ward_id)):
        raise NotAllowed(_("返事ができるのは、投稿した人と市の担当者です。"))
    if journal.already_done(act=act, by=by, kind="issue", number=number, key=key):
        return found, True
    if version is not None and version != issue.version:
        raise StaleVersion(yours={"state": found.get_state_display()}, theirs=describe(issue), version=issue.version)
    return found, False


def poster_has_said_so(effort: Effort) -> bool:
    """The one who reports the end is the one who would be asked."""
    return effort.is_solved and effort.author is not None and is_poster(effort.author, effort.issue)
