from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "community.notifications"
    verbose_name = "お知らせ"

    def ready(self) -> None:
        from community.core import panels

        from . import mydata, tasks  # noqa: F401 - importing registers them
        from .followed import GROUPS
        from .panels import PANELS
        from .registry import register_followable

        for group in GROUPS:
            register_followable(group)
        for panel in PANELS:
            panels.register(panel)
