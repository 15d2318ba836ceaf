from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "community.notifications"
    verbose_name = "お知らせ"
