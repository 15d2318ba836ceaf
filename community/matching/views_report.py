"""実績報告, for those who act for an organisation: to everybody else there is no such page."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from community.core.errors import NotFound
from community.organisations.models import Organisation
from community.organisations.permissions import EDIT, may, membership_of

from .report import report_context, report_csv


@login_required
@require_safe
def report(request: HttpRequest, number: int) -> HttpResponse:
    """A sheet for printing, or with `format=csv` a file for spreadsheets."""
    organisation = Organisation.objects.of(request.user, number)
    if not may(membership_of(request.user, organisation), EDIT):
        raise NotFound
    context = report_context(organisation, request.user, request.GET)
    if request.GET.get("format") != "csv":
        return render(request, "matching/report.html", context)
    period = context["period"]
    name = f"report-{organisation.pk}-{period.first:%Y%m%d}-{period.last:%Y%m%d}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(report_csv(context["rows"]), content_type="text/csv; charset=utf-8", headers=headers)
