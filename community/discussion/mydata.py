"""One's own words, for one's own copy. Of a talk between two, nothing but its number and what one said oneself."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from community.core.mydata import Files, Row, forgets, gives
from community.photos.mydata import put_all

from .actions import let_go
from .models import Mention, Message, Reaction, Seen

forgets(let_go, "discussion.Message.author", "discussion.Event.author")


@gives("messages", _("ひとこと"), "discussion.Message.author", "discussion.Event.author")
def messages(person: Any, files: Files) -> Iterator[Row]:
    own = Message.objects.filter(author=person).select_related("thread").prefetch_related("photos__photo", "edits")
    for message in own.order_by("pk"):
        yield {
            "about": message.thread.kind,
            "number": message.thread.number,
            "organisation": message.organisation_id,
            "body": message.body,
            "at": message.at,
            "edited_at": message.edited_at,
            "before": [{"body": edit.body, "until": edit.at} for edit in message.edits.all()],
            "state": message.state,
            "photos": put_all(files, message.photos.all(), f"message-{message.pk}", person),
        }


@gives("reactions", _("ひとことへの返し（役に立った など）"), "discussion.Reaction.person")
def reactions(person: Any, files: Files) -> Iterator[Row]:
    for one in Reaction.objects.filter(person=person).select_related("message__thread").order_by("pk"):
        yield _place_of(one.message) | {"kind": one.kind, "at": one.at}


@gives("mentions", _("自分の名前が出たひとこと"), "discussion.Mention.person")
def mentions(person: Any, files: Files) -> Iterator[Row]:
    """Where and when; the words are somebody else's."""
    for one in Mention.objects.filter(person=person).select_related("message__thread").order_by("pk"):
        yield _place_of(one.message) | {"at": one.message.at}


@gives("seen", _("話をどこまで読んだか"), "discussion.Seen.person")
def seen(person: Any, files: Files) -> Iterator[Row]:
    for one in Seen.objects.filter(person=person).select_related("thread").order_by("pk"):
        yield {"about": one.thread.kind, "number": one.thread.number, "seq": one.seq}


def _place_of(message: Message) -> Row:
    return {"about": message.thread.kind, "number": message.thread.number, "message": message.pk}
