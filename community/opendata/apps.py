from django.apps import AppConfig


class OpenDataConfig(AppConfig):
    name = "community.opendata"
    verbose_name = "データ"
