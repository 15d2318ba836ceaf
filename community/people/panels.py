"""Cards on pages of others: a person's, and one's own."""

from typing import Any

from community.core.panels import Panel

from .cards import dress
from .models import VolunteerCard


def _of_person(person: Any, user: Any) -> dict[str, Any] | None:
    """What a person chose to show to everybody."""
    card = VolunteerCard.objects.visible_to(user).listed().with_card().filter(person=person).first()
    return {"card": dress(card)} if card is not None else None


def _mine(person: Any, user: Any) -> dict[str, Any] | None:
    """The way to one's card."""
    if not user.is_authenticated:
        return None
    return {"card": VolunteerCard.objects.visible_to(user).filter(person=user).first()}


def _to_volunteers(_path: str, _user: Any) -> dict[str, Any]:
    """People beside what they have."""
    return {}


PANELS = (
    Panel("resources.head", 10, _to_volunteers, "people/_to.html"),
    Panel("person", 15, _of_person, "people/_panel.html"),
    Panel("profile", 7, _mine, "people/_way.html"),
)
