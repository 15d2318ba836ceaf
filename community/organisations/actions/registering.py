"""A new organisation, and changes of what it says of itself."""

from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.accounts.names import looks_official
from community.accounts.testaccounts import is_exempt
from community.areas.models import Ward
from community.core.errors import InvalidInput, StaleVersion
from community.core.ratelimit import Rate, spend
from community.core.visibility import Visibility
from community.moderation.permissions import refuse_banned
from community.photos import actions as photo_actions
from community.photos.models import Photo
from search import outbox as search_outbox

from ..models import Membership, Organisation, Role, Sort
from ..permissions import EDIT, must_wait
from .locking import record, save, set_visibility, take_as_member
from .verifying import end_verification

RATES = (Rate(3, 3600), Rate(10, 86400))
WORDS = ("name", "name_en", "sort", "about", "asks", "url", "since", "ward")
READ_FIRST = frozenset({"name", "name_en", "about", "asks", "url", "picture"})  # by the desk, of newcomers
TAKEN = gettext_lazy("この名前の団体は、もう登録してあります。地域や活動の名前を足してください。")
KEEP = object()  # the picture stays as it is


def register_organisation(
    *, author: Any, serves: Iterable[Ward] = (), picture: Photo | None = None, key: str = "", **words: Any
) -> Organisation:
    """Give a group a page; its first owner is whoever registers it. The same key of the same author is stored once.

    `words` are name, sort, about, ward and, if any, name_en, asks, url, since: cleaned by the form before. Raises
    NotAllowed for those who may only read, InvalidInput when the name is taken, or TooFast.
    """
    known = already_registered(author, key)
    if known is not None:
        return known
    refuse_banned(author)
    _refuse_taken(words["name"])
    if not is_exempt(author.email):
        spend("organisation", author.pk, *RATES)
    waits = must_wait(author=author, names=_names(words))
    columns = words | {"key": key, "visibility": Visibility.PENDING if waits else Visibility.PUBLIC}
    try:
        return _store(author, columns, list(serves), picture)
    except IntegrityError:  # two presses at once, or two groups of one name
        known = already_registered(author, key)
        if known is None:
            _refuse_taken(words["name"])
            raise
        return known


def already_registered(author: Any, key: str) -> Organisation | None:
    """The organisation that this key has already made."""
    return Organisation.objects.filter(author=author, key=key).first() if key else None


@transaction.atomic
def _store(author: Any, columns: dict[str, Any], serves: list[Ward], picture: Photo | None) -> Organisation:
    made = Organisation.objects.create(author=author, picture=picture, **columns)
    made.serves.set(serves)
    Membership.objects.create(organisation=made, user=author, role=Role.OWNER)
    if picture is not None:
        photo_actions.give_to(photos=[picture], visibility=made.visibility, author=author, ward=made.ward)
    record("organisation.register", made, by=author, after={"visibility": made.visibility}, key=columns["key"])
    search_outbox.record("organisation", made.pk)
    return made


@transaction.atomic
def change_organisation(
    *, number: int, by: Any, version: int | None, serves: Iterable[Ward], picture: Any = KEEP, **words: Any
) -> Organisation:
    """Change what it says of itself. Under another name the city has verified nothing: the mark goes. What a newcomer
    has changed waits for the desk as a first registration does.

    `picture` is a Photo, None to take it away, or left out to keep it. Raises NotFound, NotAllowed, InvalidInput, or
    StaleVersion with both texts.
    """
    found, _own = take_as_member(number=number, by=by, act=EDIT)
    serves = list(serves)
    if version is not None and version != found.version:
        raise StaleVersion(yours=words_of(words, serves), theirs=words_now(found), version=found.version)
    if words["name"] != found.name:
        _refuse_taken(words["name"], but=found)
    renamed = _names(words) != (found.name, found.name_en)
    if renamed:
        _refuse_official(_names(words))
    changed = [name for name in WORDS if getattr(found, name) != words[name]]
    moved = found.ward_id != words["ward"].pk
    for name in WORDS:
        setattr(found, name, words[name])
    found.serves.set(serves)
    if picture is not KEEP:
        _change_picture(found, picture)
        changed.append("picture")
    elif moved and found.picture_id:
        Photo.objects.filter(pk=found.picture_id).update(ward=found.ward_id)
    if renamed:
        end_verification(found, by=by, word=_("名前が変わりました。"))
    fields = (*WORDS, "picture", "verified_on", "verified_until")
    waits = found.is_public and not found.is_verified and must_wait(author=by, names=_names(words))
    try:
        with transaction.atomic():
            if waits and READ_FIRST.intersection(changed):
                set_visibility(found, Visibility.PENDING, *fields)
            else:
                save(found, *fields)
    except IntegrityError as taken:  # another one has taken the name this very moment
        raise InvalidInput(TAKEN) from taken
    record("organisation.change", found, by=by, after={"fields": sorted(changed)})
    return found


def words_now(found: Organisation) -> dict[str, str]:
    """What stands there now, for somebody who was slower."""
    return words_of({name: getattr(found, name) for name in WORDS}, list(found.serves.all()))


def words_of(words: dict[str, Any], serves: Iterable[Ward]) -> dict[str, str]:
    fields = {name: str(Organisation._meta.get_field(name).verbose_name) for name in WORDS}
    shown = {fields[name]: str(words[name] or "") for name in WORDS} | {fields["sort"]: str(Sort(words["sort"]).label)}
    return shown | {str(_("活動している区")): "、".join(ward.label for ward in serves)}


def _change_picture(found: Organisation, picture: Photo | None) -> None:
    old, found.picture = found.picture, picture
    if picture is not None:
        photo_actions.give_to(photos=[picture], visibility=found.visibility, author=found.author, ward=found.ward)
    if old is not None and old != picture:
        Organisation.objects.filter(pk=found.pk).update(picture=picture)
        photo_actions.drop(photos=[old])


def _refuse_taken(name: str, *, but: Organisation | None = None) -> None:
    others = Organisation.objects.exclude(pk=but.pk) if but else Organisation.objects.all()
    if others.filter(name=name).exists():
        raise InvalidInput(TAKEN)


def _names(words: dict[str, Any]) -> tuple[str, str]:
    return words["name"], words.get("name_en") or ""


def _refuse_official(names: tuple[str, str]) -> None:
    """A new one of such a name is read by the desk first; one that stands already must not become one."""
    if any(map(looks_official, names)):
        raise InvalidInput(_("市や運営とまちがえられる名前には、変えられません。ほかの名前にしてください。"))
