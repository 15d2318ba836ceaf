"""Where an issue stands: its bridge, the steps so far, and what comes next. The same for every reader."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from community.core import pieces
from community.core.visibility import Visibility
from community.taxonomy.models import Authority
from community.taxonomy.reference import mark

from .bridge import bridge_of
from .models import Issue, StatusChange
from .workflow import Kind, Status

S = Status
SHOWN_AT_ONCE = 3  # steps; earlier ones wait behind a line
TALK = "#talk"
BRIDGE = "issues/_bridge.html"


@dataclass(frozen=True)
class NextStep:
    """At most one thing to do, and only one that exists."""

    title: str
    text: str
    url: str = ""
    label: str = ""
    second_url: str = ""
    second_label: str = ""


def bridge_panel(issue: Issue) -> SafeString:
    """The inside of the region `bridge`, made once for each state that the issue was in; empty for これはいいね！"""
    if issue.kind == Kind.GOOD or not issue.status:
        return SafeString()
    whole = issue.merged_into
    name = pieces.name_of(
        BRIDGE, issue.pk, issue.version, bool(issue.first_answer_at), whole.visibility if whole else "", mark()
    )
    return pieces.render({BRIDGE: name}, lambda _missing: {BRIDGE: render_to_string(BRIDGE, standing(issue))})[BRIDGE]


def standing(issue: Issue) -> dict[str, Any]:
    """What the bridge's panel shows: where it stands, its steps, and what comes next."""
    changes = list(issue.changes.select_related("department", "authority"))
    latest = list(reversed(changes))
    return {
        "issue": issue,
        "bridge": bridge_of(issue, changes),
        "recent": latest[:SHOWN_AT_ONCE],
        "earlier": latest[SHOWN_AT_ONCE:],
        "step": next_step(issue, changes),
    }


def next_step(issue: Issue, changes: Sequence[StatusChange] = ()) -> NextStep:
    """What happened, what it means and what one can do now. The city's own sentence stands beside it, in the steps."""
    authority = changes[-1].authority if changes and issue.status == S.NOT_OURS else None
    if authority is not None:
        return _sent_on(authority)
    build = {S.DUPLICATE: _merged, S.WITHDRAWN: _withdrawn}.get(Status(issue.status))
    return build(issue) if build else NextStep(*_words()[Status(issue.status)])


def _words() -> dict[Status, tuple[str, ...]]:
    return {
        S.RECEIVED: (_("受け付けました。"), _("人の目で読んで、担当を決めます。")),
        S.IN_REVIEW: (_("市が確かめています。"), _("場所と様子がわかったら、担当の部署を決めます。")),
        S.ASSIGNED: (_("担当の部署が決まりました。"), _("つぎの知らせは、その部署から出ます。")),
        S.SCHEDULED: (_("対応の日が決まりました。"), _("変わるときは、ここで知らせます。")),
        S.IN_PROGRESS: (_("対応しています。"), _("終わったら、ここで知らせます。")),
        S.TAKEN_UP: (_("取り入れることになりました。"), _("進み方は、ここで知らせます。")),
        S.RESOLVED: (_("直っていますか？"), _("まだのときは、話で教えてください。"), TALK, _("いまの様子を書く")),
        S.RESOLVED_BY_COMMUNITY: (
            _("みんなで解決しました。"), _("だれが何をしたかは、話に残っています。"), TALK, _("いきさつを読む"),
        ),
        S.NOT_ACTIONABLE: (
            _("今回は、市は対応しません。"), _("理由は、すぐ下にあります。ご近所の力で動くこともあります。"), TALK,
            _("ご近所に話してみる"),
        ),
        S.NOT_OURS: (
            _("市の担当ではありませんでした。"), _("案内先は、すぐ下にあります。投稿は記録として残ります。"),
        ),
        S.INFO_REQUESTED: (
            _("市が、もう少し知りたいことがあります。"), _("わかる人は、話で答えてください。"), TALK, _("話で答える"),
        ),
        S.REOPEN_REQUESTED: (
            _("もう一度見てほしいと、声がありました。"), _("市が見なおします。"), TALK, _("いまの様子を書く"),
        ),
    }  # fmt: skip


def _sent_on(authority: Authority) -> NextStep:
    """Whom to turn to instead, with telephone and page."""
    phone = f"tel:{authority.phone}".replace("#", "%23") if authority.phone else ""
    call, page = _("電話 %(phone)s") % {"phone": authority.phone}, _("ページを開く")
    ways = [(url, label) for url, label in ((phone, call), (authority.url, page)) if url]
    (url, label), (second_url, second_label) = (*ways, ("", ""), ("", ""))[:2]
    text = _("担当していること：%(what)s。投稿は記録として残ります。") % {"what": authority.answers}
    title = _("窓口は、%(name)sです。") % {"name": authority.label}
    return NextStep(title, text, url, label, second_url, second_label)


def _merged(issue: Issue) -> NextStep:
    whole = issue.merged_into
    if whole is None or whole.visibility != Visibility.PUBLIC:
        return NextStep(_("同じ内容の投稿にまとまりました。"), _("返事は、こちらの方にも届きます。"))
    names = {"number": whole.number}
    return NextStep(
        _("この課題は #%(number)s にまとまりました。") % names,
        _("返事は、こちらの方にも届きます。"),
        whole.get_absolute_url(),
        _("#%(number)s を見る") % names,
    )


def _withdrawn(issue: Issue) -> NextStep:
    begun = urlencode({"ward": issue.ward_id or "", "category": issue.category_id, "kind": issue.kind})
    return NextStep(
        _("書いた人が取り下げました。"),
        _("話は残っています。同じことで困っていたら、もう一度出せます。"),
        f"{reverse('issues:new')}?{begun}",
        _("同じことを出す"),
    )
