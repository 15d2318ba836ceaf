"""The pictures of organisations, for `photos.albums`: who edits a page hides parts of its picture."""

from typing import Any

from community.photos.albums import Album

from .actions.desk import hide_again
from .actions.pictures import take_with_photo
from .models import Organisation
from .querysets import ACTING


def _owned(user: Any) -> Any:
    edited = Organisation.objects.filter(memberships__user=user, memberships__role__in=ACTING)
    return edited.exclude(picture=None).values("picture")


def _page(photo: int) -> str:
    return Organisation.objects.get(picture=photo).get_absolute_url()


ALBUM = Album(_owned, _page, take_with_photo, hide_again)
