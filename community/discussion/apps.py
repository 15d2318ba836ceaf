from django.apps import AppConfig


class DiscussionConfig(AppConfig):
    name = "community.discussion"
    verbose_name = "話"

    def ready(self) -> None:
        import search
        from community.core import takedowns
        from community.photos.albums import register_album
        from community.photos.models import register_door

        from . import events, mydata, receivers, registry, tasks  # noqa: F401 - importing registers them
        from .actions.changing import DELETED, delete_again
        from .album import ALBUM
        from .picturing import photo_door
        from .search import MessageSource

        search.register(MessageSource())
        register_door(photo_door)
        register_album(ALBUM)
        takedowns.register(DELETED, delete_again)
        for event in (events.SLOW, events.CLOSE, events.PIN):
            registry.register_event(event)
