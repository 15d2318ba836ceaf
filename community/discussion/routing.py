from django.urls import path

from .consumers import ThreadConsumer

websocket_urlpatterns = [
    path("ws/threads/<slug:kind>/<int:number>/", ThreadConsumer.as_asgi()),
]
