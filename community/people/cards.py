"""What a card shows, beside the row itself."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from community.core.weekly import in_words
from community.taxonomy.languages import LANGUAGES

from .models import VolunteerCard
from .permissions import words_are_shown

MOST_WARDS = 6


def dressed(cards: Iterable[VolunteerCard]) -> list[Any]:
    return [dress(card) for card in cards]


def dress(card: Any, *, mine: bool = False) -> Any:
    """With `skills`, `wishes`, `reach`, `times`, `tongues` and `shown_words` as this reader may have them.

    Nothing is asked of the database that `with_card` has not fetched. Sensitive codes are only the person's own to see.
    """
    card.skills = [code.label for code in card.can.all() if mine or not code.sensitive]
    card.wishes = [code.label for code in card.learn.all() if mine or not code.sensitive]
    wards = [ward.label for ward in card.wards.all()]
    card.reach = wards[:MOST_WARDS] or [_("大阪市ぜんぶ")]
    card.more_wards = len(wards) - MOST_WARDS
    card.times = in_words(card.hours.all())
    card.tongues = [LANGUAGES[code] for code in card.languages if code in LANGUAGES]
    card.shown_words = card.words if mine or words_are_shown(card.person) else ""
    return card
