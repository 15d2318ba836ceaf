"""Messages as search sees them."""

from collections.abc import Iterable
from typing import Any

from community.core.visibility import Visibility
from search import Document, SearchSource

from .models import Message, Thread


class MessageSource(SearchSource):
    kind = "message"
    waits = True

    def documents(self, keys: Iterable[str]) -> Iterable[Document]:
        shown = _shown().exclude(thread__visibility__in=(Visibility.DRAFT, Visibility.ERASED))
        return [_document(message) for message in shown.filter(pk__in=map(int, keys)).select_related("thread")]

    def visible(self, keys: Iterable[str], user: Any) -> set[str]:
        seen = _shown().filter(pk__in=map(int, keys), thread__in=Thread.objects.visible_to(user))
        return {str(key) for key in seen.values_list("pk", flat=True)}

    def all_keys(self) -> Iterable[str]:
        return (str(key) for key in _shown().order_by("pk").values_list("pk", flat=True).iterator())


def _shown() -> Any:
    """What two sides say to each other is in no index."""
    return Message.objects.filter(state=Message.State.SHOWN, thread__readers=None)


def _document(message: Message) -> Document:
    thread = message.thread
    return Document(
        kind="message",
        key=str(message.pk),
        title="",
        body=message.body,
        at=message.at,
        ward=thread.ward_id or "",
        public=thread.visibility == Visibility.PUBLIC,
    )
