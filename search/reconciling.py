"""Is the index what it should be? Compared with the data, and the search server with the index; what differs is noted.

Things are compared in portions; of each kind the keys alone are held whole.
"""

from collections.abc import Iterable, Iterator

from django.conf import settings

from . import outbox
from .documents import Document
from .engines import database
from .engines.base import said
from .errors import EngineAway
from .models import Entry, OutboxItem, ServerItem
from .registry import kinds, source_of

AT_ONCE = 500
FACTS = ("title", "at", "ward", "category", "status", "lang", "lat", "lng", "public", "digest")
Name = tuple[str, str]


def wrong_entries() -> Iterator[Name]:
    """Things that are missing in the index, are in it though they have gone, or stand there as they were."""
    for kind in kinds():
        for keys in outbox.batched(source_of(kind).all_keys(), AT_ONCE):
            yield from _differing(kind, keys)
        for keys in outbox.batched(database().keys(kind), AT_ONCE):
            there = {document.key for document in source_of(kind).documents(keys)}
            yield from ((kind, key) for key in keys if key not in there)
    for kind in database().kinds() - set(kinds()):
        yield from ((kind, key) for key in database().keys(kind))


def wrong_documents() -> Iterator[Name]:
    """The same of the search server against the index. Raises EngineAway; nothing where there is no server."""
    if not settings.ELASTICSEARCH_URL:
        return
    from .engines.elastic import generations

    generation = generations.live()
    if generation is None:
        raise EngineAway("no generation is filled yet")
    failing = set(ServerItem.objects.filter(attempts__gt=0).values_list("kind", "key"))  # those have their row
    yield from (name for name in generations.differences(generation) if name not in failing)


def tidy_server() -> None:
    """Generations that were replaced go. Raises EngineAway."""
    from .engines.elastic import generations

    generations.tidy()


def without_waiting(names: Iterable[Name]) -> list[Name]:
    """Those that do not wait to be carried over anyway."""
    names = list(names)
    waiting = set(OutboxItem.objects.waiting().values_list("kind", "key"))
    waiting |= set(ServerItem.objects.waiting().values_list("kind", "key"))
    return [name for name in names if name not in waiting]


def _differing(kind: str, keys: list[str]) -> Iterator[Name]:
    """By what an entry says; by which analysis it was made is the fingerprint's matter."""
    should = {document.key: _facts(document) for document in source_of(kind).documents(keys)}
    rows = Entry.objects.filter(kind=kind, key__in=keys).values_list("key", *FACTS)
    there = {key: tuple(facts) for key, *facts in rows}
    yield from ((kind, key) for key in keys if should.get(key) != there.get(key))


def _facts(document: Document) -> tuple[object, ...]:
    return tuple(said(document)[name] for name in FACTS)
