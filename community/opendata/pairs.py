"""まえ and あと: the pictures that show what became of a post."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from community.efforts.models import Effort
from community.issues.models import Issue, IssuePhoto
from community.photos.models import Photo


@dataclass
class Pair:
    before: Photo | None = None
    after: Photo | None = None


def pairs_of(issues: Sequence[Issue]) -> dict[int, Pair]:
    """Of each post: its cover or what was taken before, and what was taken afterwards, as everybody may see them."""
    pairs = {issue.pk: Pair(before=issue.cover) for issue in issues}
    for key, role, photo in [*_of_posts(pairs), *_of_efforts(pairs)]:
        setattr(pairs[key], role, photo)
    return pairs


def _of_posts(pairs: Iterable[int]) -> list[tuple[int, str, Photo]]:
    roles = (IssuePhoto.Role.BEFORE, IssuePhoto.Role.AFTER)
    joins = IssuePhoto.objects.filter(issue__in=list(pairs), role__in=roles).select_related("photo")
    return [(join.issue_id, join.role, join.photo) for join in joins if join.photo.is_public]


def _of_efforts(pairs: Iterable[int]) -> list[tuple[int, str, Photo]]:
    """Pictures of かいけつ報告 that everybody sees."""
    found = Effort.objects.visible_to(None).listed().filter(issue__in=list(pairs), kind="solved").with_words()
    return [
        (effort.issue_id, join.role, join.photo)
        for effort in found
        for join in effort.photos.all()
        if join.photo.is_public
    ]
