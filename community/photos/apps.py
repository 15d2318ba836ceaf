from django.apps import AppConfig


class PhotosConfig(AppConfig):
    name = "community.photos"
    verbose_name = "写真"

    def ready(self) -> None:
        from community.core import takedowns

        from . import mydata, tasks  # noqa: F401 - importing registers them
        from .actions import cover_again

        takedowns.register("photo.hide", cover_again)
