"""Every socket of the site."""

from channels.routing import URLRouter

from community.discussion import routing as discussion

websocket_urlpatterns = [*discussion.websocket_urlpatterns]
router = URLRouter(websocket_urlpatterns)
