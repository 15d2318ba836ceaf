from django.apps import AppConfig


class EffortsConfig(AppConfig):
    name = "community.efforts"
    verbose_name = "取り組み"

    def ready(self) -> None:
        from . import receivers  # noqa: F401 - importing connects the receivers
