from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "community.pages"
    verbose_name = "ページ"
