"""Database work off the event loop, on the hub's own threads: it never waits for requests, nor they for it."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import close_old_connections, connections

THREADS = 2
_pool = ThreadPoolExecutor(THREADS, "live")


async def in_database(work: Callable[..., Any], *args: Any) -> Any:
    """Run database work on one of the hub's threads."""
    return await asyncio.get_running_loop().run_in_executor(_pool, _with_living_connection, work, *args)


def _with_living_connection(work: Callable[..., Any], *args: Any) -> Any:
    """These threads serve no request, so nobody else looks whether the database has restarted meanwhile."""
    close_old_connections()
    return work(*args)


def with_new_threads() -> Callable[[], None]:
    """Threads keep their connection, so another database wants others. Returns what ends them."""
    global _pool
    pool = _pool = ThreadPoolExecutor(THREADS, "live")

    def end() -> None:
        """Each thread closes its own connection; they wait for each other so that none does it for all."""
        together = threading.Barrier(THREADS)
        for _thread in range(THREADS):
            pool.submit(lambda: (together.wait(5), connections.close_all()))
        pool.shutdown()

    return end
