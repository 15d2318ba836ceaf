from django.apps import AppConfig


class DiscussionConfig(AppConfig):
    name = "community.discussion"
    verbose_name = "話"
