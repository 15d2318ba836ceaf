"""The journal of one project in colleagues' words."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .acts import OF_TALK, Act
from .resource_acts import lines_of

ACTS = {
    "project.start": Act(_("始めた"), "inbox"),
    "project.change": Act(_("書いたことの変更"), "edit"),
    "project.erase": Act(_("本人の取消し"), "minus-circle"),
    "project.link": Act(_("課題をつないだ"), "link"),
    "project.unlink": Act(_("課題を外した"), "minus"),
    "project.ask": Act(_("手を挙げた"), "hand"),
    "project.join": Act(_("チームに入った"), "people"),
    "project.decline": Act(_("見送った"), "minus-circle"),
    "project.leave": Act(_("チームからぬけた"), "undo"),
    "project.approve": Act(pgettext_lazy("act", "公開"), "check"),
    "project.hide": Act(_("非表示"), "hide", "danger"),
    "project.restore": Act(_("もう一度公開"), "undo"),
    "project.flags": Act(_("知らせは問題なし"), "flag", "talk"),
    "project.message_hide": Act(_("ひとことの非表示"), "hide", "danger"),
    "project.message_show": Act(_("ひとことをもう一度見せる"), "undo"),
    **OF_TALK,
    "appeal.make": Act(_("不服の申し立て"), "chat", "talk"),
    "appeal.uphold": Act(_("申し立て：決定はそのまま"), "check", "talk"),
    "appeal.reverse": Act(_("申し立て：決定を取り消し"), "undo", "talk"),
}


def acts_of(number: int) -> list[dict[str, Any]]:
    """Each act: label, icon and tone, moment, who, what was said; newest first."""
    return lines_of("project", number, ACTS)
