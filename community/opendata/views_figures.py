"""The public page of figures, and the same as a table for programs."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from community.areas.reference import wards
from community.core.csvcells import BOM, lines
from community.core.pagecache import for_visitors
from community.issues.figurecharts import charts
from community.issues.figuretables import Wanted, csv_rows, period_choices, told
from community.taxonomy.reference import categories


@require_safe
@for_visitors
def page(request: HttpRequest) -> HttpResponse:
    wanted = Wanted.of(request.GET)
    figures = told(wanted)
    context = {
        "wanted": wanted,
        "told": figures,
        "charts": charts(figures),
        "periods": period_choices(),
        "wards": wards().values(),
        "categories": categories().values(),
        "ward": wards().get(wanted.ward),
        "category": categories().get(wanted.category),
    }
    return render(request, "opendata/figures.html", context)


@require_safe
@for_visitors
def as_csv(request: HttpRequest) -> HttpResponse:
    text = BOM + lines(csv_rows(told(Wanted.of(request.GET))))
    answer = HttpResponse(text, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="figures.csv"'
    return answer
