"""What people tell the city by other ways than this site, written down by its desk."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from community.accounts.permissions import serves_ward
from community.areas.models import Ward
from community.core.errors import InvalidInput, NotAllowed

from ..models import Issue, Source
from .desk import add_note
from .posting import post_issue


@transaction.atomic
def receive_issue(*, by: Any, source: str, ward: Ward, contact: str = "", key: str, **fields: Any) -> Issue:
    """Store what somebody said at the telephone or the counter, or wrote in a letter; once a key.

    The public reads no name. `contact`, how to reach whoever told it, becomes an internal note. Raises NotAllowed for a
    ward that is not the officer's.
    """
    if source not in Source.values or source == Source.WEB:
        raise InvalidInput
    if not serves_ward(by, ward.pk):
        raise NotAllowed(_("担当していない区の投稿は、代わりに書けません。"))
    issue = post_issue(author=by, anonymous=True, source=source, ward=ward, key=key, **fields)
    if contact and not issue.notes.exists():
        add_note(number=issue.number, by=by, body=contact)
    return issue
