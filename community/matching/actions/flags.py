"""What the desk makes of what one side of a hand-over has flagged."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from community.core import journal
from community.core.errors import NotAllowed, NotFound
from community.moderation import actions as flags
from community.moderation.models import Outcome

from ..models import Match


@transaction.atomic
def close_match_flags(*, number: int, by: Any, key: str = "") -> Match:
    """Nothing is wrong with a hand-over and its talk: close what was flagged there. The same key does it once.

    Raises NotFound outside the wards of this desk, NotAllowed when nothing is flagged.
    """
    match = Match.objects.select_for_update(of=("self",)).at_desk_of(by).with_words().filter(pk=number).first()
    if match is None:
        raise NotFound
    if journal.already_done(act="match.flags", by=by, kind="match", number=number, key=key):
        return match
    closed = flags.close_flags(kind="match", number=number, outcome=Outcome.FINE)
    if not closed:
        raise NotAllowed(_("開いている知らせは、もうありません。"))
    ward = match.ward.pk if match.ward else ""
    journal.record(act="match.flags", by=by, kind="match", number=number, ward=ward, key=key, after={"flags": closed})
    return match
