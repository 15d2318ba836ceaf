"""`python -m benchmarks.postoffice PORT [hang]`: a mail server on loopback that takes everything, or never answers."""

import asyncio
import sys
import threading
from typing import Any

from aiosmtpd.controller import Controller


class Office:
    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if "hang" in sys.argv:
            await asyncio.sleep(3600)
        return "250 OK"


def main() -> None:
    Controller(Office(), hostname="127.0.0.1", port=int(sys.argv[1])).start()
    print("ready", flush=True)
    threading.Event().wait()


if __name__ == "__main__":
    main()
