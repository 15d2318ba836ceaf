"""How near entries are in meaning to what was asked."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from ..ranking import Candidate
from .asking import vector_of
from .vectors import site_file


@dataclass(frozen=True)
class Nearness:
    """All distances from one vector."""

    vector: np.ndarray

    def known(self, candidates: Iterable[Candidate]) -> list[Candidate]:
        """The candidates with their cosines, where their meaning is known."""
        candidates = list(candidates)
        unknown = [it for it in candidates if it.vector and it.cosine is None]
        cosines = site_file().cosines(self.vector, [it.vector for it in unknown if it.vector])
        for it in unknown:
            it.cosine = cosines.get(it.vector or 0)
        return candidates


def of(words: str) -> Nearness | None:
    """None when meaning cannot be asked now."""
    vector = vector_of(words)
    return None if vector is None else Nearness(vector)
