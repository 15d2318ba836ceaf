from django.apps import AppConfig


class AreasConfig(AppConfig):
    name = "community.areas"
    verbose_name = "地域"
