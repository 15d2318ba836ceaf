"""All posts of an address as a file: CSV for spreadsheets, GeoJSON for maps, JSON lines for programs.

    batch of rows ──▶ one piece of the file ──▶ the gate sends it as fast as the reader takes it

A piece is made on a thread, the waiting for the reader holds none. Nothing here may ask for the language of the
request: the next piece may be made on another thread.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from community.core.csvcells import BOM, lines
from community.issues.columns import COLUMNS, Words, batches, row
from community.issues.querysets import IssueQuerySet

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
NAMES = tuple(COLUMNS)
LAT, LNG = NAMES.index("lat"), NAMES.index("lng")
to_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode
Rows = Iterable[list[Any]]


def csv_pieces(issues: IssueQuerySet, *, site: str, words: Words) -> Iterator[str]:
    """With headers in the language of its words."""
    yield BOM + lines([list(COLUMNS.values()) if words.for_people else NAMES])
    for rows in _rows(issues, site, words):
        yield lines(rows)


def jsonl_pieces(issues: IssueQuerySet, *, site: str, words: Words) -> Iterator[str]:
    for rows in _rows(issues, site, words):
        yield "".join([to_json(dict(zip(NAMES, each, strict=True))) + "\n" for each in rows])


def geojson_pieces(issues: IssueQuerySet, *, site: str, words: Words) -> Iterator[str]:
    """One FeatureCollection (RFC 7946); a post without a place has no geometry."""
    yield f'{{"type":"FeatureCollection","license":"{LICENCE}","features":['
    before = "\n"
    for rows in _rows(issues, site, words):
        yield before + ",\n".join([to_json(_feature(each)) for each in rows])
        before = ",\n"
    yield "\n]}\n"


def _feature(facts: list[Any]) -> dict[str, Any]:
    lat, lng = facts[LAT], facts[LNG]
    point = None if lat is None or lng is None else {"type": "Point", "coordinates": [lng, lat]}
    return {"type": "Feature", "id": facts[0], "geometry": point, "properties": dict(zip(NAMES, facts, strict=True))}


def _rows(issues: IssueQuerySet, site: str, words: Words) -> Iterator[Rows]:
    for batch in batches(issues):
        yield [row(facts, site=site, words=words) for facts in batch]


@dataclass(frozen=True)
class Format:
    content_type: str
    pieces: Callable[..., Iterator[str]]


FORMATS = {
    "csv": Format("text/csv; charset=utf-8; header=present", csv_pieces),
    "geojson": Format("application/geo+json", geojson_pieces),
    "jsonl": Format("application/x-ndjson; charset=utf-8", jsonl_pieces),
}
