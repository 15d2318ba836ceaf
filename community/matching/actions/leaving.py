"""What becomes of hand-overs when an account is closed."""

from typing import Any

from django.db import transaction
from django.db.models import Q

from community.photos import actions as photo_actions
from community.photos.models import Photo

from ..models import FitAnswer, Match, MatchStep, Need, Reveal, Thanks
from ..workflow import HOLDING, Side, State
from .locking import move, release


@transaction.atomic
def leave_matches(person: Any, *, erase: bool) -> None:
    """What is asked for or promised is taken back, and what was held is free again; what has changed hands stays, with
    nothing that tells how the person could be reached. Call in the closing transaction, before offers go.
    """
    own = _of(person)
    under_way = own.filter(state__in=(State.PROPOSED, *HOLDING))
    for pk in list(under_way.order_by("pk").values_list("pk", flat=True)):
        _take_back(Match.objects.select_for_update(of=("self",)).get(pk=pk), person)
    Match.objects.filter(pk__in=own.values("pk")).exclude(place="").update(place="")
    Reveal.objects.filter(by=person).delete()
    MatchStep.objects.filter(by=person, match__in=own.values("pk")).exclude(note="").update(note="")
    FitAnswer.objects.filter(by=person, sends_at__isnull=False, match=None).delete()
    FitAnswer.objects.filter(by=person).exclude(note="").update(note="")
    _forget_thanks(person, erase=erase)
    if erase:
        Need.objects.filter(by=person, issue__author=person).exclude(note="").update(note="")


def _of(person: Any) -> Any:
    """Those in which this person, and no organisation, is one side."""
    asks = Q(asker=person, asking_organisation=None, as_desk=False)
    gives = Q(resource__author=person, resource__organisation=None) | Q(volunteer=person)
    return Match.objects.filter(asks | gives)


def _take_back(match: Match, person: Any) -> None:
    """A proposal of the other side is declined, everything else withdrawn. Nobody is named: the person is gone."""
    side = Side.ASKER if match.asker_id == person.pk and match.asking_organisation_id is None else Side.OWNER
    release(match)
    if match.state == State.PROPOSED and match.proposed_by != side:
        move(match, State.DECLINED, "decline", side=side, by=None, fields=("holds",))
    else:
        move(match, State.WITHDRAWN, "withdraw", side=side, by=None, fields=("holds",))


def _forget_thanks(person: Any, *, erase: bool) -> None:
    """Words that both sides let everybody read stay, as a post does; all others go, and their photo."""
    said = Thanks.objects.filter(by=person)
    gone = said if erase else said.exclude(asker_agrees=True, owner_agrees=True)
    photo_actions.drop(photos=Photo.objects.filter(pk__in=list(gone.values_list("photo", flat=True))))
    gone.update(words="")
