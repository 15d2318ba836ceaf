from django.apps import AppConfig


class EffortsConfig(AppConfig):
    name = "community.efforts"
    verbose_name = "取り組み"
