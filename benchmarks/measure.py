"""Measuring: CPU time of a call in this process, of a running process, and rows of results."""

import os
import platform
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any


@dataclass
class Row:
    """One figure. `ok` compares it with its limit; `ratio` is to the peer measured in the same run."""

    what: str
    value: float
    unit: str
    limit: str = ""
    peer: str = ""
    ratio: float | None = None
    ok: bool | None = None


def cpu_ms(call: Callable[[], Any], *, times: int = 60, warm: int = 5) -> float:
    """The median CPU milliseconds of one call."""
    for _n in range(warm):
        call()
    spent = []
    for _n in range(times):
        begun = time.process_time_ns()
        call()
        spent.append((time.process_time_ns() - begun) / 1e6)
    return round(statistics.median(spent), 3)


def process_cpu(pid: int) -> float:
    """CPU seconds a process has used so far (10 ms steps)."""
    with open(f"/proc/{pid}/stat") as stat:
        fields = stat.read().rpartition(") ")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def pss_mb(pid: int) -> float:
    """Memory of a process in MB, shared pages counted by their share."""
    with open(f"/proc/{pid}/smaps_rollup") as rollup:
        for line in rollup:
            if line.startswith("Pss:"):
                return round(int(line.split()[1]) / 1024, 1)
    return 0.0


def machine() -> str:
    return f"{os.cpu_count()} cores, {platform.system()} {platform.release()}, Python {platform.python_version()}"


def report(rows: list[Row]) -> list[dict[str, Any]]:
    """Print the rows as a table; returns them as plain data."""
    for row in rows:
        mark = {True: "ok ", False: "NO ", None: "   "}[row.ok]
        ratio = f"  ×{row.ratio:.2f} {row.peer}" if row.ratio is not None else ""
        print(f"{mark} {row.what:<64} {row.value:>10} {row.unit:<8} {row.limit}{ratio}")
    return [asdict(row) for row in rows]
