"""Who may do what by their role. Predicates of a person as they are in this session."""

from typing import Any

from community.core.visibility import desk_wards

from .models import DeskRole


def is_on_desk(user: Any) -> bool:
    """City staff with a desk, on duty."""
    return bool(desk_wards(user))


def serves_ward(user: Any, ward: str | None) -> bool:
    """City staff on duty whose wards include this one (a ward's code)."""
    return ward is not None and ward in desk_wards(user)


def is_officer_of(user: Any, ward: str | None) -> bool:
    """Whether this account, on duty or not, belongs to a desk of the ward."""
    return bool(user.is_active and ward and user.desk_role and ward in user.desk_role.served)


def is_chief_of(user: Any, ward: str | None) -> bool:
    """May publish official replies in this ward."""
    return serves_ward(user, ward) and is_chief(user)


def is_chief(user: Any) -> bool:
    """A chief of some ward, or an administrator, on duty: may ban people."""
    return is_on_desk(user) and (user.is_superuser or user.desk_role.role == DeskRole.Role.CHIEF)


def may_edit_pages(user: Any) -> bool:
    """May use Wagtail's own screens (pages, pictures, settings)."""
    return (
        user.is_active
        and user.is_staff
        and (user.is_superuser or user.has_perm("wagtailcore.add_page") or _edits(user))
    )


def _edits(user: Any) -> bool:
    from wagtail.models import GroupPagePermission

    return GroupPagePermission.objects.filter(group__user=user).exists()
