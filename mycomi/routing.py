"""Every socket and every stream of the site."""

from channels.routing import URLRouter

from community.dashboard import routing as dashboard
from community.discussion import routing as discussion
from community.issues import routing as issues

websocket_urlpatterns = [
    *discussion.websocket_urlpatterns,
    *issues.websocket_urlpatterns,
    *dashboard.websocket_urlpatterns,
]
http_urlpatterns = [*discussion.http_urlpatterns]
router = URLRouter(websocket_urlpatterns)
streams = URLRouter(http_urlpatterns)
