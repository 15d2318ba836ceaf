"""Contact fields, shown one by one and taken back. The journal says which field, never what stood in it."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from community.core.clock import now
from community.core.errors import InvalidInput, NotAllowed
from community.core.text import said

from ..models import LONGEST_CONTACT, Match, Reveal
from .locking import append_step, take


@transaction.atomic
def show_contact(*, number: int, by: Any, field: str, value: str) -> Reveal:
    """Let the other side read one field. Raises NotFound, NotAllowed before acceptance or InvalidInput."""
    match, side = take(number=number, by=by)
    _must_be_open(match)
    if field not in Reveal.Field.values:
        raise InvalidInput
    value = said(value, LONGEST_CONTACT, _("見せるものを書いてください。"), lines=False)
    shown, made = Reveal.objects.update_or_create(
        match=match, side=side, field=field, defaults={"value": value, "by": by, "at": now()}
    )
    append_step(match, f"show-{field}", side=side, by=by)
    return shown


@transaction.atomic
def hide_contact(*, number: int, by: Any, field: str) -> None:
    """Take one field back; what stood there is gone from here. Raises NotFound or NotAllowed."""
    match, side = take(number=number, by=by, banned_too=True)
    gone, _rows = Reveal.objects.filter(match=match, side=side, field=field).delete()
    if gone:
        append_step(match, f"hide-{field}", side=side, by=by)


def _must_be_open(match: Match) -> None:
    if not match.shares_contacts:
        raise NotAllowed(_("連絡先を見せられるのは、承諾のあとから、お礼の30日あとまでです。"))
