"""How near entries are in meaning to what was asked."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from ..documents import Query
from ..models import Entry, Vector
from ..ranking import Candidate
from .asking import vector_of
from .embedders import embedder
from .vectors import site_file

EXTRA = 3  # times as many vectors as entries are wanted: some entries will not fit


@dataclass(frozen=True)
class Nearness:
    """All distances from one vector."""

    vector: np.ndarray

    def entries(self, query: Query, most: int) -> list[int]:
        """Ids of up to `most` of the nearest entries of the query's kinds, in no order."""
        place = {pk: nth for nth, (pk, _cosine) in enumerate(site_file().nearest(self.vector, most * EXTRA))}
        vectors = dict(Vector.objects.filter(pk__in=place).values_list("digest", "pk"))
        entries = Entry.objects.filter(digest__in=vectors)
        if query.kinds:
            entries = entries.filter(kind__in=query.kinds)
        if query.public_only:
            entries = entries.filter(public=True)
        found = sorted((place[vectors[digest]], pk) for pk, digest in entries.values_list("pk", "digest"))
        return [pk for _place, pk in found[:most]]

    def known(self, candidates: Iterable[Candidate]) -> list[Candidate]:
        """The same candidates with their cosines, where their meaning is known."""
        candidates = list(candidates)
        digest_of = dict(Entry.objects.filter(pk__in=[it.id for it in candidates]).values_list("pk", "digest"))
        vector_of_digest = dict(
            Vector.objects.filter(model=embedder().name, digest__in=set(digest_of.values())).values_list("digest", "pk")
        )
        cosines = site_file().cosines(self.vector, list(vector_of_digest.values()))
        return [replace(it, cosine=cosines.get(vector_of_digest.get(digest_of.get(it.id, ""), 0))) for it in candidates]


def of(words: str) -> Nearness | None:
    """None when meaning cannot be asked now."""
    vector = vector_of(words)
    return None if vector is None else Nearness(vector)
