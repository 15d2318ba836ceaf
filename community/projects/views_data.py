"""The pages of data that can be built on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from community.core.pagecache import for_visitors

from .datasets import detail_context, list_context


@require_safe
@for_visitors
def dataset_list(request: HttpRequest) -> HttpResponse:
    return render(request, "projects/datasets.html", list_context(request))


@require_safe
@for_visitors
def dataset(request: HttpRequest, number: int) -> HttpResponse:
    return render(request, "projects/dataset.html", detail_context(request, number))
