from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "community.notifications"
    verbose_name = "お知らせ"

    def ready(self) -> None:
        from . import telling  # noqa: F401 - importing registers the handler
