"""The photos of posts, for `photos.albums`: their author hides parts of them, whatever has become of the post."""

from typing import Any

from community.photos.albums import Album

from .actions.pictures import take_with_photo
from .actions.takedown import put_away
from .models import Issue, IssuePhoto


def _owned(user: Any) -> Any:
    own = Issue.objects.visible_to(user).filter(author=user)
    return IssuePhoto.objects.filter(issue__in=own.values("pk")).values("photo")


def _page(photo: int) -> str:
    return IssuePhoto.objects.select_related("issue").get(photo=photo).issue.get_absolute_url()


ALBUM = Album(_owned, _page, take_with_photo, put_away)
