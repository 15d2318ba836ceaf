"""Whose pictures they are: of each kind of thing its package says whose photos are in it, and what hangs on them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from community.core.errors import NotFound
from community.core.takedowns import Takedown
from community.core.visibility import Visibility

from .models import Photo, PhotoQuerySet

CLOSED = (Visibility.HIDDEN, Visibility.ERASED)


@dataclass(frozen=True)
class Taken:
    """A locked thing with a photo: how the journal names it, and what follows when its picture is another."""

    kind: str
    number: int
    ward: str
    follow: Callable[[], None]


@dataclass(frozen=True)
class Album:
    """The photos of one kind of thing.

    `owned(user)`: the keys of those in things that somebody who is logged in looks after now. `page(photo)`: where the
    thing is seen. `take(photo)` locks it; None when the photo is in no such thing. `put_away(down)`: nobody sees it
    until the desk has looked, because its photo could not be covered; whether anybody had.
    """

    owned: Callable[[Any], Any]
    page: Callable[[int], str]
    take: Callable[[int], Taken | None]
    put_away: Callable[[Takedown], bool]


_albums: list[Album] = []


def register_album(album: Album) -> None:
    _albums.append(album)


def albums() -> list[Album]:
    return _albums


def photos_of(user: Any, album: Album) -> PhotoQuerySet:
    """Those that this person may cover parts of: in a thing of their own that was not taken out of sight."""
    seen = Photo.objects.visible_to(user).filter(draft_key="").exclude(visibility__in=CLOSED)
    return seen.filter(pk__in=album.owned(user))


def own_photo(user: Any, name: str) -> tuple[Photo, Album]:
    """The photo with this address, if it is this person's. Raises NotFound: nobody learns of other photos."""
    for album in _albums:
        photo = photos_of(user, album).filter(token=name).first()
        if photo is not None:
            return photo, album
    raise NotFound
