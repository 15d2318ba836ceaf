from django.apps import AppConfig


class DiscussionConfig(AppConfig):
    name = "community.discussion"
    verbose_name = "話"

    def ready(self) -> None:
        import search

        from .search import MessageSource

        search.register(MessageSource())
