from django.apps import AppConfig


class OpenDataConfig(AppConfig):
    name = "community.opendata"
    verbose_name = "データ"

    def ready(self) -> None:
        from community.core import panels

        from .panels import PANELS

        for panel in PANELS:
            panels.register(panel)
