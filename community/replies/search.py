"""The city's answers as search sees them."""

from collections.abc import Iterable
from typing import Any

from community.core.visibility import Visibility
from search import Document, SearchSource

from .models import OfficialReply


class ReplySource(SearchSource):
    kind = "reply"

    def documents(self, keys: Iterable[str]) -> Iterable[Document]:
        replies = OfficialReply.objects.published().filter(pk__in=map(int, keys))
        return [_document(reply) for reply in replies.select_related("issue__category")]

    def visible(self, keys: Iterable[str], user: Any) -> set[str]:
        seen = OfficialReply.objects.published().visible_to(user).filter(pk__in=map(int, keys))
        return {str(key) for key in seen.values_list("pk", flat=True)}

    def all_keys(self) -> Iterable[str]:
        replies = OfficialReply.objects.published().order_by("pk")
        return (str(key) for key in replies.values_list("pk", flat=True).iterator())


def _document(reply: OfficialReply) -> Document:
    issue = reply.issue
    return Document(
        kind="reply",
        key=str(reply.pk),
        title=reply.subject,
        body="\n".join((reply.view, reply.voice, issue.title, issue.category.name)),  # also what it answers
        at=reply.created_at,
        ward=issue.ward_id,
        category=issue.category_id,
        lat=issue.shown_lat,
        lng=issue.shown_lng,
        public=issue.visibility == Visibility.PUBLIC,
    )
