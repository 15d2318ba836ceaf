"""The journal of one organisation in colleagues' words."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from community.accounts.models import User
from community.core import journal
from community.core.models import JournalEntry
from community.organisations.models import Role

from .acts import OTHER, Act

ACTS = {
    "organisation.register": Act(_("団体の登録"), "inbox"),
    "organisation.change": Act(_("ページの変更"), "edit"),
    "organisation.approve": Act(pgettext_lazy("act", "公開"), "check"),
    "organisation.hide": Act(_("非表示"), "hide", "danger"),
    "organisation.restore": Act(_("もう一度公開"), "undo"),
    "organisation.flags": Act(_("知らせは問題なし"), "flag", "talk"),
    "organisation.invite": Act(_("招待"), "mail"),
    "organisation.uninvite": Act(_("招待の取消し"), "mail"),
    "organisation.join": Act(_("団体に入った"), "user"),
    "organisation.role": Act(_("役割の変更"), "person-check"),
    "organisation.leave": Act(_("団体をやめた"), "logout"),
    "organisation.ask": Act(_("市の確認の申しこみ"), "question", "talk"),
    "organisation.grant": Act(_("市の確認"), "check-circle"),
    "organisation.refuse": Act(_("確認できないと返事"), "minus-circle", "talk"),
    "organisation.revoke": Act(_("市の確認の取消し"), "minus-circle", "danger"),
    "organisation.erase": Act(_("団体がなくなった"), "bin"),
    "appeal.make": Act(_("不服の申し立て"), "chat", "talk"),
    "appeal.uphold": Act(_("申し立て：決定はそのまま"), "check", "talk"),
    "appeal.reverse": Act(_("申し立て：決定を取り消し"), "undo", "talk"),
}


def acts_of(number: int) -> list[dict[str, Any]]:
    """Each act: label, icon and tone, moment, who, what became of it, what was said; newest first."""
    entries = journal.entries_of("organisation", number)
    ids = {entry.actor for entry in entries} | {_member(entry) for entry in entries}
    names = {one.public_id: one.staff_name for one in User.objects.filter(public_id__in=ids - {""})}
    return [
        {
            "act": ACTS.get(entry.act, OTHER),
            "at": entry.at,
            "who": names.get(entry.actor, ""),
            "became": _became(entry, names),
            "words": entry.note,
        }
        for entry in reversed(entries)
    ]


def _member(entry: JournalEntry) -> str:
    return entry.after.get("member") or entry.before.get("member") or ""


def _became(entry: JournalEntry, names: dict[str, str]) -> str:
    """Whom it was about, and as what; until when."""
    role = entry.after.get("role") or entry.before.get("role") or ""
    word = str(Role(role).label) if role in Role.values else ""
    return "　".join(filter(None, (names.get(_member(entry), ""), word, entry.after.get("until", ""))))
