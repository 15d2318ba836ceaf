"""The worker's part: from one piece of news to a line for each person whom it concerns, and the letters at once.

    audience ──▶ batches of 500 ──▶ one transaction each: Notice rows, letters of up to 50 people into the outbox

Done again after a crash it adds only what is missing: a person has one notice of a piece of news.
"""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction

from community.core import outbox
from community.core.clock import now
from community.core.models import OutboxItem

from ..models import Notice
from ..querysets import BATCH
from ..registry import Recipient, news_type, told_with
from ..sorts import BUNDLE, How, strength, way

OLD = timedelta(days=3)  # what happened longer ago is told, but hurries nobody
LETTERS = 50  # people a piece of work: what one lease of the outbox can carry to a slow server


@outbox.handles("news")
def tell(payload: dict[str, Any]) -> None:
    """Find whom it concerns and write it down for each; never for the one who did it."""
    data, doer = payload["data"], payload["data"].get("by")
    kept = {name: value for name, value in data.items() if name != "by"}  # who did it is nobody's business
    columns = {
        "key": payload["key"],
        "data": kept,
        "at": datetime.fromisoformat(payload["at"]),
    }
    for news in told_with(payload["news"]):
        found = news.audience(data)
        for batch in _batches(person for person in found if person.user_id != doer):
            _tell(batch, columns | {"news": news.name})


def _batches(audience: Iterable[Recipient]) -> Iterator[dict[int, Recipient]]:
    """Each person once a batch, for the strongest of their reasons; audiences bring the strongest first."""
    batch: dict[int, Recipient] = {}
    for person in audience:
        known = batch.get(person.user_id)
        if known is None or strength(person.reason) < strength(known.reason):
            batch[person.user_id] = person
        if len(batch) == BATCH:
            yield batch
            batch = {}
    if batch:
        yield batch


@transaction.atomic
def _tell(batch: dict[int, Recipient], columns: dict[str, Any]) -> None:
    told = set(Notice.objects.filter(key=columns["key"], user__in=batch).values_list("user_id", flat=True))
    people = get_user_model().objects.filter(pk__in=batch.keys() - told, is_active=True).order_by("pk")
    notices, waiting = [], _unread_of_same(columns, batch)
    for user_id, choices in people.values_list("pk", "notice_settings__choices"):
        person = batch[user_id]
        how = way(person.reason, choices, person.how)
        if how == How.NOW and user_id in waiting:
            how = (choices or {}).get(BUNDLE, How.DAILY)
        if how != How.OFF:
            own = columns | {"data": columns["data"] | dict(person.data)}
            notices.append(Notice(user_id=user_id, reason=person.reason, how=how, **own))
    Notice.objects.bulk_create(notices, ignore_conflicts=True)
    if columns["at"] > now() - OLD:
        queue_letters({"notices": columns["key"]}, [notice.user_id for notice in notices if notice.how == How.NOW])


def _unread_of_same(columns: dict[str, Any], batch: dict[int, Recipient]) -> set[int]:
    """Who has not read the last such news of the same thing: further ones do not hurry, or a talk would be a flood."""
    part = news_type(columns["news"]).bundle
    if not part:
        return set()
    same = {f"data__{part}": columns["data"][part]}
    return set(
        Notice.objects.unread().filter(news=columns["news"], user__in=batch, **same).values_list("user_id", flat=True)
    )


def queue_letters(what: dict[str, Any], users: list[int]) -> None:
    """Work for the post: the same letter for these people, a piece for every 50 of them."""
    name = hashlib.blake2b("-".join(what.values()).encode(), digest_size=16).hexdigest()
    parts = [users[first : first + LETTERS] for first in range(0, len(users), LETTERS)]
    OutboxItem.objects.bulk_create(
        [OutboxItem(channel="letters", key=f"l:{name}:{part[0]}", payload=what | {"users": part}) for part in parts],
        ignore_conflicts=True,
    )
