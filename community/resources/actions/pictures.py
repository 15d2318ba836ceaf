"""Parts of an offer's picture are hidden for good, by its owner (`photos.actions.hide_own`)."""

from community.photos.albums import Taken

from ..models import Resource, ResourcePhoto
from .locking import lock, save


def take_with_photo(photo: int) -> Taken | None:
    """The offer that this photo is in, locked; None when it is in none."""
    number = ResourcePhoto.objects.filter(photo=photo).values_list("resource", flat=True).first()
    return _taken(lock(number)) if number is not None else None


def _taken(resource: Resource) -> Taken:
    return Taken("resource", resource.pk, resource.ward_id or "", lambda: save(resource))
