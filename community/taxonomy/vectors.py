"""Vectors of texts that come with the product: made once beside whoever asks, and kept in a file for all processes."""

import hashlib
import os
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from django.conf import settings

from search.meaning.embedders import Embedder, embedder

_pool = ThreadPoolExecutor(1, "vectors")


@dataclass
class Vectors:
    """Of one owner, by names of its own."""

    _made: dict[tuple[str, str], "Future[np.ndarray]"] = field(default_factory=dict)

    def of(self, name: str, make: Callable[[Embedder], np.ndarray], *, wait: bool = False) -> np.ndarray | None:
        """What `make` makes with this site's model, a row each; None without one, and while it is still being made."""
        by = embedder()
        if not by.is_there:
            return None
        if (name, by.name) not in self._made:
            self._made[name, by.name] = _pool.submit(make, by)
        made = self._made[name, by.name]
        if not wait and not made.done():
            return None
        if made.exception():  # a server that did not answer is asked again with the next text
            self._made.pop((name, by.name), None)
            return None
        return made.result()


def kept(model: str, texts: Sequence[str], make: Callable[[Sequence[str]], Sequence[np.ndarray]]) -> np.ndarray:
    """From the file that some process of this machine made before, or made now, which takes a while."""
    state = hashlib.blake2b("\n".join((model, *texts)).encode(), digest_size=8).hexdigest()
    path = Path(settings.SEARCH_FILES) / f"codes-{state}.f32"
    if path.exists():
        return np.fromfile(path, dtype=np.float32).reshape(len(texts), -1)
    rows = np.ascontiguousarray(make(texts), dtype=np.float32)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(f".{os.getpid()}")
    part.write_bytes(rows.tobytes())
    os.replace(part, path)
    return rows
