"""What the style guide shows: invented posts, people and forms, made in memory without a query."""

from datetime import date, timedelta
from types import SimpleNamespace as Sample
from typing import Any

from django import forms, template
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe

from ..clock import now

register = template.Library()

STATUSES = {
    "received": "受付", "in_review": "確認中", "assigned": "担当決定", "in_progress": "対応中", "scheduled": "対応予定",
    "resolved": "対応済み", "resolved_by_community": "みんなで解決", "not_actionable": "対応しない",
    "not_ours": "管轄外", "duplicate": "重複", "withdrawn": "取下げ", "info_requested": "確認をお願い中",
    "reopen_requested": "再確認の依頼", "taken_up": "取り入れます",
}  # fmt: skip
KINDS = {
    "person": "人", "thing": "モノ", "space": "場所", "money": "資金", "facts": "情報", "project": "プロジェクト",
}  # fmt: skip
SCENES = {
    "lamp-dark": "切れた街灯の下を、人がひとり歩いている夜道",
    "lamp-lit": "街灯がついて、親子が歩いている夜道",
    "arcade": "シャッターの閉まった店がならぶ商店街",
    "river": "ペットボトルや袋が流れ着いた河川敷",
    "flowers": "花壇に水をやる3人",
}
STEPS = ("受付", "確認中", "担当決定", "対応中", "できた")
SPRITE_ICONS = (
    "search camera plus minus pin bell home user users people hand chat share check check-circle close chevron-right "
    "chevron-left chevron-down chevron-up arrow back inbox eye person-check wrench calendar minus-circle plus-circle "
    "signpost layers undo question redo clock alert box building yen info code database lamp bin bike tree drop road "
    "house paw shop crossing globe heart book filter map list target flag send photo lock settings chart doc "
    "megaphone split merge hide menu more text print trophy walk swap logout login mail key fingerprint download link "
    "star edit phone external"
).split()
WARDS = (
    ("北区", 47, 5, "M60 40 150 20 210 70 190 130 90 140z", 132, 84),
    ("都島区", 21, 3, "M210 70 290 50 330 120 260 150 190 130z", 258, 102),
    ("福島区", 12, 2, "M10 70 60 40 90 140 40 180z", 52, 112),
    ("西区", 20, 3, "M40 180 90 140 130 210 60 240z", 82, 196),
    ("中央区", 35, 4, "M90 140 190 130 220 220 130 210z", 156, 176),
    ("天王寺区", 11, 1, "M220 220 190 130 260 150 290 230z", 238, 190),
    ("浪速区", 0, 0, "M60 240 130 210 220 220 200 280 90 290z", 138, 256),
)


class SampleForm(forms.Form):
    title = forms.CharField(
        label="ひとことで",
        help_text="見たままでだいじょうぶです。",
        max_length=60,
        error_messages={"required": "ひとことで、何が起きているか書いてください。"},
    )
    body = forms.CharField(label="くわしく", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    ward = forms.ChoiceField(
        label="区",
        error_messages={"required": "区をえらぶか、地図に1つピンを置いてください。"},
        choices=[("", "えらんでください"), ("kita", "北区"), ("nishi", "西区")],
    )
    kind = forms.ChoiceField(
        label="しゅるい",
        widget=forms.RadioSelect,
        choices=[("a", "課題"), ("b", "アイデア"), ("c", "これはいいね！")],
        error_messages={"required": "しゅるいを1つえらんでください。"},
    )
    photos = forms.FileField(label="写真", required=False, help_text="1枚12MBまで、5枚まで。")
    mail = forms.BooleanField(label="返事をメールで知らせる", required=False, help_text="自分の投稿と、わたしもだけ。")
    agree = forms.BooleanField(
        label="みんなの約束を読みました", error_messages={"required": "約束を読んで、印をつけてください。"}
    )


class CodeForm(forms.Form):
    code = forms.CharField(label="番号", help_text="あと 9分40秒 使えます。あと 5回ためせます。")


@register.simple_tag
def samples() -> dict[str, Any]:
    """Everything that the sections of the style guide show."""
    wrong = SampleForm({"title": "", "body": "排水口がふさがって"}, auto_id="wrong_%s")
    return {
        "statuses": STATUSES.items(),
        "kinds": KINDS.items(),
        "icons": SPRITE_ICONS,
        "rows": _rows(),
        "bridges": _bridges(),
        "ideas": _ideas(),
        "photos": _photos(),
        "photo_sets": [_photos()[:most] for most in range(1, 6)],
        "form": SampleForm(initial={"title": "街灯が2本", "kind": "a", "mail": True}, auto_id="right_%s"),
        "wrong": wrong,
        "code": CodeForm(initial={"code": "407"}, auto_id="code_%s"),
        "wrong_code": _wrong_code(),
        "map": _map(),
        "minimap": {
            "width": 400, "height": 220, "path": "M90 30 250 14 330 90 300 190 140 206 70 120z",
            "point": {"x": 210, "y": 120}, "blurred": True,
        },
        "trail": [_link("課題ボード", "/issues/"), _link("北区", "/issues/?ward=27127"), _link("街灯", "")],
        "views": [
            _link("一覧", "#", icon="list", current=True), _link("地図", "#", icon="map"),
            _link("表", "#", icon="database"),
        ],
        "text": _text("塾帰りの子、みんなスマホの灯りで歩いてはります。急いでほしいわぁ。"),
        "answer": _text("現地を確認しました。2灯とも器具の寿命です。<b>11月29日（土）午前</b>に LED へ取り替えます。"),
        "soon": now() - timedelta(minutes=2),
        "day": date(now().year, 11, 20),
        "later": date(now().year, 11, 24),
    }  # fmt: skip


def _link(label: str, url: str, **more: Any) -> Sample:
    return Sample(label=label, url=url, **more)


def _text(words: str) -> SafeString:
    return mark_safe(f"<p>{words}</p>")  # noqa: S308 - written here


def _photos() -> list[Sample]:
    sheet = static("img/scenes.svg")
    return [
        Sample(large_url=f"{sheet}#photo-{name}", card_url=f"{sheet}#photo-{name}", alt=alt, width=214, height=155)
        for name, alt in SCENES.items()
    ]


def _rows() -> list[Sample]:
    """Small arches as the board shows them: a state, its word, its spans."""
    warm, grey, done = ["warm"] * 5, ["grey"] * 5, ["done"] * 5
    states = [["done"] * at + ["now"] + ["next"] * (4 - at) for at in range(5)]
    shown = [
        ("received", states[0]), ("in_review", states[1]), ("assigned", states[2]), ("scheduled", states[3]),
        ("resolved", done), ("resolved_by_community", warm), ("not_actionable", grey),
    ]  # fmt: skip
    return [Sample(status=status, label=STATUSES[status], states=spans) for status, spans in shown]


def _bridge(look: str, status: str, *states: str, words: tuple[str, ...] = STEPS) -> Sample:
    spans = []
    for nth, state in enumerate(states):
        here = state in ("now", "asked", "again", "end")
        word = STATUSES[status] if here else words[nth]
        who = "市" if state == "done" else "建設局" if here else ""
        spans.append(
            Sample(state=state, word=word, day=None if state == "next" else date(now().year, 11, 20 + nth), who=who)
        )
    label = f"進み具合、{len(words)}つのうち{sum(state != 'next' for state in states)}つめ、{STATUSES[status]}"
    return Sample(look=look, spans=spans, label=label, status=status, word=STATUSES[status])


def _bridges() -> list[Sample]:
    d, n = "done", "next"
    last = (*STEPS[:4], "対応済み")
    together = (*STEPS[:4], "みんなで解決")
    return [
        _bridge("plain", "received", "now", n, n, n, n),
        _bridge("plain", "scheduled", d, d, d, "now", n),
        _bridge("plain", "resolved", d, d, d, d, d, words=last),
        _bridge("warm", "resolved_by_community", d, d, d, d, d, words=together),
        _bridge("sign", "not_ours", d, d, "end"),
        _bridge("fence", "not_actionable", d, d, "end"),
        _bridge("plain", "reopen_requested", d, d, d, d, "again"),
        _bridge("plain", "info_requested", d, "asked", n, n, n),
        _bridge("grey", "duplicate", d, "end"),
        _bridge("grey", "withdrawn", "end"),
    ]


def _ideas() -> list[Sample]:
    words = ("受付", "確認中", "取り入れます")
    return [
        _bridge("plain", "in_review", "done", "now", "next", words=words),
        _bridge("plain", "taken_up", "done", "done", "done", words=words),
        _bridge("fence", "not_actionable", "done", "end", words=words),
    ]


def _wrong_code() -> CodeForm:
    form = CodeForm({"code": "407112"}, auto_id="wrongcode_%s")
    form.add_error("code", "番号がちがいました。新しい番号を入れてください。あと 4回です。")
    return form


def _map() -> dict[str, Any]:
    wards = [
        {"ward": Sample(code=f"2710{nth}"), "label": name, "count": count, "step": step, "path": path, "x": x, "y": y}
        for nth, (name, count, step, path, x, y) in enumerate(WARDS)
    ]
    return {
        "wards": wards,
        "rivers": [{"width": 6, "path": "M0 60 60 40 150 20 210 70 290 50 340 20"}],
        "width": 340,
        "height": 300,
    }


@register.filter
def words(text: str) -> list[str]:
    return text.split()
