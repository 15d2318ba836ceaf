"""What is being written and not yet sent: kept for the browser that wrote it, forgotten after 48 hours."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from community.core.clock import now
from community.core.errors import InvalidInput, NotAllowed
from community.core.holding import Holder
from community.core.text import clean_text
from community.photos import actions as photo_actions
from community.photos.models import Photo

from ..models import LONGEST_BODY, Draft

MOST_OF_A_BROWSER, MOST_OF_A_NETWORK = 5, 20
MOST_AT_ONCE = 500
FIELDS = (
    "title", "body", "kind", "category", "ward", "lat", "lng", "address", "precision", "anonymous", "private", "kept",
    "board",
)  # fmt: skip


def save_draft(*, browser: Holder, author: Any, network: str, key: str, fields: dict[str, Any]) -> Draft:
    """Keep a form as it was typed, once a key. The oldest of a browser gives way to the sixth.

    Raises InvalidInput for a 個人番号, which nobody may keep, and NotAllowed when a network has too many.
    """
    try:
        typed = {name: clean_text(str(fields.get(name) or ""), limit=LONGEST_BODY) for name in FIELDS}
    except ValidationError as reason:
        raise InvalidInput(reason.messages[0]) from reason
    with transaction.atomic():
        others = Draft.objects.alive().filter(network=network).exclude(holder=browser.name)
        if others.count() >= MOST_OF_A_NETWORK:
            raise NotAllowed(
                _("この回線からの書きかけが多すぎて、あずかれません。先にログインすると、そのまま投稿できます。")
            )
        kept, _made = Draft.objects.update_or_create(
            holder=browser.name,
            key=key,
            defaults={"fields": typed, "author": author, "network": network, "saved_at": now()},
        )
        for old in Draft.objects.filter(holder=browser.name)[MOST_OF_A_BROWSER:]:
            drop_draft(draft=old, author=author)
        photo_actions.keep_longer(tokens=typed["kept"].split(","), author=author, holder=browser.name)
    return kept


@transaction.atomic
def drop_draft(*, draft: Draft, author: Any = None) -> None:
    """Throw away what was written, and its photos – the browser's, and those of `author` – that no post has."""
    photo_actions.drop_unposted(photos=Photo.objects.drafts_of(author, draft.holder).filter(draft_key=draft.key))
    draft.delete()


def forget_posted(*, browser: Holder, key: str) -> None:
    """The post is there: its draft is no longer needed. Its photos are the post's."""
    if not browser.is_new:
        Draft.objects.filter(holder=browser.name, key=key).delete()


def drop_old_drafts() -> int:
    """Forget what nobody came back for."""
    gone = 0
    while old := Draft.objects.exclude(pk__in=Draft.objects.alive())[:MOST_AT_ONCE]:
        for draft in old:
            drop_draft(draft=draft)
        gone += len(old)
    return gone
