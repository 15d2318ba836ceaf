from django.apps import AppConfig


class ModerationConfig(AppConfig):
    name = "community.moderation"
    verbose_name = "見守り"
