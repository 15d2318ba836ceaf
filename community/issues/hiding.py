"""Parts of a form's photos that are hidden before it is sent: by its script, and by its own button without one."""

from collections import defaultdict
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from community.core.errors import InvalidInput
from community.core.ratelimit import Rate, spend
from community.photos.actions import hide_areas
from community.photos.areas import areas_in
from community.photos.models import Photo, PrivateArea

from .posting import Sender

ASKED = Rate(240, 120)  # five photos, each asked for until somebody has looked


def how_it_stands(name: str, *, sender: Sender) -> dict[str, Any]:
    """What may be a face in a photo of a form: suggestions, once somebody has looked. Raises NotFound, TooFast."""
    spend("areas", sender.author.pk if sender.author is not None else sender.network, ASKED)
    photo = sender.draft_photo(name)
    areas = [[round(share, 4) for share in one.area] for one in photo.areas.all()]
    return {"state": photo.looked, "areas": areas, **_addresses(photo)}


def hide_in_one(name: str, boxes: str, *, sender: Sender) -> dict[str, Any]:
    """Hide these boxes (JSON) for good. Raises NotFound, InvalidInput, TooFast, Unavailable."""
    areas = areas_in(boxes)
    sender.draft_photo(name)
    sender.count_photo()
    return _addresses(hide_areas(name=name, areas=areas, author=sender.author, holder=sender.browser.name))


def hide_chosen(photos: list[Photo], data: QueryDict, *, sender: Sender) -> list[Photo]:
    """The photos after the ticked suggestions were hidden. Raises InvalidInput, NotFound, TooFast, Unavailable."""
    ticked = [int(number) for number in data.getlist("hide")[:200] if number.isdecimal() and len(number) < 19]
    chosen = defaultdict(list)
    for one in PrivateArea.objects.filter(pk__in=ticked, photo__in=[photo.pk for photo in photos]):
        chosen[one.photo_id].append(one.area)
    if not chosen:
        raise InvalidInput(_("かくすところを、1つはえらんでください。"))
    whose = {"author": sender.author, "holder": sender.browser.name}
    for photo in photos:
        if photo.pk in chosen:
            sender.count_photo()
            hide_areas(name=photo.token, areas=chosen[photo.pk], **whose)
    return sender.kept_photos(",".join(photo.token for photo in photos))


def _addresses(photo: Photo) -> dict[str, str]:
    return {"token": photo.token, "url": photo.card_url, "large": photo.large_url}
