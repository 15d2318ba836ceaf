from django.apps import AppConfig


class PhotosConfig(AppConfig):
    name = "community.photos"
    verbose_name = "写真"

    def ready(self) -> None:
        from . import tasks  # noqa: F401 - importing registers them
