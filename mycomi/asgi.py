"""The server's entry: Django's sync stack on a fixed pool behind the gate, Channels consumers beside it."""

import os
import threading

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mycomi.settings.production")

from django.conf import settings
from django.core.wsgi import get_wsgi_application

wsgi = get_wsgi_application()

from community.discussion.live import lines  # noqa: E402
from search.unanswered import keep_counting  # noqa: E402
from search.warmth import warm  # noqa: E402

from .gate import Gate  # noqa: E402 - models must be ready first
from .gate.sockets import Door, StreamDoor  # noqa: E402
from .routing import router, streams  # noqa: E402

application = Gate(
    wsgi=wsgi,
    websocket=Door(router),
    streams=StreamDoor(streams),
    threads=settings.WEB_THREADS,
    proxies=settings.TRUSTED_PROXY_COUNT,
    spool=settings.FILE_UPLOAD_TEMP_DIR,
)

# Dictionary, thesaurus and model take a second or two to load; nobody's first search shall wait for them.
threading.Thread(target=warm, name="warm", daemon=True).start()
# What is asked for and not found is carried into its table beside the requests: none of them writes.
threading.Thread(target=keep_counting, name="unanswered", daemon=True).start()
# What other processes write or say is heard, and told to the pages that are open.
lines.start()
