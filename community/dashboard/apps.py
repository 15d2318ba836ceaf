from django.apps import AppConfig


class DashboardConfig(AppConfig):
    name = "community.dashboard"
    verbose_name = "デスク"
