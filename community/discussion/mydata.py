"""One's own words, for one's own copy. Of a talk between two, nothing but its number and what one said oneself."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from community.core.mydata import Files, Row, forgets, gives
from community.photos.mydata import put_all

from .actions import let_go
from .models import Message

forgets(let_go, "discussion.Message.author", "discussion.Event.author")


@gives("messages", _("ひとこと"), "discussion.Message.author", "discussion.Event.author")
def messages(person: Any, files: Files) -> Iterator[Row]:
    own = Message.objects.filter(author=person).select_related("thread").prefetch_related("photos__photo")
    for message in own.order_by("pk"):
        yield {
            "about": message.thread.kind,
            "number": message.thread.number,
            "organisation": message.organisation_id,
            "body": message.body,
            "at": message.at,
            "state": message.state,
            "photos": put_all(files, message.photos.all(), f"message-{message.pk}", person),
        }
