"""What its author changes of a post."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from community.accounts.testaccounts import is_exempt
from community.core import journal
from community.core.errors import InvalidInput, NotAllowed, StaleVersion
from community.core.ratelimit import Rate, spend
from community.core.visibility import Visibility
from community.moderation.permissions import refuse_banned
from community.photos import actions as photo_actions
from community.photos.models import Photo
from community.taxonomy.models import Category
from search import outbox as search_outbox

from ..forms import MOST_PHOTOS
from ..models import Issue, IssuePhoto
from ..own import edit_refusal, edit_waits
from ..signals import issue_changed
from ..watching import tell_lists
from .desk import show_to
from .locking import lock_own, save
from .posting import attach, must_belong, place_of

ACT = "issue.edit"
CHANGES = Rate(60, 3600)
WORDS = ("title", "body", "address")
NOTED = ("category_id", "precision", "anonymous", "visibility")  # codes: the journal holds nobody's words


@transaction.atomic
def edit_issue(
    *,
    number: int,
    by: Any,
    version: int,
    title: str,
    category: Category,
    body: str = "",
    address: str = "",
    precision: str,
    anonymous: bool = False,
    photos: Sequence[Photo] | None = None,
) -> Issue:
    """Say it anew; `photos` are all that it has from now on (None: as they are). Texts are cleaned by the form before.

    What everybody reads and the desk reads first, it reads again. What stands there already is no change, so a second
    press does nothing. Raises NotFound, NotAllowed, InvalidInput, TooFast, or StaleVersion with both texts.
    """
    refuse_banned(by)
    issue = lock_own(number=number, by=by)
    refusal = edit_refusal(issue)
    if refusal:
        raise NotAllowed(refusal)
    given = {
        "title": title,
        "body": body,
        "category": category,
        "address": address,
        "precision": precision,
        "anonymous": anonymous,
    }
    changed = [name for name, value in given.items() if getattr(issue, name) != value]
    if photos is not None and len(photos) > MOST_PHOTOS:
        raise InvalidInput(_("写真は5枚までです。いまの写真を外してから、足してください。"))
    brought = _new_photos(issue, photos)
    if brought is not None:
        changed.append("photos")
    if not changed:
        return issue
    if not is_exempt(by.email):
        spend("issue-edit", by.pk, CHANGES)
    if version != issue.version:
        yours = {"title": title, "body": body, "address": address}
        raise StaleVersion(yours=yours, theirs=words_of(issue), version=issue.version)
    if "category" in changed:
        must_belong(issue.board, category=category, ward=issue.ward)
    waits = bool(brought or set(changed).intersection(WORDS)) and edit_waits(issue, by)
    _write(issue, given, changed, photos, waits=waits, by=by)
    return issue


def words_of(issue: Issue) -> dict[str, str]:
    """Name of a field → what it says now, for people who compare two versions."""
    return {
        _("ひとことで"): issue.title,
        _("くわしく"): issue.body,
        _("種類"): issue.category.label,
        _("目印"): issue.address,
        _("場所の細かさ"): issue.get_precision_display(),
        _("名前"): _("名前を出さない人") if issue.anonymous else issue.author.shown_name,
        _("写真"): _("%(n)d枚") % {"n": _own_photos(issue).count()},
        _("様子"): issue.get_status_display(),
    }


def _write(
    issue: Issue, given: dict[str, Any], changed: list[str], photos: Sequence[Photo] | None, *, waits: bool, by: Any
) -> None:
    """The changed columns of a locked row, its photos, and all that follows it."""
    before = _codes(issue)
    columns = {name: given[name] for name in changed if name in given}
    if "precision" in changed:
        columns |= place_of(issue.ward, issue.lat, issue.lng, given["address"], given["precision"])
    if "photos" in changed:
        _set_photos(issue, photos)
        columns["cover"] = photos[0] if photos else None
    for name, value in columns.items():
        setattr(issue, name, value)
    if waits:
        show_to(issue, Visibility.PENDING, *columns)
    else:
        save(issue, *columns)
        search_outbox.record("issue", issue.number)
        tell_lists(issue)
        issue_changed.send(Issue, issue=issue)
    after = _codes(issue) | {"changed": changed}
    journal.record(act=ACT, by=by, kind="issue", number=issue.number, ward=issue.ward_id, before=before, after=after)


def _codes(issue: Issue) -> dict[str, Any]:
    return {name.removesuffix("_id"): getattr(issue, name) for name in NOTED}


def _own_photos(issue: Issue) -> Any:
    return issue.photos.filter(role=IssuePhoto.Role.POST)


def _new_photos(issue: Issue, photos: Sequence[Photo] | None) -> list[Photo] | None:
    """Those that it did not have; None when photos and their order stay as they are."""
    known = list(_own_photos(issue).values_list("photo", flat=True))
    if photos is None or [photo.pk for photo in photos] == known:
        return None
    return [photo for photo in photos if photo.pk not in known]


def _set_photos(issue: Issue, photos: Sequence[Photo]) -> None:
    """These, in this order; the others are gone for good."""
    kept = {photo.pk for photo in photos}
    old = [join.photo for join in _own_photos(issue).select_related("photo")]
    _own_photos(issue).delete()
    attach(issue, photos)
    photo_actions.drop(photos=[photo for photo in old if photo.pk not in kept])
