"""What the server holds: one document for one entry, and the template that every generation is made from."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from elasticsearch_dsl import Date, DenseVector, Document, GeoPoint, Keyword, Long, MetaField, Text, mapped_field

from ...meaning.embedders import embedder
from ...models import Entry, Vector

MAPPING = 1  # raise it when the document changes: the worker then makes another generation
STORED = ("id", "kind", "key", "words", "pairs", "at", "lat", "lng", "digest")
KEEPS_WHAT_IS_GONE = "1h"  # so long a deleted document's version is known to a write that comes late


class EntryDocument(Document):
    """An `Entry` on the server. It was analysed here: `words` are exact, `pairs` are looked for in a row."""

    entry: int = mapped_field(Long())
    kind: str = mapped_field(Keyword())
    words: list[str] = mapped_field(Keyword())
    pairs: str = mapped_field(Text(analyzer="whitespace", norms=False))
    at: datetime = mapped_field(Date())
    place: dict[str, float] = mapped_field(GeoPoint())
    stamp: str = mapped_field(Keyword(index=False))
    vector: list[int] = mapped_field(  # as many numbers as the first one has
        DenseVector(element_type="byte", index=True, similarity="cosine", index_options={"type": "hnsw"})
    )

    class Meta:
        dynamic = MetaField("strict")

    class Index:
        name = "mycomi"
        settings = {
            "number_of_shards": 1,
            "auto_expand_replicas": "0-1",
            "refresh_interval": "1s",
            "gc_deletes": KEEPS_WHAT_IS_GONE,
        }


def alias() -> str:
    """The name under which the generation in use is asked."""
    return str(settings.ELASTICSEARCH_INDEX)


def template() -> dict[str, Any]:
    """The composable template of this site's generations, for `indices.put_index_template`."""
    made = EntryDocument._index.as_composable_template(alias(), pattern=f"{alias()}-2*", priority=500)
    return made.to_dict()


def document_id(kind: str, key: str) -> str:
    return f"{kind}:{key}"


def sources(entries: Iterable[dict[str, Any]], model: str) -> dict[str, dict[str, Any]]:
    """What the server is to hold of these entries (`STORED`), by its id; with vectors where they are of `model`."""
    entries = list(entries)
    vectors = _vectors([entry["digest"] for entry in entries], model)
    return {document_id(entry["kind"], entry["key"]): _source(entry, vectors.get(entry["digest"])) for entry in entries}


def entries(*which: Any, **also: Any) -> QuerySet[Entry, dict[str, Any]]:
    return Entry.objects.filter(*which, **also).values(*STORED)


def _vectors(digests: list[str], model: str) -> dict[str, bytes]:
    if model == "none" or model != embedder().name:
        return {}
    return dict(Vector.objects.filter(model=model, digest__in=digests).values_list("digest", "data"))


def _source(entry: dict[str, Any], vector: bytes | None) -> dict[str, Any]:
    source = {
        "entry": entry["id"],
        "kind": entry["kind"],
        "words": entry["words"].split(" "),
        "pairs": entry["pairs"],
        "at": entry["at"].isoformat(),
        "stamp": _stamp(entry, vector),
    }
    if entry["lat"] is not None and entry["lng"] is not None:
        source["place"] = {"lat": entry["lat"], "lon": entry["lng"]}
    if vector is not None and any(vector):
        source["vector"] = memoryview(bytes(vector)).cast("b").tolist()
    return source


def _stamp(entry: dict[str, Any], vector: bytes | None) -> str:
    """Two documents that differ in anything have two stamps."""
    said = repr([entry[name] for name in STORED] + [vector is not None])
    return hashlib.blake2b(said.encode("utf-8", "replace"), digest_size=12).hexdigest()
