"""What chiefs look after in Wagtail's own screens."""

from typing import Any

from wagtail.permission_policies import ModelPermissionPolicy

from community.accounts.permissions import is_chief
from community.core.visibility import ALL_WARDS, desk_wards


class ChiefsToo(ModelPermissionPolicy):
    """Those with Django's right on the model, and chiefs on duty: each for what is only for their own wards."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return super().user_has_permission(user, action) or is_chief(user)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return super().user_has_any_permission(user, actions) or is_chief(user)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        return super().user_has_permission(user, action) or _is_chief_of_all(user, instance.wards)

    def user_has_any_permission_for_instance(self, user: Any, actions: Any, instance: Any) -> bool:
        return any(self.user_has_permission_for_instance(user, action, instance) for action in actions)


def _is_chief_of_all(user: Any, wards: list[str]) -> bool:
    """No wards stand for the whole city."""
    mine = desk_wards(user)
    return is_chief(user) and (mine is ALL_WARDS or (bool(wards) and mine.issuperset(wards)))
