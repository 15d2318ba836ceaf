"""The photos of messages, for `photos.albums`: whoever wrote a message hides parts of them, while it is shown."""

from typing import Any

from django.db.models import Q

from community.organisations.models import Organisation
from community.photos.albums import Album

from .actions.picturing import put_away, take_with_photo
from .models import Message, MessagePhoto, Thread
from .rendering import page_address


def _owned(user: Any) -> Any:
    """In whatever name they stand, who wrote them must still speak for it."""
    acted_for = Organisation.objects.acted_for_by(user).values("pk")
    own = Q(official=False, organisation=None) | Q(organisation__in=acted_for)
    own |= Q(official=True, thread__in=Thread.objects.at_desk_of(user).values("pk"))
    said = Message.objects.visible_to(user).shown().by(user).filter(own)
    return MessagePhoto.objects.filter(message__in=said.values("pk")).values("photo")


def _page(photo: int) -> str:
    join = MessagePhoto.objects.select_related("message__thread", "message__event").get(photo=photo)
    return f"{page_address(join.message.thread)}#m{join.message.event.seq}"


ALBUM = Album(_owned, _page, take_with_photo, put_away)
