"""Organisations on the pages of people."""

from typing import Any

from community.core.panels import Panel

from .models import Membership, Organisation


def named_in(person: Any, user: Any) -> dict[str, Any] | None:
    """Where a person wants to be named, of what this reader may know."""
    named = Membership.objects.filter(user=person, named=True).values("organisation")
    found = list(Organisation.objects.visible_to(user).public().filter(pk__in=named).order_by("name"))
    return {"organisations": found, "person": person} if found else None


def my_organisations(person: Any, user: Any) -> dict[str, Any]:
    """All that one belongs to, with one's role, waiting and hidden ones too."""
    mine = Membership.objects.filter(user=person, organisation__in=Organisation.objects.visible_to(user))
    return {"memberships": list(mine.select_related("organisation").order_by("organisation__name"))}


PANELS = (
    Panel("profile", 8, my_organisations, "organisations/_profile_panel.html"),
    Panel("person", 5, named_in, "organisations/_person_panel.html"),
)
