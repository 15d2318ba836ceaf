from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "community.pages"
    verbose_name = "ページ"

    def ready(self) -> None:
        from . import tasks  # noqa: F401 - importing registers them
