"""What the city's desk does to a post: approve, hide, restore, assign, note."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from community.accounts import actions as people
from community.accounts.permissions import is_officer_of
from community.core import journal
from community.core.errors import InvalidInput, NotAllowed
from community.core.text import said
from community.core.visibility import Visibility
from community.discussion import actions as talk
from community.moderation import actions as flags
from community.moderation.models import Outcome
from community.notifications import actions as notices
from community.photos import actions as photo_actions
from community.photos.models import Photo
from community.taxonomy.models import Department
from search import outbox as search_outbox

from ..models import Issue, Note
from ..signals import issue_visibility_set
from ..watching import tell_lists
from ..workflow import Status
from .locking import save, take
from .posting import announce_post
from .status import step

LONGEST_REASON, LONGEST_NOTE = 400, 2000
SET_ASIDE = "issue.set_aside"


@transaction.atomic
def approve_issue(*, number: int, by: Any, note: str = "", version: int | None = None, key: str = "") -> Issue:
    """Let a waiting post be seen by everybody."""
    issue, is_done = take(
        number=number,
        by=by,
        act="issue.approve",
        key=key,
        version=version,
        yours={"visibility": Visibility.PUBLIC.label},
    )
    if is_done:
        return issue
    if issue.visibility != Visibility.PENDING:
        raise NotAllowed(_("この投稿は、公開まちではありません。"))
    was_known = has_been_public(number)
    set_visibility(issue, Visibility.PUBLIC, act="issue.approve", by=by, note=note, key=key)
    flags.close_flags(kind="issue", number=number, part=0, outcome=Outcome.FINE)
    if not was_known:
        people.count_approved_post(user_id=issue.author_id)
    announce_post(issue)
    notices.announce(
        news="issue.approved", data={"issue": issue.pk, "by": by.pk}, key=f"issue.approved:{issue.pk}:{issue.version}"
    )
    return issue


@transaction.atomic
def hide_issue(*, number: int, by: Any, reason: str, version: int | None = None, key: str = "") -> Issue:
    """Take a post out of everybody's sight, with a reason that its author reads. Its photos change their address."""
    reason = said(reason, LONGEST_REASON, _("隠す理由を書いてください。書いた人に見えます。"))
    issue, is_done = take(number=number, by=by, act="issue.hide", key=key, version=version, yours={"reason": reason})
    if is_done:
        return issue
    if issue.visibility not in (Visibility.PUBLIC, Visibility.PENDING):
        raise NotAllowed(_("この投稿は、公開されていません。"))
    issue.hidden_reason = reason
    set_visibility(issue, Visibility.HIDDEN, act="issue.hide", by=by, note=reason, key=key)
    people.note_hidden_post(user_id=issue.author_id)
    if issue.author is not None:
        flags.note_takedown(kind="issue", number=number, author=issue.author, reason=reason, by=by)
    flags.close_flags(kind="issue", number=number)
    return issue


@transaction.atomic
def restore_issue(*, number: int, by: Any, reason: str, version: int | None = None, key: str = "") -> Issue:
    """Show a hidden post again, with a reason for colleagues."""
    reason = said(reason, LONGEST_REASON, _("もどす理由を書いてください。"))
    issue, is_done = take(number=number, by=by, act="issue.restore", key=key, version=version, yours={"reason": reason})
    if is_done:
        return issue
    if issue.visibility != Visibility.HIDDEN:
        raise NotAllowed(_("この投稿は、隠されていません。"))
    issue.hidden_reason = ""
    set_visibility(issue, Visibility.PUBLIC, act="issue.restore", by=by, note=reason, key=key)
    flags.undo_takedown(kind="issue", number=number, by=by)
    return issue


@transaction.atomic
def assign_issue(
    *, number: int, by: Any, department: Department | None, officer: Any, version: int | None = None, key: str = ""
) -> Issue:
    """Give an issue to a department (the public is told) and an officer (it is not); either may be None."""
    yours = {"department": department.label if department else "", "officer": officer.staff_name if officer else ""}
    issue, is_done = take(number=number, by=by, act="issue.assign", key=key, version=version, yours=yours)
    if is_done:
        return issue
    if officer is not None and not is_officer_of(officer, issue.ward_id):
        raise InvalidInput(_("この区を担当していない人は、えらべません。"))
    before = {"department": issue.department_id or "", "officer": getattr(issue.officer, "public_id", "")}
    changed = department is not None and department != issue.department
    issue.department, issue.officer = department, officer
    if changed and issue.status in (Status.RECEIVED, Status.IN_REVIEW):
        sentence = f"{department.name}が担当します。"  # the city speaks Japanese, whatever the officer reads
        step(issue, to=Status.ASSIGNED, by=by, sentence=sentence, fields=("department", "officer"))
    else:
        save(issue, "department", "officer")
    journal.record(
        act="issue.assign",
        by=by,
        kind="issue",
        number=number,
        ward=issue.ward_id,
        before=before,
        after={"department": issue.department_id or "", "officer": getattr(officer, "public_id", "")},
        key=key,
    )
    return issue


@transaction.atomic
def add_note(*, number: int, by: Any, body: str, key: str = "") -> Note | None:
    """Tell colleagues something; returns None when this press was already counted. Needs no version: it only adds."""
    body = said(body, LONGEST_NOTE, _("メモを書いてください。"))
    issue, is_done = take(number=number, by=by, act="issue.note", key=key)
    if is_done:
        return None
    note = Note.objects.create(issue=issue, author=by, body=body)
    search_outbox.record("note", note.pk)
    journal.record(act="issue.note", by=by, kind="issue", number=number, ward=issue.ward_id, key=key)
    return note


def was_set_aside(number: int) -> bool:
    """Whether flags alone have given this post back to the desk: nothing has changed since who sees it."""
    moved = [entry for entry in journal.entries_of("issue", number) if "visibility" in entry.after]
    return bool(moved) and moved[-1].act == SET_ASIDE


def has_been_public(number: int) -> bool:
    """Whether everybody has seen this post before, whoever took it back: it was counted then."""
    sides = ((entry.before, entry.after) for entry in journal.entries_of("issue", number))
    return any(Visibility.PUBLIC in (before.get("visibility"), after.get("visibility")) for before, after in sides)


def set_visibility(issue: Issue, visibility: str, *, act: str, by: Any, note: str, key: str) -> None:
    """The issue, its talk, its photos and its place in the index change together, and the journal tells of it."""
    before = issue.visibility
    show_to(issue, visibility, "hidden_reason")
    journal.record(
        act=act,
        by=by,
        kind="issue",
        number=issue.number,
        ward=issue.ward_id,
        before={"visibility": before},
        after={"visibility": visibility},
        note=note,
        key=key,
    )


def show_to(issue: Issue, visibility: str, *fields: str) -> None:
    """Other people see it from now on; `fields` of the locked row were changed and are written too."""
    before, issue.visibility = issue.visibility, visibility
    save(issue, "visibility", *fields)
    talk.follow_owner(thread_id=issue.thread_id, visibility=visibility)
    photo_actions.follow_owner(photos=Photo.objects.filter(pk__in=issue.photos.values("photo")), visibility=visibility)
    issue_visibility_set.send(Issue, issue=issue)
    search_outbox.record("issue", issue.number)
    is_public, was_public = visibility == Visibility.PUBLIC, before == Visibility.PUBLIC
    tell_lists(issue, was_public=was_public, is_new=is_public and before == Visibility.PENDING)
