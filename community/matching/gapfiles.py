"""The board of gaps as open data: a row for every ward and sort of help, also where nothing waits."""

from typing import Any

from django.utils.translation import override

from community.areas.models import Ward
from community.taxonomy.models import NeedCode

from .gapboard import Choice
from .gaps import Board, Cell, Gap

COLUMNS = {
    "ward": "区のコード",
    "ward_name": "区",
    "kind": "しゅるい",
    "group": "なかま",
    "code": "力の記号",
    "code_name": "力",
    "needs": "求めている",
    "needs_required": "うち、ないと困る",
    "offers": "出せる",
    "idle": "うち、60日お願いがない",
    "short": "足りない",
    "waiting_since": "いちばん古い",
}  # names do not change; the headings are for people who read Japanese


def rows(found: Board, choice: Choice) -> list[list[Any]]:
    """In the order of COLUMNS; names in Japanese, whatever language was asked for: the file is the same for all."""
    chosen = [ward for code, ward in choice.frame.wards.items() if choice.ward in ("", code)]
    sorts = [choice.frame.sorts[code] for code in choice.codes]
    with override("ja"):
        return [_row(ward, one, found.cells.get(Cell(ward.pk, one.pk), Gap())) for ward in chosen for one in sorts]


def _row(ward: Ward, one: NeedCode, gap: Gap) -> list[Any]:
    counts = [gap.wanted, gap.required, gap.supply, gap.idle, gap.short]
    since = gap.oldest.isoformat() if gap.oldest else None
    return [ward.pk, ward.label, one.kind, one.group_id, one.pk, one.label, *counts, since]
