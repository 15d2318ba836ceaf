"""News for everybody: published, behind no password, for the whole city or for a ward."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from community.areas.reference import wards
from community.core.bilingual import open_to_all
from community.core.paging import page_of

PAGE = 20


def open_news(ward: str = "") -> QuerySet[Any]:
    """The newest first; of a ward (a code) also what is for the whole city."""
    from .models import NewsPage

    news = open_to_all(NewsPage.objects).order_by("-day", "-pk").defer_streamfields()
    return news.filter(Q(wards=None) | Q(wards=ward)).distinct() if ward else news


def latest_news(request: HttpRequest, *, most: int, ward: str = "") -> list[dict[str, Any]]:
    """Rows of the city panel."""
    return [row(page, request) for page in open_news(ward)[:most]]


def row(page: Any, request: HttpRequest) -> dict[str, Any]:
    return {"day": page.day, "title": page.shown_title, "line": page.shown_lead, "url": page.get_url(request)}


def news_index_context(request: HttpRequest) -> dict[str, Any]:
    areas = wards()
    ward = request.GET.get("ward", "") if request.GET.get("ward") in areas else ""
    page = page_of(open_news(ward), request.GET, size=PAGE)
    return {
        "paging": page,
        "rows": [row(news, request) for news in page["things"]],
        "ward": areas.get(ward),
        "ward_options": [(code, known.label) for code, known in areas.items()],
    }


def news_wards(page: Any) -> list[str]:
    """The names of the wards a piece of news is for; none for the whole city."""
    codes = set(page.wards.values_list("code", flat=True))
    return [ward.label for code, ward in wards().items() if code in codes]
