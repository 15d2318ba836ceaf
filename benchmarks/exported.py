"""The server's side of `export`: `python -m benchmarks.exported COUNT`, in a database of its own."""

import http.client
import json
import os
import sys
import threading
import time
from typing import Any

from .measure import cpu_ms, process_cpu, pss_mb
from .ours import fill  # Django is ready from here on
from .serving import served

PORT, READ = 8765, 256 * 1024
MARK = b"/issues/"  # once a post, in its address
FORMS = ("csv", "jsonl", "geojson")


def main() -> None:
    fill(int(sys.argv[1]))
    with served("mycomi.asgi:application", dict(os.environ), PORT) as pid:
        _download(pid, "/data/issues.jsonl?ward=27127")  # everything loaded once
        result = {form: _download(pid, f"/data/issues.{form}") for form in FORMS}
    print(json.dumps(result | {"share": {"ms": _picture()}}))


def _download(pid: int, path: str) -> dict[str, Any]:
    """One file, read as fast as it comes, with the server's CPU seconds and its largest memory meanwhile."""
    memory, going = Memory(pid), process_cpu(pid)
    begun, size, rows, tail = time.perf_counter(), 0, 0, b""
    connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=120)
    connection.request("GET", path, headers={"Host": "localhost"})
    answer = connection.getresponse()
    piece = answer.read(1)
    first = time.perf_counter() - begun
    with memory:
        while piece:
            size, rows = size + len(piece), rows + (tail + piece).count(MARK)
            tail, piece = piece[1 - len(MARK) :], answer.read(READ)
    took = time.perf_counter() - begun
    connection.close()
    return {
        "rows": rows,
        "mb": round(size / 1e6),
        "seconds": round(took, 2),
        "cpu": process_cpu(pid) - going,
        "first_ms": round(first * 1000, 1),
        "grown": round(memory.most - memory.before, 1),
    }


class Memory:
    """Watches how much a process holds, from its making on."""

    def __init__(self, pid: int) -> None:
        self.pid, self.before = pid, pss_mb(pid)
        self.most, self._watching = self.before, False

    def __enter__(self) -> "Memory":
        self._watching = True
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._watching = False
        self._thread.join()

    def _watch(self) -> None:
        while self._watching:
            self.most = max(self.most, pss_mb(self.pid))
            time.sleep(0.1)


def _picture() -> float:
    from community.issues.models import Issue
    from community.opendata.share import Content, draw

    content = Content.of(Issue.objects.public().latest("number"))
    return cpu_ms(lambda: draw(content), times=20)


if __name__ == "__main__":
    main()
