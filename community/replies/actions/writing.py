"""Drafting, publishing, handing back and correcting a reply. Locks: the issue's row first, then the reply's."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.accounts.permissions import is_chief_of
from community.core import journal
from community.core.clock import today
from community.core.errors import InvalidInput, NotAllowed, NotFound, StaleVersion
from community.core.text import said
from community.discussion import actions as talk
from community.issues import actions as issues
from community.issues.actions.locking import save, take
from community.issues.models import Issue
from community.notifications import actions as notices
from community.taxonomy import gaps
from search import outbox as search_outbox

from ..models import LONGEST_SUBJECT, LONGEST_VIEW, LONGEST_VOICE, EarlierReply, OfficialReply, ReplyKind
from . import approval


@transaction.atomic
def draft_reply(
    *,
    number: int,
    by: Any,
    subject: str,
    view: str,
    kind: str,
    voice: str = "",
    version: int | None = None,
    key: str = "",
) -> OfficialReply:
    """Write or rewrite the issue's reply. An officer's waits for a chief; a chief's own is public at once.

    Raises NotFound, InvalidInput or StaleVersion.
    """
    texts = _clean(subject=subject, view=view, voice=voice, kind=kind)
    issue, is_done = take(number=number, by=by, act="reply.draft", key=key)
    reply = _waiting(issue)
    if is_done:
        return reply or issue.replies.last()
    _refuse_stale(issue, reply, version, texts)
    if reply is None:
        reply = OfficialReply(issue=issue, live=False, received_on=timezone.localdate(issue.posted_at))
    for name, value in texts.items():
        setattr(reply, name, value)
    reply.author, reply.department, reply.returned_note = by, issue.department, ""
    reply.save()
    reply.save_revision(user=by)
    approval.submit(reply, by=by)
    save(issue)
    _record("reply.draft", issue, reply, by=by, key=key)
    if is_chief_of(by, issue.ward_id):
        _publish(issue, reply, by=by)
    return reply


@transaction.atomic
def publish_reply(*, number: int, by: Any, version: int | None = None, key: str = "") -> OfficialReply:
    """A chief of the ward lets everybody read the waiting reply."""
    issue, is_done = _take_as_chief(number, by, "reply.publish", key)
    if is_done:
        return issue.replies.published().last()
    reply = _the_waiting(issue, version)
    _publish(issue, reply, by=by, key=key)
    return reply


@transaction.atomic
def return_reply(*, number: int, by: Any, note: str, version: int | None = None, key: str = "") -> OfficialReply:
    """A chief hands the waiting reply back, with a note for its writer."""
    note = said(note, 400, _("もどす理由を書いてください。"))
    issue, is_done = _take_as_chief(number, by, "reply.return", key)
    if is_done:
        return issue.replies.last()
    reply = _the_waiting(issue, version)
    reply.returned_note = note
    reply.save(update_fields=["returned_note"])
    approval.give_back(reply, by=by, note=note)
    save(issue)
    _record("reply.return", issue, reply, by=by, key=key, note=note)
    return reply


@transaction.atomic
def correct_reply(
    *,
    number: int,
    reply: int,
    by: Any,
    subject: str,
    view: str,
    kind: str,
    voice: str = "",
    version: int | None = None,
    key: str = "",
) -> OfficialReply:
    """A chief of the ward puts a published reply (its id) right. What it said before stays readable below it.

    Raises NotFound, NotAllowed, InvalidInput or StaleVersion.
    """
    texts = _clean(subject=subject, view=view, voice=voice, kind=kind)
    issue, is_done = _take_as_chief(number, by, "reply.correct", key)
    wrong = issue.replies.published().select_for_update().filter(pk=reply).first()
    if wrong is None:
        raise NotFound(_("この回答は、公開されていません。"))
    if is_done:
        return wrong
    _refuse_stale(issue, wrong, version, texts)
    before = {name: getattr(wrong, name) for name in texts}
    if before == texts:
        raise InvalidInput(_("直したところがありません。文を直してから、送ってください。"))
    EarlierReply.objects.create(reply=wrong, said_on=wrong.corrected_on or wrong.answered_on, **before)
    for name, value in texts.items():
        setattr(wrong, name, value)
    wrong.corrected_on = today()
    _let_out(issue, wrong, by=by, event={"reply": wrong.pk, "corrected": True})
    _record("reply.correct", issue, wrong, by=by, key=key)
    return wrong


def _take_as_chief(number: int, by: Any, act: str, key: str) -> tuple[Issue, bool]:
    issue, is_done = take(number=number, by=by, act=act, key=key)
    if not is_chief_of(by, issue.ward_id):
        raise NotAllowed(_("公開できるのは、この区の責任者です。"))
    return issue, is_done


def _waiting(issue: Issue) -> OfficialReply | None:
    return OfficialReply.objects.select_for_update().filter(issue=issue, live=False).last()


def _the_waiting(issue: Issue, version: int | None) -> OfficialReply:
    reply = _waiting(issue)
    _refuse_stale(issue, reply, version, {})
    if reply is None:
        raise NotFound(_("公開まちの回答がありません。"))
    return reply


def _publish(issue: Issue, reply: OfficialReply, *, by: Any, key: str = "") -> None:
    reply.answered_on, reply.returned_note = today(), ""
    _let_out(issue, reply, by=by, event={"reply": reply.pk})
    issues.note_first_answer(thread_id=issue.thread_id)
    _record("reply.publish", issue, reply, by=by, key=key)
    notices.announce(
        news="reply.published",
        data={"issue": issue.pk, "reply": reply.pk, "by": by.pk},
        key=f"reply.published:{reply.pk}",
    )


def _let_out(issue: Issue, reply: OfficialReply, *, by: Any, event: dict[str, Any]) -> None:
    """Through Wagtail's workflow, on the row that we hold locked, so that nothing older is written back."""
    if missing := gaps.refusal(reply.subject, reply.voice, reply.view):
        raise InvalidInput(missing)
    reply.approver = by
    reply.save_revision(user=by)
    approval.approve(reply, by=by)
    reply.refresh_from_db()
    save(issue)
    talk.append_event(thread_id=issue.thread_id, type="reply", by=None, data=event)
    search_outbox.record("reply", reply.pk)


def _refuse_stale(issue: Issue, reply: OfficialReply | None, version: int | None, texts: dict[str, str]) -> None:
    if version is None or version == issue.version:
        return
    reply = reply or issue.replies.published().last()  # published meanwhile
    theirs = {"subject": reply.subject, "voice": reply.voice, "view": reply.view} if reply else {}
    raise StaleVersion(yours=texts, theirs=theirs | {"status": issue.get_status_display()}, version=issue.version)


def _record(act: str, issue: Issue, reply: OfficialReply, *, by: Any, key: str = "", note: str = "") -> None:
    journal.record(
        act=act,
        by=by,
        kind="issue",
        number=issue.number,
        ward=issue.ward_id,
        after={"reply": reply.pk, "subject": reply.subject, "view": reply.view},
        note=note,
        key=key,
    )


def _clean(*, subject: str, view: str, voice: str, kind: str) -> dict[str, str]:
    texts = {
        "subject": said(subject, LONGEST_SUBJECT, lines=False),
        "voice": said(voice, LONGEST_VOICE),
        "view": said(view, LONGEST_VIEW),
    }
    if not texts["subject"] or not texts["view"]:
        raise InvalidInput(_("件名と市の考え方を書いてください。"))
    if kind not in ReplyKind.values:
        raise InvalidInput(_("対応の種別を1つえらんでください。"))
    return texts | {"kind": kind}
