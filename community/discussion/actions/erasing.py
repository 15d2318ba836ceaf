"""Words that go for good, with all that hung on them."""

from django.db.models import QuerySet

from community.photos import actions as photos
from community.photos.models import Photo

from ..models import Mention, Message, MessageEdit, MessagePhoto, Reaction


def take_words(messages: QuerySet[Message]) -> None:
    """Nothing of these words is kept: no body, no earlier one, no photo, no reaction, no name in them.

    Call inside the transaction that says so in the log. What stands in their place (the state) is the caller's.
    """
    shown = MessagePhoto.objects.filter(message__in=messages)
    photos.drop(photos=list(Photo.objects.filter(pk__in=shown.values("photo"))))
    for hung in (MessageEdit, Reaction, Mention):
        hung.objects.filter(message__in=messages).delete()
    messages.update(body="", reaction_counts={})
