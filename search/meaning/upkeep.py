"""Vectors follow the index: made by the worker, outside of any transaction, once for every text and model."""

import logging
import time
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from ..engines import database
from ..errors import NoMeaning
from ..models import Entry, ServerItem, Vector
from ..registry import kinds, source_of
from .embedders import embedder
from .vectors import as_bytes, site_file

log = logging.getLogger(__name__)
AT_ONCE = 8  # texts, about half a second of work
LOOK_AGAIN, AFTER_FAILURE = 60.0, 30.0  # seconds


@dataclass
class _Known:
    due_at: float = 0.0  # by the monotonic clock


_known = _Known()


def nudge() -> None:
    """The index has changed: look for texts without a vector with the next turn."""
    _known.due_at = 0.0


def catch_up() -> int:
    """Makes the vectors of some texts that have none; returns how many. What fails is tried again in half a minute."""
    if not embedder().is_there or time.monotonic() < _known.due_at:
        return 0
    try:
        count = _make(list(without_vector().order_by("-pk").values_list("kind", "key")[:AT_ONCE]))
        count += 0 if count else site_file().catch_up()
    except NoMeaning:
        log.warning("no meaning is to be had from %s; it is asked again soon", embedder().name)
        _known.due_at = time.monotonic() + AFTER_FAILURE
        return 0
    if not count:
        _known.due_at = time.monotonic() + LOOK_AGAIN
    return count


def without_vector() -> QuerySet[Entry]:
    """Entries whose text has no vector of this site's model yet."""
    known = Vector.objects.filter(digest=OuterRef("digest"), model=embedder().name)
    entries = Entry.objects.exclude(digest="").filter(~Exists(known), kind__in=kinds())
    return entries if embedder().is_ours else entries.filter(public=True)


def tidy() -> None:
    """Drops vectors that no entry has any more, and their rows in the file."""
    Vector.objects.filter(~Exists(Entry.objects.filter(digest=OuterRef("digest")))).delete()
    site_file().make_anew()


def _make(names: list[tuple[str, str]]) -> int:
    texts: dict[str, str] = {}
    for kind in {kind for kind, _key in names}:
        keys = [key for its, key in names if its == kind]
        texts |= {document.digest: document.text for document in source_of(kind).documents(keys)}
    if not texts:
        return 0
    vectors = embedder().passages(list(texts.values()))
    rows = [
        Vector(digest=digest, model=embedder().name, data=as_bytes(vector))
        for digest, vector in zip(texts, vectors, strict=True)
    ]
    with transaction.atomic():
        database().lock()  # ids are given and committed in one order, so that the file misses none
        Vector.objects.bulk_create(rows, ignore_conflicts=True)
        if settings.ELASTICSEARCH_URL:
            entries = Entry.objects.filter(digest__in=texts).values_list("kind", "key")
            ServerItem.objects.bulk_create(ServerItem(kind=kind, key=key) for kind, key in entries)
    site_file().catch_up()
    return len(texts)
