"""What owners answer when an issue is put to them.

「できます」 goes to the poster ten minutes later; until then it can be taken back.
"""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from community.accounts.testaccounts import is_exempt
from community.core import journal, outbox
from community.core.clock import now
from community.core.errors import CommunityError, InvalidInput, NotAllowed, NotFound
from community.core.ids import token
from community.core.ratelimit import Rate, spend
from community.issues.models import Issue
from community.moderation.permissions import refuse_banned
from community.notifications.actions import announce
from community.resources.models import MOST, Resource

from ..fitting import sort_of
from ..models import FitAnswer, Need
from ..permissions import owns
from .asking import offer_to_issue
from .locking import clean_note

WAITS = timedelta(minutes=10)
RATES = (Rate(60, 3600), Rate(200, 86400))  # offers are looked for anew after each


@transaction.atomic
def answer_fit(
    *, resource: int, issue: int, by: Any, answer: str, reason: str = "", quantity: int = 1, note: str = ""
) -> FitAnswer:
    """Say how it is with one's own offer and a public issue (its number); another answer takes the place of the last.

    Raises NotFound, NotAllowed when it was told already or cannot be done, InvalidInput or TooFast.
    """
    offered, about = fit_of(resource=resource, issue=issue, by=by)
    if answer not in FitAnswer.Answer.values or reason not in ("", *FitAnswer.Why.values):
        raise InvalidInput
    is_yes = answer == FitAnswer.Answer.YES
    if is_yes:
        _must_be_possible(offered, about, quantity)
    _take(offered, about, by)
    code = sort_of(offered, Need.objects.open().of_issue(about)) if answer == FitAnswer.Answer.STOP else None
    given = {
        "answer": answer,
        "reason": reason if answer == FitAnswer.Answer.NO else "",
        "code": code,
        "quantity": quantity if is_yes else 1,
        "note": clean_note(note) if is_yes else "",
        "by": by,
        "sends_at": now() + WAITS if is_yes else None,
        "unsent": False,
        "key": token(),
        "at": now(),
    }
    said, _made = FitAnswer.objects.update_or_create(resource=offered, issue=about, defaults=given)
    if is_yes:
        outbox.put("fit", {"answer": said.pk}, due_at=said.sends_at)
    _write_down(f"fit.{answer}", said, by)
    return said


@transaction.atomic
def undo_fit(*, resource: int, issue: int, by: Any, by_letter: bool = False) -> None:
    """Take the answer back, as if nothing had been said. `by_letter`: whoever presses is not logged in.

    Raises NotFound, TooFast, or NotAllowed when it was told already, or for a yes by letter.
    """
    offered, about = fit_of(resource=resource, issue=issue, by=by)
    said = _take(offered, about, by)
    if said is not None:
        if by_letter and said.answer == FitAnswer.Answer.YES:
            raise NotAllowed(_("「できます」を取り消すには、ログインしてください。"))
        said.delete()
        _write_down("fit.undo", said, by)


def send_yes(*, answer: int) -> None:
    """The ten minutes are over: the poster gets the offer, once. What is not possible any more is told to its owner."""
    with transaction.atomic():
        waiting = FitAnswer.objects.to_send(now()).select_for_update(of=("self",))
        said = waiting.select_related("issue", "by").filter(pk=answer).first()
        if said is None or said.by is None:
            return
        try:
            with transaction.atomic():
                said.match = offer_to_issue(
                    resource=said.resource_id,
                    issue=said.issue.number,
                    by=said.by,
                    quantity=said.quantity,
                    message=said.note,
                    key=f"fit-{said.key}",
                )
        except CommunityError:
            said.unsent = True
            announce(news="match.unsent", data={"answer": said.pk}, key=f"match.unsent:{said.key}")
        said.save(update_fields=["match", "unsent"])


def fit_of(*, resource: int, issue: int, by: Any) -> tuple[Resource, Issue]:
    """The offer and the issue, when it is this person's to answer. Raises NotFound, or NotAllowed for banned people."""
    refuse_banned(by)
    offered = Resource.objects.of(by, resource)
    about = Issue.objects.visible_to(None).listed().filter(number=issue).select_related("ward", "category").first()
    if about is None or not owns(by, offered):
        raise NotFound
    return offered, about


def _must_be_possible(resource: Resource, issue: Issue, quantity: int) -> None:
    if not 1 <= quantity <= MOST:
        raise InvalidInput(_("数は、1から%(most)dまでで入れてください。") % {"most": MOST})
    if not issue.is_open:
        raise NotAllowed(_("その投稿は、もうおわっています。"))
    if not resource.is_asked_for or (resource.left is not None and quantity > resource.left):
        raise NotAllowed(_("いまは、そのとおりには出せません。数と様子を、提供のページで見てください。"))


def _take(resource: Resource, issue: Issue, by: Any) -> FitAnswer | None:
    """The answer so far, locked. Raises TooFast, or NotAllowed when the other side has it."""
    if not is_exempt(by.email):
        spend("fit", by.pk, *RATES)
    said = FitAnswer.objects.select_for_update(of=("self",)).filter(resource=resource, issue=issue).first()
    if said is not None and said.is_told:
        raise NotAllowed(_("もう相手に伝わりました。つづきは、手の貸し借りのページでできます。"))
    return said


def _write_down(act: str, said: FitAnswer, by: Any) -> None:
    """In the journal; and the issue's list is made anew, or, for a whole sort, the lists of those near the offer."""
    whole_sort = said.answer == FitAnswer.Answer.STOP
    outbox.put("suggest", {"resource": said.resource_id} if whole_sort else {"issue": said.issue_id})
    journal.record(
        act=act, by=by, kind="resource", number=said.resource_id, ward=said.resource.ward_id or "",
        after={"issue": said.issue.number},
    )  # fmt: skip
