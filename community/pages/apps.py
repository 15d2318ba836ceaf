from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "community.pages"
    verbose_name = "ページ"

    def ready(self) -> None:
        import search

        from . import receivers, tasks  # noqa: F401 - importing registers them
        from .search import PageSource

        search.register(PageSource())
