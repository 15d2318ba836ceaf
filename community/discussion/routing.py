from django.urls import path

from . import streams
from .consumers import ThreadConsumer

websocket_urlpatterns = [
    path("ws/threads/<slug:kind>/<int:number>/", ThreadConsumer.as_asgi()),
]
# Requests that stay open: no thread of Django's waits for them.
http_urlpatterns = [
    path("live/threads/<slug:kind>/<int:number>/events", streams.events),
    path("live/threads/<slug:kind>/<int:number>/poll", streams.poll),
]
