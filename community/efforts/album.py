"""The photos of reports, for `photos.albums`: whoever reported hides parts of them."""

from typing import Any

from community.photos.albums import Album

from .actions.pictures import put_away, take_with_photo
from .models import Effort, EffortPhoto


def _owned(user: Any) -> Any:
    own = Effort.objects.visible_to(user).owned_by(user)
    return EffortPhoto.objects.filter(effort__in=own.values("pk")).values("photo")


def _page(photo: int) -> str:
    return EffortPhoto.objects.select_related("effort__issue").get(photo=photo).effort.get_absolute_url()


ALBUM = Album(_owned, _page, take_with_photo, put_away)
