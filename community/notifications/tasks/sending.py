"""The post: letters to at most 50 people a piece of work, over one connection.

Each letter is made when it leaves, from what its reader may see at that moment, and marked once the server has it.
Broken off, the work goes on with those who have none yet.
"""

import logging
import time
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model

from community.core import outbox
from community.core.clock import now
from community.core.mail import AddressRefused, NotTaken, Post

from .. import letters
from ..models import Notice, NoticeSettings
from ..querysets import NoticeQuerySet
from ..sorts import How

log = logging.getLogger(__name__)
ENOUGH = 15  # seconds a piece of work: well within the outbox's lease, and other work waits no longer
OLDEST = {How.DAILY: timedelta(days=8), How.WEEKLY: timedelta(days=15)}


@outbox.handles("letters")
def send(payload: dict[str, Any]) -> None:
    """Post what waits for these people. Raises NotTaken when the server would not take some of it now."""
    begun, left = time.monotonic(), 0
    waiting = _waiting(payload)
    reached = set(waiting.filter(user__in=payload["users"]).values_list("user_id", flat=True))
    people = get_user_model().objects.filter(pk__in=reached).order_by("pk")
    owns = _settings_of(reached)
    with Post() as post:
        for person in people:
            if time.monotonic() - begun > ENOUGH:
                raise outbox.Later("a slow server", wait=timedelta(0))
            left += not _reach(post, payload, person, owns[person.pk], waiting.filter(user=person))
    if left:
        raise NotTaken(f"{left} letters were not taken")


def _reach(post: Post, payload: dict[str, Any], person: Any, own: NoticeSettings, waiting: NoticeQuerySet) -> bool:
    """Whether this person is done with. A letter that fails holds up nobody else's."""
    try:
        _send(post, payload, person, own, waiting)
    except outbox.Later:
        raise
    except NotTaken as reason:
        log.info("a letter was not taken: %s", reason)
        return False
    except Exception:
        log.exception("a letter could not be written")
        return False
    return True


def _waiting(payload: dict[str, Any]) -> NoticeQuerySet:
    if "notices" in payload:
        return Notice.objects.to_mail(How.NOW).filter(key=payload["notices"])
    how, until = payload["digest"], datetime.fromisoformat(payload["until"])
    return Notice.objects.to_mail(how).filter(at__gt=until - OLDEST[how], at__lte=until)


def _settings_of(people: set[int]) -> dict[int, NoticeSettings]:
    """Everybody's; who never chose gets a row now: it holds the token of the links that stop letters."""
    known = NoticeSettings.objects.in_bulk(people)
    missing = [NoticeSettings(user_id=pk) for pk in people - known.keys()]
    if missing:
        NoticeSettings.objects.bulk_create(missing, ignore_conflicts=True)
        known = NoticeSettings.objects.in_bulk(people)
    return known


def _send(post: Post, payload: dict[str, Any], person: Any, own: NoticeSettings, waiting: NoticeQuerySet) -> None:
    notices = list(waiting.order_by("-pk"))
    told = Notice.objects.filter(pk__in=[notice.pk for notice in notices])
    letter = _letter(payload, person, own, notices) if notices and may_get_mail(person, own) else None
    if letter is None:
        told.update(how=How.SITE)
        return
    try:
        post.send(letter)
    except AddressRefused:
        log.info("a mail server refused an address")
        NoticeSettings.objects.filter(pk=person.pk).update(refused=person.email, refused_at=now())
        told.update(how=How.SITE)
    else:
        told.update(mailed_at=now())


def _letter(payload: dict[str, Any], person: Any, own: NoticeSettings, notices: list[Notice]) -> dict[str, Any] | None:
    if "notices" in payload:
        return letters.one(person, own, notices[0])
    return letters.digest(person, own, payload["digest"], notices, payload["until"][:10])


def may_get_mail(person: Any, own: NoticeSettings | None) -> bool:
    """An address that is proven to be theirs and that no server refused."""
    refused = own is not None and own.refused and own.refused == person.email
    return bool(person.is_active and person.email and person.email_verified_at) and not refused
