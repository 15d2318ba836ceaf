from django.apps import AppConfig


class TaxonomyConfig(AppConfig):
    name = "community.taxonomy"
    verbose_name = "分類"
