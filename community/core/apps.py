from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "community.core"
    verbose_name = "土台"

    def ready(self) -> None:
        from . import checks, tasks  # noqa: F401 - importing registers them
