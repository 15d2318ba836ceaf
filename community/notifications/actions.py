"""Every write about telling people. Each is its owner's own, and done twice it does no more."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from community.core import outbox
from community.core.clock import now
from community.core.errors import InvalidInput
from community.core.ids import token

from .models import LARGEST_RADIUS, SMALLEST_RADIUS, THINGS, Follow, FollowKind, Notice, NoticeSettings
from .sorts import BUNDLE, DIGESTS, MAILED, How, Reason, way

MOST_FOLLOWS, MOST_PLACES = 500, 20  # of one person
FINE = 3  # decimals of a degree, about 100 m: nobody needs to know better where somebody lives


def announce(*, news: str, data: dict[str, Any], key: str | None = None) -> None:
    """Let the worker tell everybody whom this concerns. Call inside the act's transaction; the same `key` tells once.

    `data` holds ids, never text; `by` is the person who did it, who is not told.
    """
    payload = {"news": news, "data": data, "key": key or token(), "at": now().isoformat()}
    outbox.put("news", payload, key=key)


def follow(*, user: Any, kind: str, key: Any, how: str = "") -> Follow:
    """Want to hear of a thing; what was silenced speaks again. Whoever calls has checked that `user` may know of it.

    Raises InvalidInput when somebody follows too much.
    """
    _leave_room(Follow.objects.of(user), MOST_FOLLOWS)
    followed, made = Follow.objects.get_or_create(user=user, kind=kind, key=str(key), defaults={"how": _known(how)})
    if not made and (how or followed.how == How.OFF):
        followed.how = _known(how)
        followed.save(update_fields=["how"])
    return followed


def follow_place(*, user: Any, name: str, lat: float, lng: float, radius: int, how: str = "") -> Follow:
    """Want to hear of all around a point, kept to about 100 metres. Raises InvalidInput."""
    if not SMALLEST_RADIUS <= radius <= LARGEST_RADIUS:
        raise InvalidInput(_("広さは、100mから5000mまでで決めてください。"))
    places = Follow.objects.of(user).filter(kind=FollowKind.PLACE)
    _leave_room(places, MOST_PLACES)
    point = {"lat": round(lat, FINE), "lng": round(lng, FINE)}
    given = {"name": name, "radius": radius, "how": _known(how)}
    return places.update_or_create(user=user, kind=FollowKind.PLACE, **point, defaults=given)[0]


def unfollow(*, user: Any, kind: str, key: Any) -> None:
    Follow.objects.of(user).on(kind, key).delete()


def drop_follow(*, user: Any, pk: int) -> None:
    Follow.objects.of(user).filter(pk=pk).delete()


def change_follow(*, user: Any, pk: int, how: str) -> None:
    """How often to hear of one followed thing; empty as the settings say."""
    Follow.objects.of(user).filter(pk=pk).update(how=_known(how))


def read_notice(*, user: Any, pk: int) -> Notice | None:
    """Somebody opened a notice of theirs."""
    Notice.objects.of(user).unread().filter(pk=pk).update(read_at=now())
    return Notice.objects.of(user).filter(pk=pk).first()


def read_all(*, user: Any, until: int, reason: str = "") -> int:
    """Everything up to the notice that stood at the top; what came meanwhile stays unread."""
    seen = Notice.objects.of(user).unread().filter(pk__lte=until)
    return (seen.filter(reason=reason) if reason else seen).update(read_at=now())


@transaction.atomic
def save_settings(*, user: Any, choices: Mapping[str, str]) -> NoticeSettings:
    """How somebody wants to be told, from now on and of what still waits; letters come in the language of this page."""
    known = {reason: how for reason, how in choices.items() if reason in Reason.values and how in How.values}
    own = own_settings(user)
    own.choices, own.language = own.choices | known, get_language() or ""
    if known.get(Reason.TALK) in (How.NOW, How.DAILY):
        own.choices.pop(BUNDLE, None)
    own.save(update_fields=["choices", "language"])
    for reason in known:
        _turn_waiting(user, reason, way(reason, own.choices))
    return own


@transaction.atomic
def stop(*, own: NoticeSettings, what: str) -> None:
    """Send no more such letters: of a reason, of a digest, or of one issue. The list in the site goes on, but for the
    issue, which falls silent."""
    if what.startswith("issue-"):
        key = what.removeprefix("issue-")
        Follow.objects.update_or_create(user_id=own.pk, kind=FollowKind.ISSUE, key=key, defaults={"how": How.OFF})
        return
    if what in DIGESTS:
        reasons = [reason for reason in Reason.values if way(reason, own.choices) == what]
    else:
        reasons = [what]
    own.choices = own.choices | dict.fromkeys(reasons, How.SITE.value)
    if what == How.DAILY:
        own.choices[BUNDLE] = How.SITE.value
    own.save(update_fields=["choices"])
    _stop_follows(own, what, reasons)
    for reason in reasons:
        _turn_waiting(own.user, reason, How.SITE)


def _stop_follows(own: NoticeSettings, what: str, reasons: list[str]) -> None:
    """What was chosen for single things must not send such letters either."""
    follows = Follow.objects.filter(user_id=own.pk)
    if what in DIGESTS:
        follows.filter(how=what).update(how=How.SITE)
        Notice.objects.filter(user_id=own.pk).to_mail(what).update(how=How.SITE)
    if Reason.FOLLOW in reasons:
        follows.filter(kind__in=THINGS, how__in=MAILED).update(how="")
    if Reason.PLACE in reasons:
        follows.exclude(kind__in=THINGS).filter(how__in=MAILED).update(how="")


def own_settings(user: Any) -> NoticeSettings:
    """Locked until the end of the transaction; made when there are none."""
    return NoticeSettings.objects.select_for_update().get_or_create(user=user)[0]


def accept_mail_again(*, user: Any) -> None:
    """Somebody says that their refused address works."""
    NoticeSettings.objects.filter(user=user).update(refused="", refused_at=None)


def _turn_waiting(user: Any, reason: str, how: str) -> None:
    """What was told and not mailed yet leaves, or stays, as chosen now."""
    if how == How.NOW:  # what already waits for a digest stays there
        return
    waiting = Notice.objects.of(user).filter(reason=reason, read_at=None, mailed_at=None).exclude(how=How.SITE)
    waiting.update(how=how if how in DIGESTS else How.SITE)


def _leave_room(follows: Any, most: int) -> None:
    if follows.order_by()[:most].count() >= most:
        raise InvalidInput(_("見まもれるのは、ここまでです。使わないものを外してから、足してください。"))


def _known(how: str) -> str:
    return how if how in How.values else ""
