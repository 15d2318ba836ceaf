from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "community.demo"
    verbose_name = "見本のまち"

    def ready(self) -> None:
        from . import drawing  # noqa: F401 - importing registers the worker's part
