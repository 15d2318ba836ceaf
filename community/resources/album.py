"""The photos of offers, for `photos.albums`: whoever decides about an offer hides parts of them."""

from typing import Any

from community.photos.albums import Album

from .actions.desk import hide_again
from .actions.pictures import take_with_photo
from .models import Resource, ResourcePhoto


def _owned(user: Any) -> Any:
    return ResourcePhoto.objects.filter(resource__in=Resource.objects.owned_by(user).values("pk")).values("photo")


def _page(photo: int) -> str:
    return ResourcePhoto.objects.select_related("resource").get(photo=photo).resource.get_absolute_url()


ALBUM = Album(_owned, _page, take_with_photo, hide_again)
