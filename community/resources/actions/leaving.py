"""What becomes of offers when an account is deleted."""

from typing import Any

from django.db import transaction
from django.db.models import F

from search import outbox as search_outbox

from ..models import Resource, State


@transaction.atomic
def let_go(*, user: Any) -> None:
    """What a person offered under their own name can no longer be had. Call in the deleting transaction."""
    own = Resource.objects.filter(author=user, organisation=None).exclude(state=State.ENDED)
    keys = list(own.values_list("pk", flat=True))
    own.update(state=State.ENDED, version=F("version") + 1)
    search_outbox.record_all("resource", keys)
