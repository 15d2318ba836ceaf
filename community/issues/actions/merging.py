"""Duplicates: one post goes on for others, and can be told apart again. Locks go from the smallest number up."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from community.accounts.permissions import serves_ward
from community.core import journal
from community.core.clock import now
from community.core.errors import InvalidInput, NotAllowed, Unavailable
from community.core.models import JournalEntry
from community.core.visibility import Visibility
from community.discussion import actions as talk
from community.notifications import actions as notices
from search import outbox as search_outbox

from ..models import Issue
from ..sentences import PREFILLED
from ..watching import tell_lists
from ..workflow import DESK, OPEN, Status, may_step
from .locking import save, take
from .status import note_step
from .support import recount

MERGE, UNMERGE, MOVE = "issue.merge", "issue.unmerge", "issue.merge-along"
APART = "まとめを解きました。この課題は、別のものとして進めます。"  # the city speaks Japanese


@transaction.atomic
def merge_issue(*, number: int, into: int, by: Any, version: int | None = None, key: str = "") -> Issue:
    """Let the post `into` go on for this one: its supporters and followers, and its talk, are led there.

    Posts that were merged into this one move along; a post that is merged itself stands for the one that goes on for
    it. Raises NotFound, NotAllowed, InvalidInput or StaleVersion.
    """
    _lock_around(number, into)
    source, is_done = take(number=number, by=by, act=MERGE, key=key, version=version, yours={"into": f"#{into}"})
    if is_done:
        return source
    whole = _whole(into, by)
    _refuse(source, whole, by)
    moved = _move_along(source, whole, by)
    before = source.status
    source.status_before_merge, source.status, source.closed_at, source.merged_into = (
        before, Status.DUPLICATE, now(), whole,
    )  # fmt: skip
    save(source, "status_before_merge", "status", "closed_at", "merged_into")
    note_step(source, before=before, by=by, sentence=PREFILLED[Status.DUPLICATE])
    talk.close_talk(thread_id=source.thread_id)
    after = {"status": source.status, "into": whole.number, "moved": moved}
    _finish(MERGE, source, whole, by=by, key=key, before={"status": before}, after=after)
    return source


@transaction.atomic
def unmerge_issue(*, number: int, by: Any, version: int | None = None, key: str = "") -> Issue:
    """Tell a merged post apart again: the state it had, its talk, and those that had moved along with it.

    Raises NotFound, NotAllowed or StaleVersion.
    """
    _lock_around(number)
    source, is_done = take(number=number, by=by, act=UNMERGE, key=key, version=version)
    if is_done:
        return source
    whole = source.merged_into
    if whole is None:
        raise NotAllowed(_("この投稿は、ほかの投稿にまとまっていません。"))
    if not serves_ward(by, whole.ward_id):
        raise NotAllowed(_("まとめた先は、あなたの担当の区にありません。"))
    return _tell_apart(source, whole, by=by, key=key)


def release_parts(whole: Issue) -> None:
    """A post that others were merged into goes: each of them goes on by itself. Locks them all."""
    _lock_around(whole.number)
    while (source := whole.merged.order_by("number").first()) is not None:
        _tell_apart(source, whole, by=None)


def _tell_apart(source: Issue, whole: Issue, *, by: Any, key: str = "") -> Issue:
    source.status, source.merged_into, source.closed_at = source.status_before_merge, None, None
    source.status_before_merge = ""
    save(source, "status", "status_before_merge", "merged_into", "closed_at")
    back = _take_back(source, whole)
    recount_alone(source)
    note_step(source, before=Status.DUPLICATE, by=by, sentence=APART, expected_on=source.scheduled_on)
    talk.open_talk_again(thread_id=source.thread_id)
    before = {"status": Status.DUPLICATE.value, "into": whole.number}
    _finish(UNMERGE, source, whole, by=by, key=key, before=before, after={"status": source.status, "back": back})
    return source


def recount_alone(issue: Issue) -> None:
    """Count the people behind a locked post that goes on by itself again."""
    issue.support_count = issue.supports.count()
    Issue.objects.filter(pk=issue.pk).update(support_count=issue.support_count)
    recount(issue)


def _lock_around(*numbers: int) -> None:
    """Lock these posts, what goes on for them and what was merged into them: always from the smallest number on."""
    for _attempt in range(5):
        wanted = _around(numbers)
        rows = Issue.objects.select_for_update(of=("self",)).filter(number__in=wanted).order_by("number")
        list(rows)  # what is read is locked
        if _around(numbers) == wanted:
            return
    raise Unavailable  # merged and un-merged again and again, just now


def _around(numbers: Sequence[int]) -> set[int]:
    named = Issue.objects.filter(number__in=numbers)
    whole = named.exclude(merged_into=None).values_list("merged_into__number", flat=True)
    around = {*numbers, *whole}
    return around | set(Issue.objects.filter(merged_into__number__in=around).values_list("number", flat=True))


def _whole(number: int, by: Any) -> Issue:
    """The post that shall go on, or the one that goes on for it. What an officer does not serve, nobody names."""
    found = Issue.objects.at_desk_of(by).select_related("merged_into").filter(number=number).first()
    whole = found.merged_into if found and found.merged_into else found
    if whole is None or not serves_ward(by, whole.ward_id):
        raise InvalidInput(_("その番号の投稿は、あなたの担当の区にありません。番号を確かめてください。"))
    return whole


def _refuse(source: Issue, whole: Issue, by: Any) -> None:
    """Posts that cannot be one."""
    if source.pk == whole.pk:
        raise InvalidInput(_("この投稿を、この投稿自身にまとめることはできません。ほかの番号をえらんでください。"))
    if source.merged_into_id:
        raise NotAllowed(_("この投稿は、もうほかの投稿にまとまっています。先に、まとめを解いてください。"))
    if not source.visibility == whole.visibility == Visibility.PUBLIC:
        raise NotAllowed(_("みんなに見えている投稿どうしだけ、まとめられます。先に公開範囲を確かめてください。"))
    if not may_step(source.kind, source.status, Status.DUPLICATE, DESK):
        raise NotAllowed(_("終わった投稿と「これはいいね！」は、まとめられません。"))
    if whole.status not in OPEN:
        raise NotAllowed(_("まとめる先の投稿は、もう終わっています。動いている投稿をえらんでください。"))


def _move_along(source: Issue, whole: Issue, by: Any) -> list[int]:
    """What was merged into the source goes on in the whole: there are no chains."""
    parts = list(source.merged.select_related("ward").order_by("number"))
    for part in parts:
        part.merged_into = whole
        save(part, "merged_into")
        search_outbox.record("issue", part.number)
        _record(MOVE, part, by=by, before={"into": source.number}, after={"into": whole.number})
    return [part.number for part in parts]


def _take_back(source: Issue, whole: Issue) -> list[int]:
    """What had moved along with the source, and is still there, follows it back."""
    merges = JournalEntry.objects.filter(kind="issue", number=str(source.number), act=MERGE)
    last = merges.last()
    parts = list(whole.merged.filter(number__in=last.after.get("moved", []) if last else []).order_by("number"))
    for part in parts:
        part.merged_into = source
        save(part, "merged_into")
        search_outbox.record("issue", part.number)
    return [part.number for part in parts]


def _finish(act: str, source: Issue, whole: Issue, *, by: Any, key: str, **sides: dict[str, Any]) -> None:
    """What follows both acts: people counted once, the other's talk, the index, the journal, the news."""
    whole.refresh_from_db()
    recount_alone(whole)
    save(whole)
    event = talk.append_event(
        thread_id=whole.thread_id, type="merge", by=None, data={"issue": source.pk, "apart": act == UNMERGE}
    )
    for one in (source, whole):
        search_outbox.record("issue", one.number)
        tell_lists(one)
    _record(act, source, by=by, key=key, **sides)
    news = "issue.unmerged" if act == UNMERGE else "issue.merged"
    data = {"issue": source.pk, "into": whole.pk}
    notices.announce(news=news, data=data, key=f"{news}:{source.pk}:{event.pk}")


def _record(act: str, issue: Issue, *, by: Any, key: str = "", **sides: dict[str, Any]) -> None:
    journal.record(act=act, by=by, kind="issue", number=issue.number, ward=issue.ward_id, key=key, **sides)
