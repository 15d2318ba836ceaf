"""Answers that the city gave to posts about the same, for an officer to read and to start from."""

from django.contrib.auth.models import AnonymousUser

import search
from community.issues.models import Issue
from community.replies.models import OfficialReply
from community.replies.querysets import ReplyQuerySet

MOST, MOST_OF_ITSELF = 3, 5  # answers shown; answers of the post itself that may stand among those found
LEAST_TO_SHOW = 0.2  # of likeness, 0–1; a judgement by the posts of the demo city, not measured


def public_answers() -> ReplyQuerySet:
    """What everybody may read already; words of a hidden post's answer are no beginning for another one."""
    return OfficialReply.objects.visible_to(AnonymousUser()).published()


def alike_answers(issue: Issue) -> list[OfficialReply]:
    """Up to three published answers to other posts, the likest first."""
    hits = search.similar(
        _document(issue), user=AnonymousUser(), kinds=("reply",), limit=MOST + MOST_OF_ITSELF, least=LEAST_TO_SHOW
    )
    others = public_answers().exclude(issue=issue).select_related("issue", "department")
    found = others.in_bulk([int(hit.key) for hit in hits])
    return [found[int(hit.key)] for hit in hits if int(hit.key) in found][:MOST]


def _document(issue: Issue) -> search.Document:
    """Without its place: what the city says at one end of it holds at the other."""
    return search.Document(
        kind="issue",
        key=str(issue.number),
        title=issue.title,
        body=f"{issue.body}\n{issue.category.name}",
        at=issue.posted_at,
    )
