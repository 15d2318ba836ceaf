"""Who at the desk is a chief, and what chiefs look after in Wagtail's own screens."""

from typing import Any

from wagtail.permission_policies import ModelPermissionPolicy

from community.accounts.models import DeskRole
from community.accounts.permissions import is_on_desk


def is_chief(user: Any) -> bool:
    """On duty, and responsible for at least one ward."""
    return is_on_desk(user) and (user.is_superuser or user.desk_role.role == DeskRole.Role.CHIEF)


class ChiefsToo(ModelPermissionPolicy):
    """Those with Django's right on the model, and chiefs on duty."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return super().user_has_permission(user, action) or is_chief(user)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return super().user_has_any_permission(user, actions) or is_chief(user)
