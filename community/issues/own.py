"""What the author may still do with a post, and why not: 直す, 取り下げる, 取り消す."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from community.core.clock import now
from community.core.reference import site_settings
from community.core.visibility import Visibility

from .models import Issue
from .permissions import must_wait
from .workflow import AUTHOR, ENDS, Kind, Status, may_step

UNDO_WITHIN = timedelta(minutes=10)


@dataclass(frozen=True)
class OwnWays:
    """What is open to the author now. `undo_until` is an hour in words, or empty when it is too late."""

    edit: bool
    withdraw: bool
    undo_until: str


def own_ways(issue: Issue, user: Any) -> OwnWays | None:
    """Nothing for everybody else, and where nothing is left to do. One query at most, in the first ten minutes."""
    if not user.is_authenticated or issue.author_id != user.pk:
        return None
    undo = "" if undo_refusal(issue) else f"{timezone.localtime(undo_until(issue)):%H:%M}"
    ways = OwnWays(not edit_refusal(issue), not withdraw_refusal(issue), undo)
    return ways if ways.edit or ways.withdraw or ways.undo_until else None


def may_hide_parts(issue: Issue, user: Any) -> bool:
    """Whether this person may cover parts of its photos: its author, whatever has become of it, unless it is hidden."""
    return user.is_authenticated and issue.author_id == user.pk and issue.visibility != Visibility.HIDDEN


def edit_refusal(issue: Issue) -> str:
    """Why this post can no longer be changed by its author, or nothing."""
    if issue.merged_into_id:
        return _("ほかの投稿にまとまっているので、直せません。伝えたいことは、まとまった先の話に書いてください。")
    if issue.visibility == Visibility.HIDDEN:
        return _("市が隠した投稿は、直せません。理由は、投稿のページにあります。")
    if issue.status in ENDS:
        return _("もうおわった投稿は、直せません。伝えたいことは、話に書いてください。")
    return ""


def withdraw_refusal(issue: Issue) -> str:
    """Why this post cannot be withdrawn, or nothing."""
    if issue.merged_into_id:
        return _("ほかの投稿にまとまっているので、取り下げられません。")
    if issue.visibility == Visibility.HIDDEN:
        return _("市が隠した投稿は、取り下げられません。理由は、投稿のページにあります。")
    if issue.kind == Kind.GOOD:
        return _("「これはいいね！」は、終わりのない投稿なので、取り下げられません。")
    if not may_step(issue.kind, issue.status, Status.WITHDRAWN, AUTHOR):
        return _("もうおわった投稿は、取り下げられません。")
    return ""


def undo_refusal(issue: Issue) -> str:
    """Why this post cannot be taken back without a trace, or nothing. Asks the talk only in the first ten minutes."""
    if now() >= undo_until(issue):
        return _("取り消せるのは、出してから10分までです。")
    if issue.visibility == Visibility.HIDDEN:
        return _("市が隠した投稿は、取り消せません。理由は、投稿のページにあります。")
    if issue.first_answer_at is not None or issue.merged_into_id or _others_have_spoken(issue):
        return _("もう続きが書かれているので、取り消せません。")
    return ""


def undo_until(issue: Issue) -> datetime:
    return issue.posted_at + UNDO_WITHIN


def edit_waits(issue: Issue, user: Any) -> bool:
    """Whether other words of this person are read by the desk before everybody reads them."""
    return issue.is_public and must_wait(author=user, mode=issue.board.moderation or site_settings().moderation_mode)


def _others_have_spoken(issue: Issue) -> bool:
    return issue.thread.events.by_others(issue.author_id).exists()
