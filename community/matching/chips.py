"""Sorts of help that an issue seems to ask for, proposed to whoever may say so. Nothing is said by proposing it."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse

from community.taxonomy.codes import WANTED, codes_of
from community.taxonomy.reference import usable_codes

from .models import Need

CHIPS = 4


def chips_for(issue: Any, needs: Iterable[Need], *, chosen: str = "") -> Sequence[dict[str, Any]]:
    """Up to four codes that its words, and their meaning where a model of ours is quick, ask for, the surest first."""
    said = {need.code_id for need in needs}
    found = codes_of(f"{issue.title}\n{issue.body}\n{issue.category.name}", side=WANTED, most=CHIPS + len(said))
    known, form = usable_codes(), reverse("matches:needs", args=[issue.number])
    codes = [known[it.slug] for it in found if it.slug in known and it.slug not in said][:CHIPS]
    return [{"code": code, "url": f"{form}?code={code.pk}#id_code", "is_chosen": code.pk == chosen} for code in codes]
