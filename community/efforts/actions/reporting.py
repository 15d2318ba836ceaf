"""A new report of work, or of the end of it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from community.accounts.testaccounts import is_exempt
from community.core.clock import today
from community.core.errors import InvalidInput, NotAllowed, NotFound
from community.core.ratelimit import Rate, spend
from community.core.reference import site_settings
from community.core.text import said
from community.discussion.permissions import speaks_for_city
from community.issues.actions.locking import lock
from community.issues.models import Issue
from community.issues.permissions import must_wait
from community.moderation.permissions import refuse_banned
from community.organisations.models import Organisation
from community.organisations.speaking import refuse_other_voices
from community.photos import actions as photo_actions
from community.photos.models import Photo
from search import outbox as search_outbox

from ..models import LONGEST_BODY, MOST_PEOPLE, Effort, EffortPhoto, Kind
from ..permissions import kinds_for, may_decide
from .deciding import settle
from .telling import publish, record

NEWCOMERS = (Rate(5, 3600), Rate(15, 86400))
TRUSTED = (Rate(30, 3600), Rate(100, 86400))
MOST_PHOTOS = 3  # before, and as many after


def report_effort(
    *,
    issue_number: int,
    author: Any,
    kind: str,
    body: str = "",
    done_on: date | None = None,
    people: int | None = None,
    photos_before: Sequence[Photo] = (),
    photos_after: Sequence[Photo] = (),
    key: str = "",
    organisation: Organisation | None = None,
) -> Effort:
    """Say what was done about a public issue, in one's own name or in that of an `organisation` that one acts for. The
    same key of the same author is stored once.

    The word of the poster or of the desk that it is solved needs nobody else's. Raises NotFound, NotAllowed,
    InvalidInput or TooFast.
    """
    known = already_reported(author, key)
    if known is not None:
        return known
    refuse_banned(author)
    refuse_other_voices(author, organisation)
    columns = {"organisation": organisation, "kind": kind, "done_on": done_on or today(), "people": people, "key": key}
    columns["body"] = _clean(body, columns, has_photos=bool(photos_before or photos_after))
    if not is_exempt(author.email):
        spend("effort", author.pk, *(TRUSTED if author.is_trusted else NEWCOMERS))
    try:
        return _store(issue_number, author, columns, {"before": photos_before, "after": photos_after})
    except IntegrityError:  # two presses at once: the other one has stored it
        known = already_reported(author, key)
        if known is None:
            raise
        return known


def already_reported(author: Any, key: str) -> Effort | None:
    """The report that this key has already made."""
    return Effort.objects.filter(author=author, key=key).select_related("issue").first() if key else None


def _clean(body: str, columns: dict[str, Any], *, has_photos: bool) -> str:
    """The words, without controls; the other columns must be possible."""
    body = said(body, LONGEST_BODY)
    if not body and not has_photos:
        raise InvalidInput(_("したことをひとこと書くか、写真を1枚つけてください。"))
    if columns["done_on"] > today():
        raise InvalidInput(_("した日は、今日までの日を入れてください。"))
    if columns["people"] is not None and not 1 <= columns["people"] <= MOST_PEOPLE:
        raise InvalidInput(_("人数は、1人から%(most)d人までで入れてください。") % {"most": MOST_PEOPLE})
    return body


@transaction.atomic
def _store(number: int, author: Any, columns: dict[str, Any], photos: dict[str, Sequence[Photo]]) -> Effort:
    issue = lock(number=number)
    _must_be_possible(issue, author, columns["kind"])
    official = columns["organisation"] is None and speaks_for_city(author, issue.thread)
    held = not official and must_wait(author=author, mode=issue.board.moderation or site_settings().moderation_mode)
    effort = Effort(issue=issue, author=author, ward=issue.ward, held=held, official=official, **columns)
    if official and author.desk_role:
        effort.office, effort.office_en = author.desk_role.office, author.desk_role.office_en
    elif official:
        effort.office, effort.office_en = "大阪市", "Osaka City"
    effort.visibility = effort.own_visibility()
    effort.save()
    _attach(effort, photos)
    record("effort.report", effort, by=author, after={"kind": effort.kind, "held": held}, key=columns["key"])
    search_outbox.record("effort", effort.pk)
    if not held:
        publish(effort)
        if effort.is_solved and may_decide(author, issue):
            settle(effort, by=author)
    return effort


def _must_be_possible(issue: Issue, author: Any, kind: str) -> None:
    """Refuse what cannot be reported there, with what can be done about it. The form keeps what was written."""
    if not Issue.objects.visible_to(author).filter(pk=issue.pk).exists():
        raise NotFound
    if kind not in Kind.values:
        raise InvalidInput(_("「取り組み報告」か「かいけつ報告」をえらんでください。"))
    possible = kinds_for(author, issue)
    if not possible:
        raise NotAllowed(_("この投稿には、いま報告できません。書いたものは、この画面に残っています。"))
    if kind not in possible:
        raise NotAllowed(_("この投稿には、かいけつ報告は出せません。「取り組み報告」で知らせてください。"))


def _attach(effort: Effort, photos: dict[str, Sequence[Photo]]) -> None:
    joins = [
        EffortPhoto(effort=effort, photo=photo, role=role, position=position)
        for role, some in photos.items()
        for position, photo in enumerate(some[:MOST_PHOTOS])
    ]
    EffortPhoto.objects.bulk_create(joins)
    photo_actions.give_to(
        photos=[join.photo for join in joins], visibility=effort.visibility, author=effort.author, ward=effort.ward
    )
