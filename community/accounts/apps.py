from django.apps import AppConfig
from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(AppConfig):
    default = True  # of the two here; without it Django takes neither, and nobody listens to allauth
    name = "community.accounts"
    verbose_name = "人"

    def ready(self) -> None:
        from . import receivers  # noqa: F401 - importing connects them


class StaffUsersConfig(WagtailUsersAppConfig):
    """Wagtail's own screens for staff accounts, with our form."""

    user_viewset = "community.accounts.viewsets.StaffViewSet"
