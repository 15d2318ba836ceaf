"""How long is left until the promised answer, in working days and in words: what the desk is painted by."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.core.clock import today
from community.core.visibility import Visibility
from community.core.workdays import workdays_between
from community.issues.models import Issue
from community.issues.workflow import Kind, Status

SOON = 1  # working days


@dataclass(frozen=True)
class Due:
    """`tone`: late, soon, fine (the clock runs), stopped, planned, answered, closed, none. `share`: percent used."""

    tone: str
    words: str | Promise
    day: date | None = None
    share: int = 0


def due_of(issue: Issue) -> Due:
    """Where the clock of an issue stands today."""
    if issue.kind == Kind.GOOD or issue.promised_on is None:
        return Due("none", _("期限なし"))
    if not issue.is_open:
        return Due("closed", _("おわり"), _day(issue.closed_at))
    if issue.visibility == Visibility.HIDDEN:
        return Due("stopped", _("非表示"))
    if issue.status == Status.INFO_REQUESTED:
        return Due("stopped", _("返事まち（住民）"))
    if issue.scheduled_on is not None:
        return _planned(issue.scheduled_on)
    if issue.first_answer_at is not None:
        return Due("answered", _("返事ずみ"), _day(issue.first_answer_at))
    return _promised(issue.promised_on, _day(issue.posted_at))


def _planned(day: date) -> Due:
    return Due("late", _("予定をすぎました"), day, 100) if day < today() else Due("planned", _("対応予定"), day)


def _promised(day: date, posted: date | None) -> Due:
    if day < today():
        return Due("late", days_over(day), day, 100)
    left = workdays_between(today(), day)
    whole = max(1, workdays_between(posted or day, day))
    words = ngettext("あと %(days)d日", "あと %(days)d日", left) % {"days": left} if left else _("今日まで")
    return Due("soon" if left <= SOON else "fine", words, day, max(4, min(100, 100 * (whole - left) // whole)))


def days_over(day: date) -> str:
    """How far a missed day lies back; on the weekend after it no working day has passed yet."""
    over = workdays_between(day, today())
    if not over:
        return _("期限をこえています")
    return ngettext("%(days)d日こえています", "%(days)d日こえています", over) % {"days": over}


def _day(moment: object) -> date | None:
    return timezone.localdate(moment) if moment else None
