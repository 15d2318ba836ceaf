"""A hand-over in words: what each step was, what comes next and whose turn it is."""

from datetime import datetime

from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from .models import Match, MatchStep, Reveal
from .workflow import Side, State

HELPING = {  # what is said otherwise where it is a volunteer's own hands
    State.ACCEPTED: gettext_lazy("いつ、どこで手伝うかを決めましょう。"),
    State.SCHEDULED: gettext_lazy("約束の日時は、%(when)sです。"),
    State.DELIVERED: gettext_lazy("手伝ってもらった人は、問題がなければ「確認」を押してください。"),
    State.EXPIRED: gettext_lazy("期限になりました。"),
}


def of_step(match: Match, step: MatchStep) -> str:
    """What happened, in one line without names of people."""
    if match.by_person and step.act in ("accept", "deliver"):
        return _("「手伝います」と返事がありました") if step.act == "accept" else _("手伝いがおわりました")
    amount = f"{step.quantity or match.quantity}{match.unit}"
    if step.act.startswith(("show-", "hide-")):
        how, _dash, field = step.act.partition("-")
        label = Reveal.Field(field).label
        shown = _("%(who)sが%(field)sを見せました") if how == "show" else _("%(who)sが%(field)sをとりさげました")
        return shown % {"who": Side(step.side).label, "field": label}
    said = {
        "propose": _("%(amount)sのお願いが出ました")
        if step.side == Side.ASKER
        else _("%(amount)sの申し出がありました"),
        "accept": _("承諾：%(amount)sをとっておきます"),
        "decline": _("今回は見送られました"),
        "schedule": _("日時：%(when)s"),
        "deliver": _("お渡し：%(amount)s"),
        "confirm": _("確認：ぶじに終わりました") if step.side else _("7日たったので、確認ずみになりました"),
        "thank": _("お礼がとどきました"),
        "withdraw": _("とりやめになりました"),
        "expire": _("返事や動きがないまま、期限になりました"),
        "fail": _("できませんでした"),
        "return": _("返却：%(amount)s"),
        "tell": _("みんなに見せてよい、とのことです"),
        "keep": _("みんなには見せません"),
    }[step.act]
    return said % {"amount": amount, "when": when(step.moment)}


def when(moment: datetime | None) -> str:
    """Date and hour of the hand-over, or that the two have agreed on it in their talk."""
    if moment is None:
        return _("話の中で決めました")
    local = timezone.localtime(moment)
    return format_date(local, "j M Y H:i" if get_language() == "en" else "n月j日（D）H:i")


def waiting_for(match: Match) -> str | None:
    """The side whose turn it is; None when either may go on."""
    if match.state == State.PROPOSED:
        return Side.OWNER if match.proposed_by == Side.ASKER else Side.ASKER
    return Side.ASKER if match.state in (State.DELIVERED, State.CONFIRMED) else None


def next_step(match: Match, side: str | None) -> str:
    """The one thing that comes next, said to this side."""
    if match.state == State.PROPOSED:
        mine = side == waiting_for(match)
        return (
            _("お返事をお願いします。7日すぎると、期限切れになります。") if mine else _("相手のお返事を待っています。")
        )
    if match.by_person and match.state in HELPING:
        return HELPING[State(match.state)] % {"when": when(match.scheduled_at)}
    return {
        State.ACCEPTED: _("いつ、どこで渡すかを決めましょう。"),
        State.SCHEDULED: _("お渡しは、%(when)sです。") % {"when": when(match.scheduled_at)},
        State.DELIVERED: _("受け取った人は、問題がなければ「確認」を押してください。"),
        State.CONFIRMED: _("ぶじに終わりました。お礼をひとこと、どうぞ。"),
        State.THANKED: _("おつかれさまでした。"),
        State.DECLINED: _("今回は見送られました。ほかの人に聞いてみましょう。"),
        State.WITHDRAWN: _("とりやめになりました。"),
        State.EXPIRED: _("期限になりました。とっておいたものは、もどりました。"),
        State.FAILED: _("できませんでした。またの機会に。"),
    }[State(match.state)]
