"""Generations: the form of an index never changes; a new one is filled beside it, kept up, compared, put in place.

filling ──(all entries are in, as good as nothing differs)──▶ live, under the alias ──▶ old ──(a day)──▶ gone
"""

import logging
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from itertools import islice
from uuid import uuid4

from elasticsearch import NotFoundError
from elasticsearch_dsl import Search

from ... import outbox
from ...clock import now
from ...meaning.embedders import embedder
from ...models import Generation, ServerItem
from . import carrying
from .client import client, writing
from .documents import MAPPING, EntryDocument, alias, document_id, entries, sources, template

log = logging.getLogger(__name__)
AT_ONCE = 500
STAYS = timedelta(days=1)
LOOK_AGAIN = 30.0  # seconds
FEW = 0.001  # of all documents: what changed while they were compared
Name = tuple[str, str]
State = Generation.State

_looked = {"at": -LOOK_AGAIN}


def kept_up() -> list[Generation]:
    """Those that every change is written to."""
    return list(Generation.objects.exclude(state=State.OLD))


def live() -> Generation | None:
    return Generation.objects.filter(state=State.LIVE).first()


def begin() -> Generation:
    """Another generation, to be filled by `go_on`. One that was being filled is given up. Raises EngineAway."""
    its, name = template(), f"{alias()}-{now():%Y%m%d%H%M%S}-{uuid4().hex[:6]}"
    writing.run(lambda: client().indices.put_index_template(name=alias(), **its))
    made = Generation.objects.create(name=name, mapping=MAPPING, model=embedder().name, state=State.OLD)
    writing.run(lambda: client().indices.create(index=name))  # should its answer be lost, it goes as an old one
    Generation.objects.filter(state=State.FILLING).update(state=State.OLD, changed_at=now())
    Generation.objects.filter(pk=made.pk).update(state=State.FILLING)
    made.state = State.FILLING
    return made


def go_on() -> int:
    """One step towards a generation that is as it should be; returns how many documents it took. Raises EngineAway."""
    filling = Generation.objects.filter(state=State.FILLING).first()
    if filling is None:
        if time.monotonic() - _looked["at"] < LOOK_AGAIN or is_as_it_should_be(live()):
            return 0
        filling = begin()
    return _fill(filling)


def is_as_it_should_be(generation: Generation | None) -> bool:
    """Of the present form, with vectors of the present model, and there. Raises EngineAway."""
    _looked["at"] = time.monotonic()
    if generation is None or (generation.mapping, generation.model) != (MAPPING, embedder().name):
        return False
    return bool(writing.run(lambda: client().indices.exists_alias(index=generation.name, name=alias())))


def differences(generation: Generation) -> Iterator[Name]:
    """Things whose document is missing, is there though they have gone, or says something else. Raises EngineAway."""
    there = _documents_of(generation)
    here = _stamps(generation)
    theirs, ours = next(there, None), next(here, None)
    while theirs or ours:
        if ours is None or (theirs is not None and theirs[0] < ours[0]):
            yield _name(theirs[1])
            theirs = next(there, None)
        elif theirs is None or ours[0] < theirs[0]:
            yield _name(ours[1])
            ours = next(here, None)
        else:
            if theirs != ours:
                yield from {_name(theirs[1]), _name(ours[1])}
            theirs, ours = next(there, None), next(here, None)


def count(generation: Generation) -> int:
    """How many documents it has. Raises EngineAway."""
    try:
        return int(writing.run(lambda: client().count(index=generation.name))["count"])
    except NotFoundError as error:
        raise writing.refused(error) from error


def tidy() -> None:
    """Generations that were replaced a day ago go. Raises EngineAway."""
    for old in Generation.objects.filter(state=State.OLD, changed_at__lt=now() - STAYS):
        writing.run(lambda name=old.name: client().indices.delete(index=name, ignore_unavailable=True))
        old.delete()


def drop_all() -> None:
    """Every index of this site goes from the server, with its template. Raises EngineAway."""
    for name in Generation.objects.values_list("name", flat=True):
        writing.run(lambda name=name: client().indices.delete(index=name, ignore_unavailable=True))
    Generation.objects.all().delete()
    with suppress(NotFoundError):
        writing.run(lambda: client().indices.delete_index_template(name=alias()))
    look_again()


def look_again() -> None:
    """With the next step it is asked whether the live generation is as it should be."""
    _looked["at"] = -LOOK_AGAIN


def _fill(generation: Generation) -> int:
    some = list(entries(pk__gt=generation.filled_to).order_by("pk").values("pk", "kind", "key")[:AT_ONCE])
    if not some:
        return _finish(generation)
    names = [(entry["kind"], entry["key"]) for entry in some]
    outbox.note_documents(carrying.write([generation], names))
    Generation.objects.filter(pk=generation.pk).update(filled_to=some[-1]["pk"])
    return len(some)


def _finish(generation: Generation) -> int:
    """Compared whole: what differs is carried over, and when that is next to nothing, the generation goes live."""
    writing.run(lambda: client().indices.refresh(index=generation.name))
    failing = set(ServerItem.objects.filter(attempts__gt=0).values_list("kind", "key"))
    wrong = [name for name in differences(generation) if name not in failing]
    outbox.note_documents(wrong)
    if len(wrong) > max(10, FEW * count(generation)):
        log.warning("%s: %s documents differ, they are carried over first", generation, len(wrong))
        return len(wrong)
    actions = [{"add": {"index": generation.name, "alias": alias()}}]
    actions += [{"remove": {"index": old, "alias": alias()}} for old in _under_the_alias() if old != generation.name]
    writing.run(lambda: client().indices.update_aliases(actions=actions))
    Generation.objects.filter(state=State.LIVE).update(state=State.OLD, changed_at=now())
    Generation.objects.filter(pk=generation.pk).update(state=State.LIVE, changed_at=now())
    log.info("%s is live", generation.name)
    return 1


def _under_the_alias() -> list[str]:
    try:
        return list(writing.run(lambda: client().indices.get_alias(name=alias())))
    except NotFoundError:
        return []


def _documents_of(generation: Generation) -> Iterator[tuple[int, str, str]]:
    """(entry, id, stamp) of every document, by rising entry: one point in time, page by page."""
    try:
        point = writing.run(lambda: client().open_point_in_time(index=generation.name, keep_alive="2m"))["id"]
    except NotFoundError as error:
        raise writing.refused(error) from error
    search = Search(doc_type=EntryDocument).source(["stamp"]).sort({"entry": "asc"}, {"_shard_doc": "asc"})
    after: list[int] | None = None
    try:
        while True:
            page = search.extra(size=AT_ONCE * 2, track_total_hits=False, pit={"id": point, "keep_alive": "2m"})
            page = (page.extra(search_after=after) if after else page).using(client())
            hits = writing.run(page.execute).to_dict()["hits"]["hits"]
            for hit in hits:
                yield hit["sort"][0], hit["_id"], hit["_source"]["stamp"]
            if not hits:
                return
            after = hits[-1]["sort"]
    finally:
        writing.run(lambda: client().close_point_in_time(id=point))


def _stamps(generation: Generation) -> Iterator[tuple[int, str, str]]:
    """The same of what there should be."""
    waiting = iter(entries().order_by("pk").iterator(AT_ONCE))
    while some := list(islice(waiting, AT_ONCE)):
        made = sources(some, generation.model)
        for entry in some:
            its = document_id(entry["kind"], entry["key"])
            yield entry["id"], its, made[its]["stamp"]


def _name(document: str) -> Name:
    kind, _colon, key = document.partition(":")
    return kind, key
