"""The pictures of projects, for `photos.albums`: who leads one hides parts of its picture."""

from typing import Any

from community.photos.albums import Album

from .actions.desk import hide_again
from .actions.pictures import take_with_photo
from .models import Project


def _owned(user: Any) -> Any:
    return Project.objects.owned_by(user).exclude(cover=None).values("cover")


def _page(photo: int) -> str:
    return Project.objects.get(cover=photo).get_absolute_url()


ALBUM = Album(_owned, _page, take_with_photo, hide_again)
