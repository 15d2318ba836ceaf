"""Parts of an organisation's picture are hidden for good, by who edits its page (`photos.actions.hide_own`)."""

from community.photos.albums import Taken

from ..models import Organisation
from .locking import lock, save


def take_with_photo(photo: int) -> Taken | None:
    """The organisation whose picture this is, locked; None when it is nobody's."""
    number = Organisation.objects.filter(picture=photo).values_list("pk", flat=True).first()
    if number is None:
        return None
    found = lock(number=number)
    return Taken("organisation", number, found.ward_id or "", lambda: save(found))
