"""Asking for a resource, and offering one to an issue: both make a proposed hand-over with a talk of its own."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from community.accounts.testaccounts import is_exempt
from community.core.clock import now
from community.core.errors import InvalidInput, NotAllowed, NotFound
from community.core.ratelimit import Rate, spend
from community.core.visibility import Visibility
from community.discussion import actions as talk
from community.discussion.models import ThreadReader
from community.issues.models import Issue
from community.moderation.permissions import refuse_banned
from community.organisations.models import Organisation
from community.organisations.speaking import refuse_other_voices
from community.resources.actions.stock import NothingLeft
from community.resources.models import MOST, Resource

from ..models import Match, Need
from ..permissions import owns
from ..workflow import Side, State
from .locking import ANSWER_WITHIN, append_step, clean_note

NEWCOMERS = (Rate(5, 3600), Rate(15, 86400))
TRUSTED = (Rate(30, 3600), Rate(120, 86400))


def request_resource(
    *,
    resource: int,
    by: Any,
    quantity: int = 1,
    message: str = "",
    issue: int | None = None,
    need: int | None = None,
    organisation: Organisation | None = None,
    key: str = "",
) -> Match:
    """Ask for so many of a resource, for a public issue or for oneself. Nothing is held until the owner accepts.

    The same key of the same person asks once. Raises NotFound, NotAllowed, InvalidInput, NothingLeft or TooFast.
    """
    known = already_made(by, key)
    if known is not None:
        return known
    refuse_banned(by)
    offered = Resource.objects.of(by, resource)
    if owns(by, offered):
        raise NotAllowed(_("自分が出したものは、自分ではお願いできません。"))
    if offered.organisation is None and (offered.author is None or not offered.author.is_active):
        raise NotAllowed(_("出した人は、もういません。ほかのものをさがしてみてください。"))
    quantity = _possible(offered, quantity)
    about = _issue_of(by, issue)
    refuse_other_voices(by, organisation)
    sides = {"asker": by, "asking_organisation": organisation, "proposed_by": Side.ASKER}
    return _store(offered, about, _need_of(about, need), by=by, quantity=quantity, message=message, key=key, **sides)


def offer_to_issue(
    *, resource: int, issue: int, by: Any, quantity: int = 1, message: str = "", need: int | None = None, key: str = ""
) -> Match:
    """Offer one's own resource to the poster of a public, open issue, who answers.

    Raises NotFound, NotAllowed, InvalidInput, NothingLeft or TooFast.
    """
    known = already_made(by, key)
    if known is not None:
        return known
    refuse_banned(by)
    offered = Resource.objects.of(by, resource)
    if not owns(by, offered):
        raise NotAllowed(_("自分が出したものだけ、申し出ることができます。"))
    about = _issue_of(by, issue)
    if about is None or about.author is None or not about.author.is_active:
        raise NotAllowed(_("この投稿の人には、いま届けられません。話のところに書いてみてください。"))
    if about.author_id == by.pk:
        raise NotAllowed(_("自分の投稿です。「取り組みを知らせる」を使ってください。"))
    quantity = _possible(offered, quantity)
    sides = {"asker": about.author, "asking_organisation": None, "proposed_by": Side.OWNER}
    return _store(offered, about, _need_of(about, need), by=by, quantity=quantity, message=message, key=key, **sides)


def already_made(by: Any, key: str) -> Match | None:
    """The hand-over that this key has already made."""
    return Match.objects.with_words().filter(made_by=by, key=key).first() if key else None


def _possible(resource: Resource, quantity: int) -> int:
    if not 1 <= quantity <= MOST:
        raise InvalidInput(_("数は、1から%(most)dまでで入れてください。") % {"most": MOST})
    if not resource.is_public or resource.state != "offered" or resource.is_over:
        raise NotAllowed(_("これは、いまお休み中か、おわっています。ほかのものをさがしてみてください。"))
    if resource.left is not None and quantity > resource.left:
        raise NothingLeft(resource.left, resource.unit)
    return quantity


def _issue_of(by: Any, number: int | None) -> Issue | None:
    if number is None:
        return None
    found = Issue.objects.visible_to(by).public().select_related("author", "ward").filter(number=number).first()
    if found is None:
        raise NotFound(_("その番号の投稿は、ありません。"))
    if not found.is_open:
        raise NotAllowed(_("その投稿は、もうおわっています。"))
    return found


def _need_of(issue: Issue | None, need: int | None) -> Need | None:
    return Need.objects.open().filter(issue=issue, pk=need).first() if issue is not None and need else None


def _store(
    resource: Resource, issue: Issue | None, need: Need | None, *, by: Any, message: str, key: str, **columns: Any
) -> Match:
    message = clean_note(message)
    if len(key) > 64 or "\x00" in key:
        raise InvalidInput
    _refuse_twice(resource, issue, columns["asker"], columns["asking_organisation"])
    if not is_exempt(by.email):
        spend("match", by.pk, *(TRUSTED if by.is_trusted else NEWCOMERS))
    try:
        with transaction.atomic():
            return _write(resource, issue, need, by=by, message=message, key=key, **columns)
    except IntegrityError:  # two presses at once: the other one has stored it
        known = already_made(by, key)
        if known is None:
            raise
        return known


def _write(
    resource: Resource, issue: Issue | None, need: Need | None, *, by: Any, message: str, key: str, **columns: Any
) -> Match:
    thread = talk.open_thread(kind="match", number=None, visibility=Visibility.PRIVATE, author=None, ward=resource.ward)
    match = Match.objects.create(
        resource=resource,
        issue=issue,
        need=need,
        thread=thread,
        key=key,
        made_by=by,
        due_at=now() + ANSWER_WITHIN,
        state=State.PROPOSED,
        **columns,
    )
    talk.number_thread(thread_id=thread.pk, number=match.pk)
    thread.number = match.pk
    let_read(match)
    # In the talk stands the name of the board; a poster without a name says it beside the request.
    unnamed = match.hides_asker and match.proposed_by == Side.ASKER
    note = message if unnamed else ""
    append_step(match, "propose", side=match.proposed_by, by=by, quantity=match.quantity, note=note)
    if message and not unnamed:
        talk.post_message(author=by, thread=thread, body=message, key=f"match-{match.pk}")
    return match


def let_read(match: Match) -> None:
    """Each side reads its talk: a person, or all who act for the organisation. The desk reads as the ward's desk."""
    asker = None if match.as_desk else match.asker
    sides = ((match.owning_organisation, match.owner), (match.asking_organisation, asker))
    readers = [{"organisation": group} if group else {"user": person} for group, person in sides if group or person]
    ThreadReader.objects.bulk_create(ThreadReader(thread=match.thread, **reader) for reader in readers)


def _refuse_twice(resource: Resource, issue: Issue | None, asker: Any, acting: Organisation | None) -> None:
    """One open hand-over of the same things for the same matter, or for no matter, is enough."""
    twin = Match.objects.open().filter(resource=resource, issue=issue, asker=asker, asking_organisation=acting)
    if twin.exists():
        raise NotAllowed(_("同じお願いが、もう出ています。手の貸し借りの一覧から、つづきを話せます。"))
