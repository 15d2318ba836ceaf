from django.apps import AppConfig


class FindingConfig(AppConfig):
    name = "community.finding"
    verbose_name = "さがす"

    def ready(self) -> None:
        from community.core import panels
        from community.notifications.registry import register, register_followable

        from . import mydata, tasks  # noqa: F401 - importing registers them
        from .followed import SEARCHES
        from .news import NEWS
        from .panels import PANELS

        register_followable(SEARCHES)
        for news in NEWS:
            register(news)

        for panel in PANELS:
            panels.register(panel)
