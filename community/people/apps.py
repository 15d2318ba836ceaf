from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "community.people"
    verbose_name = "ボランティア"

    def ready(self) -> None:
        import search
        from community.core import panels

        from . import mydata, receivers  # noqa: F401 - importing registers them
        from .panels import PANELS
        from .search import PersonSource

        search.register(PersonSource())
        for panel in PANELS:
            panels.register(panel)
