"""News for the colleague to whom issues were handed over."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from community.accounts.models import User
from community.notifications.registry import NewsType, Recipient, Words

Data = dict[str, Any]


def _audience(data: Data) -> Iterable[Recipient]:
    return [Recipient(data["taker"], "desk")]


def _words(data: Data, user: Any) -> Words | None:
    """None for somebody whose desk was taken away meanwhile."""
    if user.desk_role is None and not user.is_superuser:
        return None
    giver = User.objects.filter(pk=data["giver"]).first()
    names = {"n": data["count"], "name": giver.staff_name if giver else ""}
    return Words(
        title=ngettext("%(n)d件の担当を引きつぎました", "%(n)d件の担当を引きつぎました", data["count"]) % names,
        line=ngettext(
            "%(name)sさんから%(n)d件。引きつぎのメモは、それぞれの課題の内部メモにあります。",
            "%(name)sさんから%(n)d件。引きつぎのメモは、それぞれの課題の内部メモにあります。",
            data["count"],
        )
        % names,
        url=reverse("desk:queue") + "?view=mine",
    )


HANDOVER = NewsType("desk.handover", gettext_lazy("担当の引きつぎ"), _audience, _words)
