"""What hand-overs follow: the ward of what they are about, and who leaves."""

from typing import Any

from django.db import transaction

from community.core.visibility import Visibility
from community.discussion import actions as talk
from community.resources.models import Resource

from ..models import Match, Reveal


@transaction.atomic
def follow_resource(*, resource_id: int) -> None:
    """The desk that reads the talks of an offer's hand-overs is that of the ward where it is at home now."""
    ward = Resource.objects.filter(pk=resource_id).values_list("ward", flat=True).first()
    elsewhere = Match.objects.filter(resource=resource_id).exclude(thread__ward=ward)
    for thread_id in list(elsewhere.values_list("thread", flat=True)):
        talk.follow_owner(thread_id=thread_id, visibility=Visibility.PRIVATE, ward=ward)


def let_go(*, user: Any) -> None:
    """An account goes, and with it how that person could be reached. Call in the deleting transaction."""
    Reveal.objects.filter(by=user).delete()
