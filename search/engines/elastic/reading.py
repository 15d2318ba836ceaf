"""What the server proposes. Facts, words and order come from the database: nothing stale or gone is ever shown."""

import logging
import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from elasticsearch import BadRequestError, NotFoundError
from elasticsearch_dsl import Q, Search

from ...clock import now
from ...documents import Query
from ...errors import EngineAway
from ...meaning.vectors import as_bytes
from ...models import ServerItem
from ...ranking import Candidate
from .. import database
from ..base import Engine, Phrase, Worth, labels
from .client import PATIENCE, client, reading
from .documents import EntryDocument, alias

if TYPE_CHECKING:
    import numpy as np

log = logging.getLogger(__name__)
BEHIND = timedelta(seconds=30)  # a copy that is older than this is not asked
LOOK_AGAIN = 5.0  # seconds
MOST_BEGINNINGS = 1_000
NUMBER_OF_CANDIDATES = 3  # times as many vectors are looked at as are wanted


class ElasticEngine(Engine):
    """One search: all its requests together take PATIENCE at most. Raises EngineAway."""

    def __init__(self) -> None:
        self._until = time.monotonic() + PATIENCE
        self._total: int | None = None

    def counts(self, tokens: Collection[str]) -> dict[str, int]:
        wanted = list(tokens)
        search = self._search().extra(size=0, track_total_hits=True)
        if wanted:
            filters = {str(nth): _holding(token) for nth, token in enumerate(wanted)}
            search.aggs.bucket("of", "filters", filters=filters)
        found = self._ask(search).to_dict()
        self._total = int(found["hits"]["total"]["value"])
        return {
            token: found["aggregations"]["of"]["buckets"][str(nth)]["doc_count"] for nth, token in enumerate(wanted)
        }

    def total(self) -> int:
        if self._total is None:
            self.counts([])
        return self._total or 0

    def having(
        self, alternatives: Sequence[Collection[str]], query: Query, limit: int, *, roughly: bool = False
    ) -> list[int]:
        wanted = [Q("terms", words=list(words)) for words in alternatives]
        return self._newest(self._narrowed(query, wanted), limit)

    def phrases(self, wanted: Sequence[Phrase], query: Query, limit: int, *, roughly: bool = False) -> list[int]:
        return self._newest(self._narrowed(query, [_phrase(phrase) for phrase in wanted]), limit)

    def adding_up(
        self, worths: Sequence[Worth], query: Query, *, limit: int, deepest: int, roughly: bool = False
    ) -> list[int]:
        """Here every entry is looked at."""
        should = [Q("constant_score", filter=_one_of(tokens), boost=worth) for tokens, worth in worths if worth > 0]
        if not should:
            return []
        search = self._search().query("bool", should=should, filter=_narrowing(query), minimum_should_match=1)
        return self._found(search.sort({"_score": "desc"}, {"entry": "desc"}), limit)

    def near(self, vector: "np.ndarray", query: Query, limit: int, *, of_kind: str = "") -> list[Candidate]:
        """The server narrows while it looks, so that `of_kind` changes nothing."""
        asked = memoryview(as_bytes(vector)).cast("b").tolist()
        most = limit * NUMBER_OF_CANDIDATES
        search = self._search().knn(
            "vector", limit, most, query_vector=asked, filter=Q("bool", filter=_narrowing(query))
        )
        try:
            found = self._found(search.sort({"_score": "desc"}, {"entry": "desc"}), limit)
        except EngineAway:
            if reading.is_open:
                raise
            return super().near(vector, query, limit)  # its vectors are of another model; the next generation has ours
        return self.fetch(found, query)

    def fetch(self, ids: Collection[int], query: Query, *, words: bool = True) -> list[Candidate]:
        return database().fetch(ids, query, words=words)

    def _search(self) -> Search:
        return Search(index=alias(), doc_type=EntryDocument).source(False)

    def _narrowed(self, query: Query, wanted: list[Any]) -> Search:
        return self._search().query("bool", filter=[*_narrowing(query), *wanted])

    def _newest(self, search: Search, limit: int) -> list[int]:
        return self._found(search.sort({"entry": "desc"}), limit)

    def _found(self, search: Search, limit: int) -> list[int]:
        """The last thing by which is sorted is the id."""
        found = self._ask(search.extra(size=limit, track_total_hits=False))
        return [hit["sort"][-1] for hit in found.to_dict()["hits"]["hits"]]

    def _ask(self, search: Search) -> Any:
        try:
            return reading.run(lambda: self._answer(search))
        except BadRequestError as error:
            log.warning("Elasticsearch refuses a search: %s", error.error)
            raise EngineAway("it refuses this search") from error

    def _answer(self, search: Search) -> Any:
        left = self._until - time.monotonic()
        if left <= 0:
            raise EngineAway("it is slow")
        try:
            return search.using(client(left)).execute()
        except NotFoundError as error:
            raise EngineAway("there is no index yet") from error


def is_usable() -> bool:
    """Whether searches go to the server now."""
    return not reading.is_open and not _is_behind()


@dataclass
class _Seen:
    looked_at: float = -LOOK_AGAIN
    is_behind: bool = False


_seen = _Seen()


def _is_behind() -> bool:
    """Changes wait for longer than they should: the server is read-only or full, or no worker runs."""
    if time.monotonic() - _seen.looked_at > LOOK_AGAIN:
        waiting = ServerItem.objects.filter(attempts=0, noted_at__lt=now() - BEHIND)
        _seen.is_behind, _seen.looked_at = waiting.exists(), time.monotonic()
    return _seen.is_behind


def _narrowing(query: Query) -> list[Any]:
    narrowing = [Q("terms", words=words) for words in labels(query)]
    days = {how: day.isoformat() for how, day in (("gte", query.since), ("lt", query.until)) if day}
    if days:
        narrowing.append(Q("range", at=days))
    if query.box:
        south, west, north, east = _on_earth(query.box)
        corners = {"top_left": {"lat": north, "lon": west}, "bottom_right": {"lat": south, "lon": east}}
        narrowing.append(Q("geo_bounding_box", place=corners))
    return narrowing


def _on_earth(box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """A circle at the edge of the map reaches beyond it."""
    south, west, north, east = box
    return max(south, -90.0), max(west, -180.0), min(north, 90.0), min(east, 180.0)


def _one_of(tokens: Sequence[str]) -> Any:
    return _holding(tokens[0]) if len(tokens) == 1 else Q("terms", words=list(tokens))


def _holding(token: str) -> Any:
    return Q("term", pairs=token[1:]) if token[0] == "=" else Q("term", words=token)


def _phrase(phrase: Phrase) -> Any:
    how = {"query": " ".join(phrase.parts)}
    if phrase.is_beginning:
        letters = Q("match_phrase_prefix", pairs=how | {"max_expansions": MOST_BEGINNINGS})
    else:
        letters = Q("match_phrase", pairs=how)
    if not phrase.groups:
        return letters
    return letters | Q("bool", filter=[Q("terms", words=words) for words in phrase.groups])


def forget() -> None:
    """Look anew with the next search."""
    _seen.looked_at, _seen.is_behind = -LOOK_AGAIN, False
