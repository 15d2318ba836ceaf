"""The request gate: what stands between the network and Django.

    uvicorn ─▶ Gate ─┬─ http ──▶ visitor.resolve   whose address is it, behind how many proxies
                     │           body.receive      whole, counted, timed – or no view ever runs
                     │           a2wsgi pool       a fixed number of threads run Django's sync stack
                     │           files.send        files go out from the event loop
                     └─ websocket ─▶ sockets.Door ─▶ Channels consumers

Why it exists: docs/decisions/0006-gate.md.
"""

from .gate import Gate

__all__ = ["Gate"]
