"""This very project under Django's own ASGI handler: what a tutorial would run."""

from django.core.asgi import get_asgi_application

application = get_asgi_application()
