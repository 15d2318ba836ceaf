from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "community.demo"
    verbose_name = "見本のまち"
