"""The desk's page of figures: its own wards, with what is overdue and who has taken it on."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from community.areas.reference import wards
from community.core.visibility import desk_wards
from community.issues.figurecharts import charts, department_chart
from community.issues.figuretables import Wanted, period_choices, told_at_desk
from community.taxonomy.reference import categories

from .frame import menu


def figures_context(request: HttpRequest) -> dict[str, Any]:
    wanted, served = Wanted.of(request.GET), desk_wards(request.user)
    told = told_at_desk(wanted, request.user)
    drawn = charts(told)
    return {
        "wanted": wanted,
        "told": told,
        "parts": [
            ("wards", _("区ごとの投稿と解決"), drawn["wards"], told.by_ward, _("区")),
            ("waits", _("最初の返事まで"), drawn["waits"], told.by_ward, _("区")),
            ("offices", _("担当部署ごと"), department_chart(told), told.by_department, _("部署")),
            ("kinds", _("種類ごとの投稿と解決"), drawn["categories"], told.by_category, _("種類")),
            ("months", _("月ごとの投稿と解決"), drawn["months"], told.by_month, _("月")),
        ],
        "periods": period_choices(),
        "wards": [ward for code, ward in wards().items() if code in served],
        "categories": categories().values(),
        "menu": menu(request),
    }
