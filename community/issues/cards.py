"""Cards of posts as HTML. Each is made once, however many lists it stands in."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.db.models import F
from django.template.loader import get_template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from community.areas.reference import wards
from community.core import pieces
from community.core.templatetags.components import short_day
from community.photos.models import Photo
from community.taxonomy.reference import categories, mark

from .bridge import arches
from .models import Issue
from .workflow import Kind, Status

# All that a card's picture of an issue depends on, in one light row.
STAMP = ("pk", "number", "version", "support_count", "thread__message_count", "cover__token", "first_answer_at")
FIELDS = (
    "number", "kind", "status", "title", "ward_id", "town", "address", "precision", "category_id", "posted_at",
    "promised_on", "first_answer_at",
)  # fmt: skip
ROW, CARD, STATE = "components/row_card.html", "components/card.html", "issues/_state.html"
Stamp = tuple[Any, ...]


def cards(stamps: Iterable[Stamp], template: str = ROW, *, level: int = 2) -> list[SafeString]:
    """The cards of posts the caller may show, in their order; `level` is that of their headings.

    Only cards that were never made are fetched and made.
    """
    shown = {stamp[0]: stamp for stamp in stamps}
    prefix = pieces.name_of(template, level, mark())
    names = {key: f"{prefix}:{stamp[:-1]}:{bool(stamp[-1])}".replace(" ", "") for key, stamp in shown.items()}

    def make(missing: list[int]) -> dict[int, str]:
        card, level_of_all = get_template(template), {"level": str(level)}
        return {issue.pk: card.render(_words_of(issue, shown[issue.pk]) | level_of_all) for issue in _fetched(missing)}

    return list(pieces.render(names, make).values())


def _fetched(keys: list[int]) -> list[Issue]:
    """What the stamps do not say; ward and category come from what the process keeps, instead of two joins."""
    areas, kinds = wards(), categories()
    issues = list(Issue.objects.filter(pk__in=keys).only(*FIELDS).annotate(alt=F("cover__alt")))
    for issue in issues:
        issue.ward = areas.get(issue.ward_id)
        if issue.category_id in kinds:
            issue.category = kinds[issue.category_id]
    return issues


def _words_of(issue: Issue, stamp: Stamp) -> dict[str, Any]:
    """What the card's template shows of one post, as it takes it; numbers as text, which costs it less."""
    _pk, _number, _version, supports, messages, cover, answered_at = stamp
    return {
        "url": issue.get_absolute_url(),
        "title": issue.title,
        "state": _state(issue.kind, issue.status, get_language()),
        "photo_url": Photo(token=cover).card_url if cover else "",
        "photo_alt": issue.alt or "",
        "category_icon": issue.category.icon,
        "place": issue.place,
        "at": issue.posted_at,
        "support_count": str(supports),
        "talk_count": str(messages),
        "late": _late(issue),
        "live": _("市が回答") if answered_at else "",
    }


def state_of(issue: Issue) -> SafeString:
    """The pill, small arches and kind of one post."""
    return _state(issue.kind, issue.status, get_language())


def _late(issue: Issue) -> str:
    if not issue.is_overdue:
        return ""
    return format_html(_("約束の日（{day}）をすぎています"), day=short_day(issue.overdue_since))


@lru_cache(maxsize=128)
def _state(kind: str, status: str, language: str) -> SafeString:
    """The pill, small arches and kind of every post in this state; there are a few dozen in all."""
    context = {
        "kind": Kind(kind),
        "status": Status(status) if status else "",
        "states": arches(kind, status) if status else [],
    }
    return get_template(STATE).render(context)
