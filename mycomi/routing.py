"""Every socket and every stream of the site."""

from channels.routing import URLRouter

from community.discussion import routing as discussion

websocket_urlpatterns = [*discussion.websocket_urlpatterns]
http_urlpatterns = [*discussion.http_urlpatterns]
router = URLRouter(websocket_urlpatterns)
streams = URLRouter(http_urlpatterns)
