from django.apps import AppConfig


class FindingConfig(AppConfig):
    name = "community.finding"
    verbose_name = "さがす"

    def ready(self) -> None:
        from community.core import panels

        from . import tasks  # noqa: F401 - importing registers them
        from .panels import PANELS

        for panel in PANELS:
            panels.register(panel)
