"""A new post."""

from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from community.accounts.testaccounts import is_exempt
from community.areas import geometry
from community.areas.models import SchoolDistrict, Town, Ward
from community.areas.reference import schools
from community.core import journal
from community.core.clock import now
from community.core.errors import InvalidInput, NotAllowed
from community.core.ratelimit import Rate, spend
from community.core.reference import site_settings
from community.core.visibility import Visibility
from community.discussion import actions as talk
from community.moderation.permissions import refuse_banned
from community.notifications import actions as notices
from community.photos import actions as photo_actions
from community.photos.models import Photo
from community.taxonomy.models import Board, Category
from community.taxonomy.reference import main_board
from search import outbox as search_outbox

from ..maps.grid import cell_of
from ..models import Issue, IssuePhoto, Precision, Source, StatusChange
from ..numbering import next_number
from ..permissions import must_wait
from ..watching import tell_lists
from ..workflow import FIRST, Kind

NEWCOMERS = (Rate(5, 3600), Rate(15, 86400))
TRUSTED = (Rate(20, 3600), Rate(100, 86400))


def post_issue(
    *,
    author: Any,
    title: str,
    category: Category,
    ward: Ward,
    body: str = "",
    kind: str = Kind.PROBLEM,
    board: Board | None = None,
    lat: float | None = None,
    lng: float | None = None,
    address: str = "",
    precision: str = Precision.EXACT,
    photos: Sequence[Photo] = (),
    anonymous: bool = False,
    private: bool = False,
    key: str = "",
    source: str = Source.WEB,
) -> Issue:
    """Store a post; the same key of the same author is stored once. Texts are cleaned by the form before.

    What an officer wrote down (`source`; see `receive_issue`) waits for nobody and is not counted.

    Raises NotAllowed when the board is closed or the author may only read, InvalidInput when it takes no such posts,
    TooFast for too many.
    """
    known = _already_posted(author, key)
    if known is not None:
        return known
    refuse_banned(author)
    board = board or main_board()
    must_belong(board, category=category, ward=ward)
    if source == Source.WEB and not is_exempt(author.email):
        spend("post", author.pk, *(TRUSTED if author.is_trusted else NEWCOMERS))
    columns = {
        "kind": kind,
        "title": title,
        "body": body,
        "board": board,
        "category": category,
        "anonymous": anonymous,
        "key": key,
        "source": source,
        **place_of(ward, lat, lng, address, precision),
    }
    try:
        visibility = _visibility(author, board, private=private, waits=source == Source.WEB)
        return _store(author, columns, photos, visibility=visibility)
    except IntegrityError:  # two presses at once: the other one has stored it
        known = _already_posted(author, key)
        if known is None:
            raise
        return known


def _already_posted(author: Any, key: str) -> Issue | None:
    """The post that this key has already made."""
    return Issue.objects.filter(author=author, key=key).first() if key else None


def must_belong(board: Board, *, category: Category, ward: Ward) -> None:
    """Refuse what the board does not take, with what can be done about it. The form keeps what was written."""
    moment, name = now(), {"board": board.label}
    if board.takes(category=category, ward=ward.pk, at=moment):
        return
    if not board.is_open(moment):
        raise NotAllowed(
            _("「%(board)s」は、いま投稿を受け付けていません。書いたものは、この画面に残っています。") % name
        )
    if not board.is_for_ward(ward.pk):
        raise InvalidInput(_("「%(board)s」は、この区の投稿を受け付けていません。場所を見なおしてください。") % name)
    raise InvalidInput(_("「%(board)s」は、この種類の投稿を受け付けていません。ほかの種類をえらんでください。") % name)


@transaction.atomic
def _store(author: Any, columns: dict[str, Any], photos: Sequence[Photo], *, visibility: str) -> Issue:
    moment, kind, category = now(), Kind(columns["kind"]), columns["category"]
    number = next_number()
    issue = Issue.objects.create(
        number=number,
        author=author,
        visibility=visibility,
        thread=talk.open_thread(
            kind="issue",
            number=number,
            visibility=visibility,
            author=author if columns["source"] == Source.WEB else None,
            ward=columns["ward"],
        ),
        status=FIRST[kind],
        cover=photos[0] if photos else None,
        posted_at=moment,
        promised_on=None if kind == Kind.GOOD else category.promised_on(moment),
        **columns,
    )
    attach(issue, photos)
    _first_line(issue)
    return issue


def _visibility(author: Any, board: Board, *, private: bool, waits: bool) -> str:
    if private:
        return Visibility.PRIVATE
    mode = board.moderation or site_settings().moderation_mode
    return Visibility.PENDING if waits and must_wait(author=author, mode=mode) else Visibility.PUBLIC


def place_of(ward: Ward, lat: float | None, lng: float | None, address: str, precision: str) -> dict[str, Any]:
    """The columns of a place. What the public may know is computed here, once, and stored beside what was given."""
    place = {"ward": ward, "address": address, "precision": precision, "lat": lat, "lng": lng}
    if lat is None or lng is None:
        return place
    town = Town.objects.nearest(lat, lng, ward=ward.pk)
    shown = (lat, lng)
    if precision == Precision.BLOCK:
        shown = geometry.blurred(lat, lng)
    elif precision == Precision.TOWN:
        shown = (town.lat, town.lng) if town else (ward.lat, ward.lng)
    school = SchoolDistrict.objects.at(*shown, ward=ward.pk) if schools() else None
    return place | {
        "town": town.name if town else "",
        "shown_lat": shown[0],
        "shown_lng": shown[1],
        "cell": cell_of(*shown),
        "school_id": school,
    }


@transaction.atomic
def add_photos(*, issue: Issue, photos: Sequence[Photo]) -> Issue:
    """Attach photos to a post that has none yet; the first becomes its cover."""
    attach(issue, photos)
    issue.cover = photos[0] if photos else None
    issue.save(update_fields=["cover"])
    return issue


def attach(issue: Issue, photos: Sequence[Photo]) -> None:
    """Photos in their order, from now on the post's. Call in its transaction."""
    IssuePhoto.objects.bulk_create(
        IssuePhoto(issue=issue, photo=photo, position=position) for position, photo in enumerate(photos)
    )
    if photos:
        photo_actions.give_to(photos=photos, visibility=issue.visibility, author=issue.author, ward=issue.ward)


def _first_line(issue: Issue) -> None:
    """The first lines of its time line, of the journal and of the index."""
    if issue.status:
        StatusChange.objects.create(issue=issue, status=issue.status, at=issue.posted_at, by=issue.author)
    journal.record(
        act="issue.post",
        by=issue.author,
        kind="issue",
        number=issue.number,
        ward=issue.ward_id,
        after={"visibility": issue.visibility, "category": issue.category_id, "kind": issue.kind},
    )
    search_outbox.record("issue", issue.number)
    tell_lists(issue, is_new=True)
    if issue.is_public:
        announce_post(issue)


def announce_post(issue: Issue) -> None:
    """Let those who wait for such posts hear of it, once. Call in the transaction that shows it to everybody."""
    notices.announce(
        news="issue.posted", data={"issue": issue.pk, "by": issue.author_id}, key=f"issue.posted:{issue.pk}"
    )
