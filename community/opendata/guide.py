"""What the page about our data says: the files, every column in plain words, examples to copy."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from community.issues.columns import COLUMNS
from community.issues.workflow import Status
from community.matching.gapfiles import COLUMNS as GAP_COLUMNS

from .exports import LICENCE
from .public import Wanted, site_of


def guide_context(request: HttpRequest) -> dict[str, Any]:
    """Everything the template needs; the files keep the filters that one comes with."""
    wanted = Wanted.of(request)
    return {
        "filters": wanted.filters,
        "query": wanted.query,
        "narrow": wanted.filters.is_narrow,
        "columns": [(name, header, words) for (name, header), words in zip(COLUMNS.items(), _columns(), strict=True)],
        "gap_columns": [
            (name, *both) for (name, *both) in zip(GAP_COLUMNS, GAP_COLUMNS.values(), _gaps(), strict=True)
        ],
        "examples": [(words, f"{site_of(request)}{path}") for words, path in _examples()],
        "wards": [(ward.pk, ward.label) for ward in wanted.wards.values()],
        "categories": [(kind.pk, kind.label) for kind in wanted.categories.values()],
        "states": [(state.value, state.label) for state in Status],
        "licence": LICENCE,
    }


def _columns() -> list[str]:
    return [
        _("投稿の番号。変わりません。"),
        _("投稿のページのアドレス。"),
        _("problem は課題、idea はアイデア、good はこれはいいね！"),
        _("何についてか。下の表の記号です。"),
        _("区の5けたのコード。"),
        _("町の名前。わからないときは空です。"),
        _("ひとことで。"),
        _("くわしく。"),
        _("いまの様子。下の表の記号です。これはいいね！では空です。"),
        _("担当の部署の記号。"),
        _("緯度。書いた人がぼかした場所は、ぼかしたままです。"),
        _("経度。緯度と同じ細かさです。"),
        _("投稿した日と時刻（日本時間）。"),
        _("市がはじめて答えた日と時刻。"),
        _("おわった日と時刻。"),
        _("わたしもの数。"),
        _("話のひとことの数。"),
    ]


def _gaps() -> list[str]:
    """The columns of matching.gapfiles in plain words."""
    return [
        _("区の5けたのコード。"),
        _("区の名前。"),
        _("people は人、things はモノ、places は場所、money は資金、information は情報。"),
        _("なかまの記号。"),
        _("力の記号。"),
        _("力の名前。"),
        _("動いている公開の課題に書かれ、まだだれも約束していない「ほしいもの」の数。"),
        _("そのうち、ないと困るもの。"),
        _("その区にとどき、のこりがある公開の提供の数。何区にもとどくものは、どの区でも1件。"),
        _("そのうち、60日のあいだだれもお願いしていないもの。"),
        _("提供1件が1つにこたえるとしたとき、まだ足りない数。"),
        _("いちばん長く待っている「ほしいもの」が書かれた日。"),
    ]


def _examples() -> list[tuple[str, str]]:
    csv, geojson, jsonl = (reverse(f"opendata:issues_{form}") for form in ("csv", "geojson", "jsonl"))
    return [
        (_("北区の投稿を、表計算で"), f"{csv}?ward=27127&header=ja"),
        (_("動いている街灯の課題を、地図で"), f"{geojson}?category=light&status=open"),
        (_("解決した課題を、プログラムで"), f"{jsonl}?status=solved"),
        (_("平野区の新しい投稿を、フィードで"), f"{reverse('opendata:feed_atom')}?ward=27126"),
        (_("北区で足りないところを、表計算で"), f"{reverse('matches:gaps-csv')}?ward=27127&header=ja"),
    ]
