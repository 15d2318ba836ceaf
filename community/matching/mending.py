"""How an owner mends what keeps an offer away: the page, and the place on it."""

from collections.abc import Iterable
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from community.resources.models import Resource

EDIT, PAGE, VERIFICATION = "edit", "page", "verification"
MENDS = {
    "status": (_("また始める"), PAGE, "tools"),
    "hidden": (_("提供のページを見る"), PAGE, ""),
    "nothing_left": (_("数を直す"), EDIT, "id_quantity"),
    "quantity": (_("数を直す"), EDIT, "id_quantity"),
    "over": (_("使える日を直す"), EDIT, "id_until_on"),
    "apart": (_("使える日を直す"), EDIT, "id_from_on"),
    "dates": (_("使える日を直す"), EDIT, "id_from_on"),
    "place": (_("とどける区を直す"), EDIT, "part-where"),
    "excluded": (_("条件を直す"), EDIT, "id_conditions"),
    "language": (_("ことばを直す"), EDIT, "part-words"),
    "codes": (_("使い道を足す"), EDIT, "id_codes"),
    "kind": (_("使い道を足す"), EDIT, "id_codes"),
    "asking": (_("書いてあることを直す"), EDIT, "part-words"),
    "words": (_("書いてあることを直す"), EDIT, "part-words"),
    "stale": (_("「まだできます」と知らせる"), PAGE, "tools"),
    "unverified": (_("市の確認を申しこむ"), VERIFICATION, ""),
}


class Way(NamedTuple):
    """A link that leads to the mending."""

    label: str
    url: str


def ways_for(codes: Iterable[str], resource: Resource) -> list[Way]:
    """For gates and misfits by their names, each page and place once; what nobody can mend has none."""
    found: dict[str, Way] = {}
    for code in codes:
        label, page, part = MENDS.get("excluded" if code.startswith("limit_") else code, ("", "", ""))
        base = _address(page, resource)
        if base:
            url = f"{base}#{part}" if part else base
            found.setdefault(url, Way(str(label), url))
    return list(found.values())


def _address(page: str, resource: Resource) -> str:
    if page == EDIT:
        return reverse("resources:edit", args=[resource.pk])
    if page == VERIFICATION and resource.organisation_id is not None:
        return reverse("organisations:verification", args=[resource.organisation_id])
    return resource.get_absolute_url() if page == PAGE else ""
