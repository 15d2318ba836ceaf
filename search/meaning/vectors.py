"""All vectors of the site in one file of bytes, mapped by every process and looked through whole.

The table `Vector` is the truth, the file a copy for speed: rows of 8 bytes (the vector's id) and the vector itself, one
signed byte a number, by rising id. Only workers write it, one at a time; readers see as many whole rows as there are.
100,000 rows of 384 numbers take 40 MB and 4 ms.
"""

import fcntl
import mmap
import os
import threading
import time
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from django.conf import settings
from django.db import connection

from ..models import Vector
from .embedders import DIMENSIONS, embedder

SCALE = 127
AT_ONCE = 2_000  # rows
MOST_KEPT = 500  # questions, 4 KB each
FRESH = 600.0  # seconds for which what is gone may stay in the list of a kind
OF_KIND = """
    SELECT DISTINCT v.id FROM search_entry e JOIN search_vector v ON v.digest = e.digest AND v.model = %s
    WHERE e.kind = %s AND v.id > %s ORDER BY v.id
"""
Nearest = tuple[tuple[int, int], np.ndarray, np.ndarray]  # as the file then was: ids and cosines, the nearest first


def as_bytes(vector: np.ndarray) -> bytes:
    return np.rint(np.clip(vector, -1, 1) * SCALE).astype(np.int8).tobytes()


@dataclass(frozen=True)
class Rows:
    """The file as this process sees it; ids and lengths lie together beside it, since every search needs them all."""

    state: tuple[int, int]  # which file it is, and how many rows it has
    vectors: np.ndarray
    ids: np.ndarray
    lengths: np.ndarray

    def grown(self, state: tuple[int, int], rows: np.ndarray) -> Self:
        """With what has come since; another file is read from its beginning."""
        known = len(self.ids) if state[0] == self.state[0] and state[1] >= self.state[1] else 0
        more = rows["vector"][known:]
        lengths = np.sqrt(_compared(np.zeros(more.shape[1], np.int8), more, "sqeuclidean"))
        ids = np.concatenate([self.ids[:known], rows["id"][known:]])
        return type(self)(state, rows["vector"], ids, np.concatenate([self.lengths[:known], lengths]))

    def places(self, ids: np.ndarray) -> np.ndarray:
        """Where these ids (rising) stand; those that are not there are left out."""
        places = np.searchsorted(self.ids, ids)
        places = places[places < len(self.ids)]
        return places[self.ids[places] == ids[: len(places)]]

    def cosines(self, vector: np.ndarray, places: np.ndarray | slice) -> np.ndarray:
        if isinstance(places, np.ndarray) and not len(places):
            return np.empty(0, np.float32)
        asked = np.frombuffer(as_bytes(vector), dtype=np.int8)
        lengths = self.lengths[places] * np.linalg.norm(asked.astype(np.float32))
        return _compared(asked, self.vectors[places], "dot") / np.maximum(lengths, 1)


@dataclass
class _OfKind:
    file: int
    at: float
    ids: np.ndarray


class File:
    """The vectors of one model. Safe to use from many threads: what is mapped never changes, it is only replaced."""

    def __init__(self, path: Path, dimensions: int = DIMENSIONS) -> None:
        self.path, self.dimensions = path, dimensions
        self.row = np.dtype([("id", "<i8"), ("vector", "i1", (dimensions,))])
        none = np.empty(0, dtype=self.row)
        self._mapped = Rows((0, 0), none["vector"], none["id"], np.empty(0, np.float32))
        self._asked: OrderedDict[tuple[bytes, int], Nearest] = OrderedDict()
        self._kinds: dict[str, _OfKind] = {}
        self._lock = threading.Lock()

    def nearest(self, vector: np.ndarray, most: int) -> list[tuple[int, float]]:
        """(id of a vector, cosine), the nearest first.

        The same is asked again by who turns a page or narrows: then only what has come since is looked at.
        """
        rows, name = self._rows(), (as_bytes(vector), most)
        (file, count), ids, cosines = self._asked.get(name, ((0, 0), np.empty(0, np.int64), np.empty(0, np.float32)))
        if file != rows.state[0]:
            count, ids, cosines = 0, ids[:0], cosines[:0]
        if count < len(rows.ids):
            ids = np.concatenate([ids, rows.ids[count:]])
            cosines = np.concatenate([cosines, rows.cosines(vector, slice(count, None))])
            best = np.argpartition(cosines, max(len(cosines) - most, 0))[-most:]
            best = best[np.argsort(-cosines[best], kind="stable")]
            ids, cosines = ids[best], cosines[best]
            self._keep(name, (rows.state, ids, cosines))
        return list(zip(ids.tolist(), cosines.tolist(), strict=True))

    def nearest_of(self, kind: str, vector: np.ndarray, most: int) -> list[tuple[int, float]]:
        """The same among the entries of one kind: a hundred thousand posts would leave hardly an offer in the first."""
        rows = self._rows()
        places = rows.places(self._ids_of(kind, rows))
        cosines = rows.cosines(vector, places)
        best = np.argpartition(cosines, max(len(cosines) - most, 0))[-most:] if len(cosines) else places
        best = best[np.argsort(-cosines[best], kind="stable")]
        return list(zip(rows.ids[places[best]].tolist(), cosines[best].tolist(), strict=True))

    def cosines(self, vector: np.ndarray, ids: Sequence[int]) -> dict[int, float]:
        """id → cosine, of those that are in the file."""
        rows = self._rows()
        places = rows.places(np.array(sorted(ids), dtype=np.int64))
        return dict(zip(rows.ids[places].tolist(), rows.cosines(vector, places).tolist(), strict=True))

    def _ids_of(self, kind: str, rows: Rows) -> np.ndarray:
        """Of vectors of that kind, rising. What is gone may still be there; what has come since is read each time."""
        known = self._kinds.get(kind)
        if known is None or known.file != rows.state[0] or time.monotonic() - known.at > FRESH:
            known = _OfKind(rows.state[0], time.monotonic(), np.empty(0, np.int64))
        last = int(known.ids[-1]) if len(known.ids) else 0
        with connection.cursor() as cursor:
            cursor.execute(OF_KIND, [embedder().name, kind, last])
            more = [row[0] for row in cursor.fetchall()]
        known.ids = np.concatenate([known.ids, np.array(more, dtype=np.int64)])
        self._kinds[kind] = known
        return known.ids

    def catch_up(self) -> int:
        """Append what the table has and the file has not; returns how many rows. For workers."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("ab") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            file.truncate(file.tell() // self.row.itemsize * self.row.itemsize)  # a row that was cut off by a crash
            last = self._last(file.tell())
            new = Vector.objects.filter(model=embedder().name, pk__gt=last).order_by("pk").values_list("pk", "data")
            count = 0
            for pk, data in new.iterator(AT_ONCE):
                if len(data) == self.dimensions:
                    file.write(int(pk).to_bytes(8, "little") + bytes(data))
                    count += 1
        return count

    def make_anew(self) -> int:
        """The file without rows that are no longer in the table; readers go over to it with their next search."""
        new = File(self.path.with_suffix(".new"), self.dimensions)
        new.path.unlink(missing_ok=True)
        count = new.catch_up()
        os.replace(new.path, self.path)
        return count

    def _keep(self, name: tuple[bytes, int], found: Nearest) -> None:
        with self._lock:
            self._asked[name] = found
            self._asked.move_to_end(name)
            while len(self._asked) > MOST_KEPT:
                self._asked.popitem(last=False)

    def _last(self, size: int) -> int:
        if size < self.row.itemsize:
            return 0
        with self.path.open("rb") as file:
            file.seek(size - self.row.itemsize)
            return int.from_bytes(file.read(8), "little")

    def _rows(self) -> Rows:
        """All whole rows; mapped anew when the file has grown or was replaced. One look, so that threads agree."""
        seen = self._mapped
        try:
            found = self.path.stat()
        except FileNotFoundError:
            return seen
        state = (found.st_ino, found.st_size // self.row.itemsize)
        if state == seen.state or not state[1]:
            return seen
        with self.path.open("rb") as file:
            mapped = mmap.mmap(file.fileno(), state[1] * self.row.itemsize, access=mmap.ACCESS_READ)
        self._mapped = seen.grown(state, np.frombuffer(mapped, dtype=self.row))
        return self._mapped


def _compared(vector: np.ndarray, among: np.ndarray, metric: str) -> np.ndarray:
    import numkong

    return np.asarray(numkong.cdist(vector.reshape(1, -1), among, metric=metric, threads=1), dtype=np.float32)[0]


def site_file() -> File:
    """The file of this site's model."""
    name = embedder().name
    if name not in _files:
        known = Vector.objects.filter(model=name).values_list("data", flat=True).first()
        if known is None:
            return File(_path(name))
        _files[name] = File(_path(name), len(known))
    return _files[name]


_files: dict[str, File] = {}


def _path(name: str) -> Path:
    plain = "".join(letter if letter.isalnum() else "-" for letter in name)
    return Path(settings.SEARCH_FILES) / f"vectors-{plain}.bin"
