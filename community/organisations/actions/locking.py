"""Taking an organisation for a change: lock first, then look. And what every change leaves behind."""

from typing import Any

from django.utils.translation import gettext as _

from community.accounts.permissions import serves_ward
from community.core import journal
from community.core.errors import NotAllowed, NotFound, StaleVersion
from community.core.visibility import DESK_SEES
from community.moderation.permissions import refuse_banned
from community.photos import actions as photo_actions
from search import outbox as search_outbox

from ..models import Membership, Organisation
from ..permissions import may, membership_of
from ..signals import organisation_visibility_set


def lock(*, number: int) -> Organisation:
    found = (
        Organisation.objects.select_for_update(of=("self",))
        .select_related("ward", "picture")
        .filter(pk=number)
        .exclude(visibility="erased")
        .first()
    )
    if found is None:
        raise NotFound
    return found


def take(
    *, number: int, by: Any, act: str, key: str, version: int | None = None, yours: dict[str, Any] | None = None
) -> tuple[Organisation, bool]:
    """An organisation whose home ward `by` answers for, locked; and whether this press was done before.

    Raises NotFound outside the officer's wards, StaleVersion with both texts when somebody was faster.
    """
    found = lock(number=number)
    if not serves_ward(by, found.ward_id) or found.visibility not in DESK_SEES:
        raise NotFound
    if journal.already_done(act=act, by=by, kind="organisation", number=number, key=key):
        return found, True
    if version is not None and version != found.version:
        raise StaleVersion(yours=yours or {}, theirs=describe(found), version=found.version)
    return found, False


def take_as_member(*, number: int, by: Any, act: str = "") -> tuple[Organisation, Membership]:
    """An organisation that `by` belongs to, locked. `act` is what their role must allow.

    Raises NotFound for whoever does not belong to it, NotAllowed for a role that may not, or for the banned.
    """
    found = lock(number=number)
    own = membership_of(by, found)
    if own is None:
        raise NotFound
    refuse_banned(by)
    if act and not may(own, act):
        raise NotAllowed(_("これができるのは、団体の代表か世話役です。"))
    return found, own


def describe(found: Organisation) -> dict[str, Any]:
    """How it stands now, in words."""
    last = found.verifications.last()
    return {
        str(_("公開範囲")): found.get_visibility_display(),
        str(_("名前")): found.name,
        str(_("市の確認")): last.get_state_display() if last else "",
        str(_("理由")): found.hidden_reason or (last.word if last else ""),
    }


def save(found: Organisation, *fields: str) -> None:
    """Write the fields of a locked row and move its version on; search looks at it again."""
    found.version += 1
    found.save(update_fields=[*fields, "version"])
    search_outbox.record("organisation", found.pk)


def set_visibility(found: Organisation, visibility: str, *fields: str) -> None:
    """The organisation, its picture and its place in the index change together; words in its name change their name."""
    found.visibility = visibility
    save(found, "visibility", *fields)
    if found.picture is not None:
        photo_actions.follow_owner(photos=[found.picture], visibility=visibility)
    organisation_visibility_set.send(Organisation, organisation=found)


def record(
    act: str,
    found: Organisation,
    *,
    by: Any,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    note: str = "",
    key: str = "",
) -> None:
    """One line of its journal; people in it are public ids, never names."""
    journal.record(
        act=act,
        by=by,
        kind="organisation",
        number=found.pk,
        ward=found.ward_id or "",
        before=before,
        after=after,
        note=note,
        key=key,
    )
