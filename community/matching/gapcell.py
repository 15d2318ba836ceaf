"""One cell of the board explained: what waits there, what could fill it, what stands in the way: read anew."""

from collections.abc import Sequence
from typing import Any

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.core.clock import today
from community.resources.models import Resource
from community.resources.querysets import ResourceQuerySet

from .gaps import Board
from .models import Need

MOST_NEEDS, MOST_OFFERS = 4, 3


def explained(ward: str, codes: Sequence[str], board: Board) -> dict[str, Any]:
    """`codes` are those that were chosen; what could help is looked for among those that something waits for."""
    waiting = Need.objects.waiting().filter(issue__ward=ward, code__in=codes)
    sought = sorted(set(waiting.order_by().values_list("code", flat=True))) or list(codes)
    needs = waiting.select_related("issue__cover", "code").order_by("created_at", "pk")
    count = waiting.count()
    listed = Resource.objects.visible_to(None).listed().filter(codes__in=sought).distinct()
    there, able = listed.serving(ward), listed.available(today())
    at_hand = able.serving(ward)
    elsewhere = able.exclude(pk__in=there.order_by().values("pk"))
    promised = there.filter(quantity__lte=F("held") + F("handed_out"))
    counts = {"at_hand": at_hand.count(), "elsewhere": elsewhere.count(), "promised": promised.count()}
    return {
        "gap": board.gap(ward=ward, codes=codes),
        "needs": [_waiting(need) for need in needs[:MOST_NEEDS]],
        "more": max(0, count - MOST_NEEDS),
        "offers": _shown(at_hand),
        "elsewhere": _shown(elsewhere) if not counts["at_hand"] else [],
        "ways": list(_ways(**counts)),
        "is_waited_for": bool(count),
    }


def _shown(offers: ResourceQuerySet) -> list[Resource]:
    shown = offers.select_related("organisation", "ward").defer("ward__shape", "ward__outline")
    return list(shown.order_by("-confirmed_at", "-pk")[:MOST_OFFERS])


def _waiting(need: Need) -> dict[str, Any]:
    return {"need": need, "issue": need.issue, "waits": waits_of(need)}


def waits_of(need: Need) -> str:
    days = (today() - timezone.localdate(need.created_at)).days
    return (
        ngettext("%(n)d日 待っています", "%(n)d日 待っています", days) % {"n": days}
        if days
        else _("今日から待っています")
    )


def _ways(*, at_hand: int, elsewhere: int, promised: int) -> list[tuple[bool, str]]:
    """Whether it helps, and a sentence of it."""
    said = []
    if at_hand:
        words = ngettext("いま頼める提供が、%(n)d件あります。", "いま頼める提供が、%(n)d件あります。", at_hand)
        said.append((True, words % {"n": at_hand}))
    if promised:
        words = ngettext(
            "この区にとどく提供の %(n)d件は、ぜんぶ約束ずみです。",
            "この区にとどく提供の %(n)d件は、ぜんぶ約束ずみです。",
            promised,
        )
        said.append((False, words % {"n": promised}))
    if elsewhere:
        words = ngettext(
            "ほかの区に %(n)d件ありますが、この区にはとどきません。",
            "ほかの区に %(n)d件ありますが、この区にはとどきません。",
            elsewhere,
        )
        said.append((False, words % {"n": elsewhere}))
    return said or [(False, _("この力を出している人は、どの区にも、まだいません。"))]
