from typing import Any

from django.db.models import F

from community.core import outbox

from . import actions
from .live import RING
from .models import Message


@outbox.handles("talk.voice")
def tell_other_names(payload: dict[str, Any]) -> None:
    """Words in the name of an organisation that everybody may read now, or no longer: as far as talks remember them for
    open pages. A page that is made anew has the right name already."""
    said = Message.objects.filter(organisation=payload["organisation"], state=Message.State.SHOWN)
    remembered = said.filter(event__seq__gt=F("thread__last_seq") - RING)
    for message_id in remembered.order_by("pk").values_list("pk", flat=True):
        actions.say_anew(message_id=message_id)


@outbox.handles("talk.left")
def tell_that_somebody_left(payload: dict[str, Any]) -> None:
    """Words whose author has closed the account: open pages still show the name."""
    for message_id in payload["messages"]:
        actions.say_anew(message_id=message_id)
