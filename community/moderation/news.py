"""What people are told of decisions about what they wrote and flagged. Nobody is named, and no words are repeated."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.notifications.registry import NewsType, Recipient, Words

from .causes import appeal_address
from .models import Appeal, Ban, Flag, Outcome, Takedown
from .permissions import end_of
from .registry import address_of, may_know

MINE = "mine"


def _author_of_takedown(data: dict[str, Any]) -> list[Recipient]:
    return _one(Takedown.objects.filter(pk=data["takedown"]).values_list("author", flat=True))


def _hidden(data: dict[str, Any], user: Any) -> Words | None:
    takedown = Takedown.objects.filter(pk=data["takedown"], author=user, undone_at=None).first()
    if takedown is None or not may_know(takedown.kind, takedown.number, user):
        return None
    line = _("理由：%(reason)s　おかしいと思うときは、1回だけ申し立てができます。") % {"reason": takedown.reason}
    return Words(title=str(takedown.told), line=line, url=appeal_address(takedown), official=True)


def _reporters(data: dict[str, Any]) -> list[Recipient]:
    return _one(Flag.objects.filter(pk__in=data["flags"]).values_list("reporter", flat=True))


def _flag_closed(data: dict[str, Any], user: Any) -> Words | None:
    flag = Flag.objects.filter(pk__in=data["flags"], reporter=user).exclude(outcome="").first()
    if flag is None:
        return None
    knows = may_know(flag.kind, flag.number, user)
    fine = flag.outcome == Outcome.FINE
    line = _("確かめて、問題はないと考えました。") if fine else _("確かめて、見えないようにしました。")
    url = address_of(flag.kind, flag.number, flag.part) if knows else reverse("profile")
    return Words(title=_("知らせてくれたことの結果"), line=line, url=url, official=True)


def _author_of_appeal(data: dict[str, Any]) -> list[Recipient]:
    return _one(Appeal.objects.filter(pk=data["appeal"]).values_list("author", flat=True))


def _appeal_decided(data: dict[str, Any], user: Any) -> Words | None:
    appeal = Appeal.objects.with_cause().filter(pk=data["appeal"], author=user, decided_at__isnull=False).first()
    if appeal is None or (appeal.takedown and not may_know(appeal.takedown.kind, appeal.takedown.number, user)):
        return None
    is_back = appeal.outcome == Appeal.Decision.REVERSED
    title = _("申し立てが通りました") if is_back else _("申し立てへの答え")
    line = appeal.answer or (_("決定を取り消しました。") if is_back else _("決定はそのままです。"))
    return Words(title=title, line=line, url=appeal_address(appeal.cause), official=True)


def _banned_person(data: dict[str, Any]) -> list[Recipient]:
    return _one(Ban.objects.filter(pk=data["ban"]).values_list("user", flat=True))


def _banned(data: dict[str, Any], user: Any) -> Words | None:
    ban = Ban.objects.in_force().filter(pk=data["ban"], user=user).first()
    if ban is None:
        return None
    names = {"reason": ban.reason, "until": end_of(ban) if ban.until else ""}
    line = _("%(until)sまで。理由：%(reason)s") % names if ban.until else _("理由：%(reason)s") % names
    return Words(title=_("投稿と書きこみを止めました"), line=line, url=appeal_address(ban), official=True)


def _one(people: Iterable[int | None]) -> list[Recipient]:
    return [Recipient(user_id=person, reason=MINE) for person in sorted(set(people) - {None})]


NEWS = (
    NewsType("moderation.hidden", gettext_lazy("隠された投稿・書きこみ・報告"), _author_of_takedown, _hidden),
    NewsType("moderation.flag_closed", gettext_lazy("知らせてくれたことの結果"), _reporters, _flag_closed),
    NewsType("moderation.appeal_decided", gettext_lazy("申し立てへの答え"), _author_of_appeal, _appeal_decided),
    NewsType("moderation.banned", gettext_lazy("利用のお休み"), _banned_person, _banned),
)
