"""One's volunteer card, for one's own copy. It goes when the account does (see receivers.py)."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from community.core.mydata import Files, Row, gives

from .models import VolunteerCard


@gives("volunteer_card", _("ボランティアカード"), "people.VolunteerCard.person")
def volunteer_card(person: Any, files: Files) -> Iterator[Row]:
    for card in VolunteerCard.objects.filter(person=person):
        yield {
            "can": [code.pk for code in card.can.all()],
            "wants_to_learn": [code.pk for code in card.learn.all()],
            "words": card.words,
            "wards": [ward.pk for ward in card.wards.all()],
            "hours": list(card.hours.values("weekday", "opens", "closes")),
            "hours_a_month": card.hours_a_month,
            "languages": card.languages,
            "is_public": card.public,
            "is_resting": card.resting,
            "changed_at": card.changed_at,
        }
