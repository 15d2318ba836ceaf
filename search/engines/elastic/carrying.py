"""Changes go to the server: the worker reads the present entries and writes them in one piece to every generation.

Only one worker at a time (`Engine.alone`), and every batch has a higher version than the one before, noted before it is
sent: a batch that the server executes late, after its sender gave up, cannot undo a later one.
"""

import logging
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q
from elasticsearch import ApiError, helpers

from ...errors import EngineAway
from ...models import Generation, ServerItem
from .. import database
from . import generations
from .client import client, writing
from .documents import document_id, entries, sources

log = logging.getLogger(__name__)
AT_ONCE = 500
DONE, BLOCKED = (200, 201, 404, 409), (403, 429)  # 409: it holds something newer; blocked: read-only, full or too busy
Name = tuple[str, str]


def drain(most: int = AT_ONCE) -> int:
    """Carries up to `most` changes, or goes on with a generation that is being made; returns how many documents."""
    if writing.is_open:
        return 0
    with database().alone("elastic") as is_alone:
        if not is_alone:
            return 0
        try:
            return _carry(most) or generations.go_on()
        except EngineAway:
            return 0  # the breaker has said why; nothing is lost
        except ApiError as error:  # an index that somebody deleted, a template that another site's overlaps
            writing.refused(error)
            return 0


def write(targets: Sequence[Generation], names: Sequence[Name]) -> set[Name]:
    """Make these generations say what the entries say; returns the names for which one did not. Raises EngineAway."""
    if not targets or not names:
        return set()
    version = _next_version(targets)
    operations = [it for target in targets for it in _operations(target, names, version)]
    failed, ids = set(), {document_id(*name): name for name in names}
    for is_well, answer in writing.run(lambda: _sent(operations)):
        ((_how, about),) = answer.items()
        if is_well or about["status"] in DONE:
            continue
        log.error("%s cannot be put on the search server: %s", about["_id"], about.get("error", {}).get("type"))
        failed.add(ids[about["_id"]])
    return failed


def _carry(most: int) -> int:
    items = list(ServerItem.objects.due().order_by("id")[:most])
    names = list(dict.fromkeys((item.kind, item.key) for item in items))
    failed = write(generations.kept_up(), names)
    done = [item.pk for item in items if (item.kind, item.key) not in failed]
    ServerItem.objects.filter(pk__in=done).delete()
    well = [name for name in names if name not in failed]
    if well:  # what failed before stands there rightly now
        ServerItem.objects.filter(_of(well), attempts__gt=0).delete()
    ServerItem.objects.try_later([item for item in items if (item.kind, item.key) in failed])
    return len(items)


def _operations(target: Generation, names: Sequence[Name], version: int) -> Iterable[dict[str, Any]]:
    about = {"_index": target.name, "version": version, "version_type": "external"}
    documents = sources(entries(_of(names)), target.model)
    for name in names:
        its = document_id(*name)
        if its in documents:
            yield about | {"_op_type": "index", "_id": its, "_source": documents[its]}
        else:
            yield about | {"_op_type": "delete", "_id": its}


def _of(names: Sequence[Name]) -> Q:
    keys: dict[str, list[str]] = defaultdict(list)
    for kind, key in names:
        keys[kind].append(key)
    wanted = Q()
    for kind, some in keys.items():
        wanted |= Q(kind=kind, key__in=some)
    return wanted


def _sent(operations: Iterable[dict[str, Any]]) -> list[tuple[bool, dict[str, Any]]]:
    """How each of them went. Raises EngineAway when the server takes no writes now."""
    answers = list(helpers.streaming_bulk(client(), operations, chunk_size=AT_ONCE, raise_on_error=False))
    for _is_well, answer in answers:
        ((_how, about),) = answer.items()
        if about["status"] in BLOCKED:
            raise EngineAway(str(about.get("error", {}).get("reason", "it takes no writes"))[:200])
    return answers


def _next_version(targets: Sequence[Generation]) -> int:
    """Rising, whatever copy of the database was restored meanwhile: the clock goes on."""
    version = max(int(time.time() * 1000), *(target.version + 1 for target in targets))
    Generation.objects.filter(pk__in=[target.pk for target in targets]).update(version=version)
    for target in targets:
        target.version = version
    return version
