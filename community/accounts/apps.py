from django.apps import AppConfig
from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(AppConfig):
    default = True  # of the two here; without it Django takes neither, and nobody listens to allauth
    name = "community.accounts"
    verbose_name = "人"

    def ready(self) -> None:
        from community.core import takedowns

        from . import mydata, receivers  # noqa: F401 - importing registers them
        from .actions import delete_again, end_token_again

        for act in ("user.delete", "user.close", "user.erase"):
            takedowns.register(act, delete_again)
        takedowns.register("token.end", end_token_again)


class StaffUsersConfig(WagtailUsersAppConfig):
    """Wagtail's own screens for staff accounts, with our form."""

    user_viewset = "community.accounts.viewsets.StaffViewSet"
