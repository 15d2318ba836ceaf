"""Taking an issue for a change: lock first, then look."""

from typing import Any

from community.accounts.permissions import serves_ward
from community.core import journal
from community.core.errors import Gone, NotFound, StaleVersion
from community.core.visibility import DESK_SEES, Visibility

from ..models import Issue


def take(
    *, number: int, by: Any, act: str, key: str, version: int | None = None, yours: dict[str, Any] | None = None
) -> tuple[Issue, bool]:
    """An issue that `by` answers for, locked until the end of the transaction; and whether this press was done before.

    `version` is the one the officer had on the screen (None: does not matter). Raises NotFound outside the officer's
    wards, StaleVersion with both texts when somebody was faster.
    """
    issue = lock(number=number)
    if not serves_ward(by, issue.ward_id) or issue.visibility not in DESK_SEES:
        raise NotFound
    if journal.already_done(act=act, by=by, kind="issue", number=number, key=key):
        return issue, True
    if version is not None and version != issue.version:
        raise StaleVersion(yours=yours or {}, theirs=describe(issue), version=issue.version)
    return issue, False


def lock_own(*, number: int, by: Any) -> Issue:
    """A post of this person, locked to the end of the transaction. Raises NotFound, or Gone when it was taken back."""
    issue = lock(number=number)
    if issue.author_id is None or issue.author_id != by.pk:
        raise NotFound
    if issue.visibility == Visibility.ERASED:
        raise Gone
    return issue


def lock(*, number: int) -> Issue:
    issue = (
        Issue.objects.select_for_update(of=("self",))
        .select_related("category", "thread", "department", "officer")
        .filter(number=number)
        .first()
    )
    if issue is None:
        raise NotFound
    return issue


def describe(issue: Issue) -> dict[str, Any]:
    """What colleagues have made of it meanwhile, in words."""
    last = issue.changes.last()
    return {
        "visibility": issue.get_visibility_display(),
        "status": issue.get_status_display(),
        "sentence": last.sentence if last else "",
        "department": issue.department.label if issue.department else "",
        "officer": issue.officer.staff_name if issue.officer else "",
        "reason": issue.hidden_reason,
    }


def save(issue: Issue, *fields: str) -> None:
    """Write the fields of a locked row and move its version on."""
    issue.version += 1
    issue.save(update_fields=[*fields, "version"])
