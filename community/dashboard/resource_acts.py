"""The journal of one offer in colleagues' words."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from community.accounts.models import User
from community.core import journal

from .acts import OF_TALK, OTHER, Act

ACTS = {
    "resource.offer": Act(_("出した"), "inbox"),
    "resource.change": Act(_("書いたことの変更"), "edit"),
    "resource.confirm": Act(_("まだできます"), "check"),
    "resource.rest": Act(_("お休み"), "clock"),
    "resource.resume": Act(_("また始めた"), "redo"),
    "resource.end": Act(_("おわり"), "minus-circle"),
    "resource.ask": Act(_("60日たって、まだできるか聞いた"), "question"),
    "resource.approve": Act(pgettext_lazy("act", "公開"), "check"),
    "resource.hide": Act(_("非表示"), "hide", "danger"),
    "resource.restore": Act(_("もう一度公開"), "undo"),
    "resource.flags": Act(_("知らせは問題なし"), "flag", "talk"),
    "resource.message_hide": Act(_("ひとことの非表示"), "hide", "danger"),
    "resource.message_show": Act(_("ひとことをもう一度見せる"), "undo"),
    **OF_TALK,
    "appeal.make": Act(_("不服の申し立て"), "chat", "talk"),
    "appeal.uphold": Act(_("申し立て：決定はそのまま"), "check", "talk"),
    "appeal.reverse": Act(_("申し立て：決定を取り消し"), "undo", "talk"),
}


def acts_of(number: int) -> list[dict[str, Any]]:
    """Each act: label, icon and tone, moment, who, what was said; newest first."""
    return lines_of("resource", number, ACTS)


def lines_of(kind: str, number: int, acts: dict[str, Act]) -> list[dict[str, Any]]:
    entries = journal.entries_of(kind, number)
    ids = {entry.actor for entry in entries} - {""}
    names = {one.public_id: one.staff_name for one in User.objects.filter(public_id__in=ids)}
    return [
        {
            "act": acts.get(entry.act, OTHER),
            "at": entry.at,
            "who": names.get(entry.actor, ""),
            "became": "",
            "words": entry.note,
        }
        for entry in reversed(entries)
    ]
