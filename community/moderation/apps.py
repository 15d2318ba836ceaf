from django.apps import AppConfig


class ModerationConfig(AppConfig):
    name = "community.moderation"
    verbose_name = "見守り"

    def ready(self) -> None:
        from community.accounts import guards
        from community.core import panels, takedowns
        from community.notifications import registry as notifications

        from . import mydata  # noqa: F401 - importing registers it
        from .actions.bans import ban_again
        from .news import NEWS
        from .panels import PANELS
        from .permissions import refuse_banned

        guards.register(refuse_banned)
        for panel in PANELS:
            panels.register(panel)
        for news in NEWS:
            notifications.register(news)
        takedowns.register("user.ban", ban_again, undone_by="user.unban")
