"""A talk as a tutorial of Channels has it: a group a thread, a consumer and a JSON text a viewer, nothing stored.

Its layer is the one that needs no server (channels_redis is not among our packages). No session, no database: it is
spared what ours does.
"""

import django
from django.conf import settings

settings.configure(CHANNEL_LAYERS={"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}})
django.setup()

from channels.generic.websocket import AsyncJsonWebsocketConsumer  # noqa: E402 - Django must be ready first
from channels.routing import ProtocolTypeRouter, URLRouter  # noqa: E402
from django.urls import path  # noqa: E402

from .bare_asgi import application as bare  # noqa: E402


class Talk(AsyncJsonWebsocketConsumer):
    async def connect(self) -> None:
        place = self.scope["url_route"]["kwargs"]
        self.group = f"{place['kind']}-{place['number']}"
        await self.channel_layer.group_add(self.group, self.channel_name)
        await self.accept()
        await self.send_json({"t": "hello"})

    async def disconnect(self, code: int) -> None:
        await self.channel_layer.group_discard(self.group, self.channel_name)

    async def receive_json(self, content: dict) -> None:
        await self.channel_layer.group_send(self.group, {"type": "talk.said", "said": content})

    async def talk_said(self, event: dict) -> None:
        await self.send_json(event["said"])


sockets = URLRouter([path("ws/threads/<slug:kind>/<int:number>/", Talk.as_asgi())])
application = ProtocolTypeRouter({"websocket": sockets, "http": bare, "lifespan": bare})
