"""How near entries are in meaning to what was asked."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

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

    def entries(self, most: int) -> list[int]:
        """Ids of the nearest entries, in no order."""
        ids = [pk for pk, _cosine in site_file().nearest(self.vector, most)]
        digests = Vector.objects.filter(pk__in=ids).values("digest")
        return list(Entry.objects.filter(digest__in=digests).values_list("pk", flat=True)[: most * EXTRA])

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
