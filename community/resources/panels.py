"""Offers on pages of others: one's own page, a person's, an organisation's."""

from typing import Any

from community.core.panels import Panel

from .cards import dressed
from .models import Resource

MOST = 6


def _mine(person: Any, user: Any) -> dict[str, Any] | None:
    """The newest that this person decides about, resting and hidden ones too."""
    own = Resource.objects.visible_to(user).filter(pk__in=Resource.objects.owned_by(user).values("pk"))
    resources = dressed(own.with_card().newest()[:MOST])
    return {"resources": resources, "mine": True} if resources else None


def _of_person(person: Any, user: Any) -> dict[str, Any] | None:
    """What everybody may see of what they offer under their own name."""
    offered = Resource.objects.visible_to(user).listed().filter(author=person, organisation=None)
    resources = dressed(offered.with_card().newest()[:MOST])
    return {"resources": resources, "mine": False} if resources else None


def _of_organisation(organisation: Any, user: Any) -> dict[str, Any] | None:
    offered = Resource.objects.visible_to(user).listed().filter(organisation=organisation)
    resources = dressed(offered.with_card().newest()[: MOST + 1])
    if not resources:
        return None
    more = Resource.objects.visible_to(user).listed().filter(organisation=organisation).count() - MOST
    return {"resources": resources[:MOST], "organisation": organisation, "more": max(more, 0)}


PANELS = (
    Panel("profile", 20, _mine, "resources/_panel.html"),
    Panel("person", 20, _of_person, "resources/_panel.html"),
    Panel("organisation.main", 10, _of_organisation, "resources/_panel.html"),
)
