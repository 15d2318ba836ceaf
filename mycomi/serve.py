"""One web process: `python -m mycomi.serve --fd N` on a socket it was given, or `--host H --port P`."""

import argparse
import asyncio
import gc
import os
import socket

import uvicorn

from mycomi.gate.heads import Connection
from mycomi.gate.telling import OpenSocket

LARGEST_FRAME = 64 * 1024  # bytes


class Server(uvicorn.Server):
    """Tells open sockets where they stand before it closes them, and keeps what it has counted."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        gc.freeze()  # a million things that are loaded once, and stay: no collection looks at them again

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        from community.discussion.pages import say_goodbye
        from search import unanswered

        await say_goodbye()
        await super().shutdown(sockets)
        await asyncio.to_thread(unanswered.flush)


def config(**where: object) -> uvicorn.Config:
    return uvicorn.Config(
        "mycomi.asgi:application",
        loop="auto",
        http=Connection,
        ws=OpenSocket,
        ws_max_size=LARGEST_FRAME,
        ws_per_message_deflate=False,
        ws_ping_interval=None,  # OpenSocket has its own
        proxy_headers=False,  # it would believe X-Forwarded-For from loopback; the gate decides
        server_header=False,
        access_log=False,
        log_level="warning",
        timeout_keep_alive=10,
        timeout_graceful_shutdown=5,
        backlog=1024,
        **where,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fd", type=int)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    given = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mycomi.settings.development")
    if given.fd is not None:
        Server(config()).run(sockets=[socket.socket(fileno=given.fd)])
    else:
        Server(config(host=given.host, port=given.port)).run()


if __name__ == "__main__":
    main()
