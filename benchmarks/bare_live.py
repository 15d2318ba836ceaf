"""The least an ASGI application can do for viewers: what one says is sent to everybody in its room, as it came."""

from . import bare_asgi

_rooms: dict[str, set] = {}


async def application(scope, receive, send):
    if scope["type"] != "websocket":
        await bare_asgi.application(scope, receive, send)
        return
    await receive()
    await send({"type": "websocket.accept"})
    await send({"type": "websocket.send", "text": '{"t":"hello"}'})
    room = _rooms.setdefault(scope["path"], set())
    room.add(send)
    try:
        while (message := await receive())["type"] == "websocket.receive":
            for viewer in list(room):
                try:
                    viewer(message | {"type": "websocket.send"}).send(None)
                except StopIteration:
                    pass  # it went out at once
                except OSError:
                    room.discard(viewer)
    finally:
        room.discard(send)
