"""All vectors of the site in one file of bytes, mapped by every process and looked through whole.

The table `Vector` is the truth, the file a copy for speed: rows of 8 bytes (the vector's id) and the vector itself, one
signed byte a number, by rising id. Only workers write it, one at a time; readers see as many whole rows as there are.
100,000 rows of 384 numbers take 40 MB and 6 ms.
"""

import fcntl
import mmap
import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from django.conf import settings

from ..models import Vector
from .embedders import DIMENSIONS, embedder

SCALE = 127
AT_ONCE = 2_000  # rows


def as_bytes(vector: np.ndarray) -> bytes:
    return np.rint(np.clip(vector, -1, 1) * SCALE).astype(np.int8).tobytes()


class File:
    """The vectors of one model. Safe to use from many threads: what is mapped never changes, it is only replaced."""

    def __init__(self, path: Path, dimensions: int = DIMENSIONS) -> None:
        self.path, self.dimensions = path, dimensions
        self.row = np.dtype([("id", "<i8"), ("vector", "i1", (dimensions,))])
        self._mapped: tuple[tuple[int, int], np.ndarray] = ((0, 0), np.empty(0, dtype=self.row))

    def nearest(self, vector: np.ndarray, most: int) -> list[tuple[int, float]]:
        """(id of a vector, cosine), the nearest first."""
        rows = self._rows()
        if not len(rows):
            return []
        cosines = self._cosines(vector, rows["vector"])
        best = np.argpartition(-cosines, min(most, len(cosines) - 1))[:most]
        best = best[np.argsort(-cosines[best])]
        return [(int(rows["id"][row]), float(cosines[row])) for row in best]

    def cosines(self, vector: np.ndarray, ids: Sequence[int]) -> dict[int, float]:
        """id → cosine, of those that are in the file."""
        rows = self._rows()
        wanted = np.array(sorted(ids), dtype=np.int64)
        places = np.searchsorted(rows["id"], wanted)
        places = places[places < len(rows)]
        places = places[np.isin(rows["id"][places], wanted)]
        if not len(places):
            return {}
        cosines = self._cosines(vector, np.ascontiguousarray(rows["vector"][places]))
        return {int(rows["id"][row]): float(cosine) for row, cosine in zip(places, cosines, strict=True)}

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

    def _cosines(self, vector: np.ndarray, among: np.ndarray) -> np.ndarray:
        import numkong

        asked = np.frombuffer(as_bytes(vector), dtype=np.int8).reshape(1, self.dimensions)
        return 1 - np.asarray(numkong.cdist(asked, among, metric="angular"))[0]

    def _last(self, size: int) -> int:
        if size < self.row.itemsize:
            return 0
        with self.path.open("rb") as file:
            file.seek(size - self.row.itemsize)
            return int.from_bytes(file.read(8), "little")

    def _rows(self) -> np.ndarray:
        """All whole rows; mapped anew when the file has grown or was replaced. One look, so that threads agree."""
        seen, rows = self._mapped
        try:
            state = self.path.stat()
        except FileNotFoundError:
            return rows
        count = state.st_size // self.row.itemsize
        if (state.st_ino, count) == seen or not count:
            return rows
        with self.path.open("rb") as file:
            mapped = mmap.mmap(file.fileno(), count * self.row.itemsize, access=mmap.ACCESS_READ)
        rows = np.frombuffer(mapped, dtype=self.row)
        self._mapped = ((state.st_ino, count), rows)
        return rows


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
