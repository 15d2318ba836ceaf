"""The pictures of thanks, for `photos.albums`: who thanked hides parts of them, also when others read them since."""

from typing import Any

from community.photos.albums import Album

from .actions.pictures import put_away, take_with_photo
from .models import Thanks


def _owned(user: Any) -> Any:
    return Thanks.objects.filter(by=user).exclude(photo=None).values("photo")


def _page(photo: int) -> str:
    return Thanks.objects.select_related("match").get(photo=photo).match.get_absolute_url()


ALBUM = Album(_owned, _page, take_with_photo, put_away)
