"""What moderation may ask about hand-overs: only the two sides and the desk know of one."""

from typing import Any

from .models import Match

KIND = "match"


def sees(number: int, user: Any) -> bool:
    return Match.objects.visible_to(user).filter(pk=number).exists()


def address(number: int, part: int) -> str:
    return Match(pk=number).get_absolute_url()
