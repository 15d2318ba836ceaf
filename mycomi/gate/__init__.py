"""The request gate: what stands between the network and Django.

    uvicorn ─▶ heads.Connection                        a request's head is bounded and timed
            ─▶ Gate ─┬─ http ──▶ visitor.resolve       whose address is it, behind how many proxies
                     │           body.receive_body     whole, counted, timed – or no view ever runs
                     │           pool.Pool             a fixed number of threads run Django's sync stack
                     │           readers.Readers       pages, files and streams leave from the event loop,
                     │                                 timed and bounded together
                     └─ websocket ─▶ sockets.Door ─▶ Channels consumers

Why it exists: docs/decisions/0006-gate.md.
"""

from .gate import Gate

__all__ = ["Gate"]
