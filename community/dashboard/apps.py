from django.apps import AppConfig


class DashboardConfig(AppConfig):
    name = "community.dashboard"
    verbose_name = "デスク"

    def ready(self) -> None:
        from wagtail.permissions import register_permission_policy

        from community.core import panels
        from community.notifications.registry import register
        from community.taxonomy.models import ReplyTemplate

        from .news_handover import HANDOVER
        from .permissions import ChiefsToo
        from .talk import ORDER

        panels.register(ORDER)
        register(HANDOVER)
        register_permission_policy(ReplyTemplate, ChiefsToo(ReplyTemplate))
