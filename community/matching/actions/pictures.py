"""Parts of the picture of a thank-you are hidden for good, by who thanked (`photos.actions.hide_own`)."""

from community.core.takedowns import Takedown
from community.core.visibility import Visibility
from community.efforts.actions import pictures as of_reports
from community.photos import actions as photo_actions
from community.photos.albums import Taken
from community.photos.models import Photo

from ..models import Match, Thanks
from .locking import save


def take_with_photo(photo: int) -> Taken | None:
    """The hand-over with this picture, locked – or, once others read the thanks, the report that they stand in."""
    thanks = Thanks.objects.filter(photo=photo).first()
    if thanks is None or thanks.effort_id is not None:
        return of_reports.take_with_photo(photo) if thanks is not None else None
    match = Match.objects.select_for_update(of=("self",)).get(pk=thanks.match_id)
    return Taken("match", match.pk, match.ward.pk if match.ward else "", lambda: save(match))


def put_away(down: Takedown) -> bool:
    """The picture that cannot be covered again is shown to neither side; whether it was."""
    photo = Photo.objects.select_for_update(of=("self",)).get(pk=down.part)
    if photo.visibility == Visibility.HIDDEN:
        return False
    photo_actions.follow_owner(photos=[photo], visibility=Visibility.HIDDEN)
    return True
