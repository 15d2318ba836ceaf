"""The journal of one issue in colleagues' words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from community.accounts.models import User
from community.core import journal
from community.core.models import JournalEntry
from community.issues.workflow import Status
from community.taxonomy.models import Department


@dataclass(frozen=True)
class Act:
    """How an act is told: its word, its icon, and the tone of its mark (plain, talk, secret, danger)."""

    label: str | Promise
    icon: str
    tone: str = "plain"


# What staff do about a talk, whatever it belongs to.
OF_TALK = {
    "talk.slow": Act(_("話の速さを変えた"), "clock", "talk"),
    "talk.close": Act(_("話を閉じた"), "lock", "talk"),
    "talk.open": Act(_("話をまた始めた"), "undo", "talk"),
    "talk.pin": Act(_("ピン留めを変えた"), "pin", "talk"),
}
ACTS = {
    "issue.post": Act(_("投稿"), "inbox"),
    "issue.edit": Act(_("書いた人が直した"), "edit"),
    "issue.approve": Act(pgettext_lazy("act", "公開"), "check"),
    "issue.hide": Act(_("非表示"), "hide", "danger"),
    "issue.restore": Act(_("もう一度公開"), "undo"),
    "issue.assign": Act(_("担当の変更"), "person-check"),
    "issue.status": Act(_("様子の変更"), "swap"),
    "issue.merge": Act(_("ほかの投稿にまとめた"), "merge"),
    "issue.merge-along": Act(_("いっしょにまとめ先を変えた"), "merge"),
    "issue.unmerge": Act(_("まとめを解いた"), "split"),
    "issue.promise": Act(_("約束の日の変更"), "calendar"),
    "issue.handover": Act(_("担当の引きつぎ"), "person-check"),
    "photo.hide": Act(_("写真の一部をかくした"), "hide"),
    "message.hide": Act(_("ひとことを隠した"), "hide", "danger"),
    "message.show": Act(_("ひとことをもう一度見せた"), "undo"),
    "message.delete": Act(_("書いた人がひとことを取り消した"), "bin"),
    "message.set_aside": Act(_("知らせが重なり、ひとことを確認まちにした"), "flag", "danger"),
    "issue.set_aside": Act(_("知らせが重なり、公開まえの確認にもどした"), "flag", "danger"),
    "appeal.make": Act(_("不服の申し立て"), "chat", "talk"),
    "appeal.uphold": Act(_("申し立て：決定はそのまま"), "check", "talk"),
    "appeal.reverse": Act(_("申し立て：決定を取り消し"), "undo", "talk"),
    **OF_TALK,
    "flags.close": Act(_("知らせは問題なし"), "flag", "talk"),
    "issue.note": Act(_("内部メモ"), "lock", "secret"),
    "reply.draft": Act(_("回答の下書き"), "edit", "talk"),
    "reply.publish": Act(_("回答の公開"), "building"),
    "effort.report": Act(_("取り組みの報告"), "hand"),
    "effort.approve": Act(_("報告の公開"), "check"),
    "effort.confirm": Act(_("報告を確かめた"), "check-circle"),
    "effort.decline": Act(_("報告に「まだです」"), "redo", "talk"),
    "effort.ask": Act(_("2週間返事がなく、デスクへ"), "clock"),
    "effort.hide": Act(_("報告の非表示"), "hide", "danger"),
    "effort.show": Act(_("報告をもう一度見せる"), "undo"),
    "effort.erase": Act(_("退会した人が報告を取り消した"), "hide"),
    "effort.flags": Act(_("報告への知らせは問題なし"), "flag", "talk"),
    "reply.correct": Act(_("回答の訂正"), "edit", "talk"),
    "reply.return": Act(_("回答をもどす"), "undo", "talk"),
}
OTHER = Act(_("そのほかの記録"), "doc")


def acts_of(number: int, departments: dict[str, Department]) -> list[dict[str, Any]]:
    """Each act on an issue: label, icon and tone, moment, who, what became of it, what was said; newest first."""
    entries = journal.entries_of("issue", number)
    names = _names(entries)
    return [
        {
            "act": ACTS.get(entry.act, OTHER),
            "at": entry.at,
            "who": names.get(entry.actor, ""),
            "became": _became(entry, names, departments),
            "words": entry.note or entry.after.get("subject", ""),
        }
        for entry in reversed(entries)
    ]


def _became(entry: JournalEntry, names: dict[str, str], departments: dict[str, Department]) -> str:
    """What it became, in words: the state it went to, or the office and the person that took it on."""
    if entry.act == "issue.status":
        return " → ".join(filter(None, (_status(entry.before), _status(entry.after))))
    if entry.act == "issue.assign":
        department = departments.get(entry.after.get("department", ""))
        office = department.label if department else str(_("部署は未定"))
        return "　".join(filter(None, (office, names.get(entry.after.get("officer", ""), ""))))
    if entry.act == "issue.handover":
        return names.get(entry.after.get("officer", ""), "")
    if entry.act == "issue.promise":
        return " → ".join(filter(None, (entry.before.get("promised_on"), entry.after.get("promised_on"))))
    into = entry.after.get("into") or (entry.before.get("into") if entry.act == "issue.unmerge" else None)
    return f"#{into}" if into else ""


def _status(side: dict[str, Any]) -> str:
    status = side.get("status", "")
    return str(Status(status).label) if status in Status.values else ""


def _names(entries: Sequence[JournalEntry]) -> dict[str, str]:
    """Public id → the name colleagues know, of everybody who acted or was given the issue."""
    ids = {entry.actor for entry in entries} | {entry.after.get("officer", "") for entry in entries}
    people = User.objects.in_bulk(ids - {""}, field_name="public_id")
    return {public_id: person.staff_name for public_id, person in people.items()}
