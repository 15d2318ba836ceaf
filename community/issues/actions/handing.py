"""Giving what one looks after to a colleague, with a note: one post at a time, so that it can stop and go on."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from community.accounts.permissions import is_officer_of
from community.core import journal
from community.core.errors import InvalidInput, NotAllowed
from community.core.text import said
from search import outbox as search_outbox

from ..models import Issue, Note
from .desk import LONGEST_NOTE
from .locking import save, take

ACT = "issue.handover"


@transaction.atomic
def hand_over_issue(*, number: int, by: Any, giver: Any, taker: Any, note: str = "", key: str = "") -> Issue:
    """One post of `giver` becomes `taker`'s, with an internal note. It must still be the giver's.

    Raises NotFound, NotAllowed or InvalidInput.
    """
    issue, is_done = take(number=number, by=by, act=ACT, key=key)
    if is_done or issue.officer_id == taker.pk:
        return issue
    if issue.officer_id != giver.pk:
        raise NotAllowed(_("この投稿は、もう別の人の担当です。"))
    if not is_officer_of(taker, issue.ward_id):
        raise InvalidInput(_("この区を担当していない人には、渡せません。"))
    issue.officer = taker
    save(issue, "officer")
    if note:
        words = said(note, LONGEST_NOTE, _("メモを書いてください。"))
        search_outbox.record("note", Note.objects.create(issue=issue, author=by, body=words).pk)
    journal.record(
        act=ACT,
        by=by,
        kind="issue",
        number=number,
        ward=issue.ward_id,
        before={"officer": giver.public_id},
        after={"officer": taker.public_id},
        note=note,
        key=key,
    )
    return issue
