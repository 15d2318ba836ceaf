"""Datasets as their list and their own page show them, and as machines read them."""

from dataclasses import dataclass, replace
from typing import Any, Self
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.http import HttpRequest, QueryDict

import search
from community.areas.reference import wards
from community.core.errors import NotFound
from community.core.linked import json_ld
from community.core.paging import page_of
from community.core.text import asked

from .models import Dataset, Project, ProjectDataset
from .querysets import DatasetQuerySet

PAGE, MOST_FOUND, LONGEST_WORDS, LONGEST_FORMAT = 20, 200, 60, 20
# Names of licences that have one address which everybody knows them by.
LICENCES = {
    "CC BY 4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC BY-SA 4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "CC0 1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "ODbL 1.0": "https://opendatacommons.org/licenses/odbl/1-0/",
}
MEDIA_TYPES = {
    "CSV": "text/csv",
    "GeoJSON": "application/geo+json",
    "JSON": "application/json",
    "GTFS": "application/zip",
    "Excel": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "PDF": "application/pdf",
}


@dataclass(frozen=True)
class Wanted:
    """What the list's address asks for. Empty means any; unknown values are ignored, never an error."""

    q: str = ""
    format: str = ""
    ward: str = ""

    @classmethod
    def of(cls, query: QueryDict) -> Self:
        ward = query.get("ward", "")
        return cls(
            q=asked(query.get("q"), limit=LONGEST_WORDS),
            format=asked(query.get("format"), limit=LONGEST_FORMAT),
            ward=ward if ward in wards() else "",
        )

    def address(self, **changes: str) -> str:
        return "?" + urlencode({name: value for name, value in vars(replace(self, **changes)).items() if value})

    @property
    def is_narrow(self) -> bool:
        return bool(self.q or self.format or self.ward)


def list_context(request: HttpRequest) -> dict[str, Any]:
    wanted = Wanted.of(request.GET)
    all_of_them = Dataset.objects.visible_to(request.user)
    formats = sorted(set(all_of_them.order_by().values_list("format", flat=True)))
    wanted = wanted if wanted.format in formats else replace(wanted, format="")
    page = page_of(fit(all_of_them, wanted, request.user).order_by("title", "pk"), request.GET, size=PAGE)
    counts = projects_of(page["things"], request.user)
    return {
        "wanted": wanted,
        "paging": page,
        "rows": [{"dataset": dataset, "count": counts.get(dataset.pk, 0)} for dataset in page["things"]],
        "formats": [(name, name) for name in formats],
        "wards": [(code, ward.label) for code, ward in wards().items()],
        "chips": _chips(wanted),
    }


def fit(rows: DatasetQuerySet, wanted: Wanted, user: Any) -> DatasetQuerySet:
    """The rows narrowed by all that is asked for; words by what the search finds, and by the name as it is written."""
    rows = rows.filter(format=wanted.format) if wanted.format else rows
    rows = rows.of_ward(wanted.ward) if wanted.ward else rows
    if not wanted.q:
        return rows
    query = search.Query(words=wanted.q, user=user, kinds=("dataset",), every=True, limit=MOST_FOUND)
    by_name = Q(title__icontains=wanted.q) | Q(title_en__icontains=wanted.q) | Q(publisher__icontains=wanted.q)
    return rows.filter(Q(pk__in=[int(hit.key) for hit in search.search(query)]) | by_name)


def projects_of(datasets: list[Dataset], user: Any) -> dict[int, int]:
    """How many public projects use or need each of them."""
    public = Project.objects.visible_to(user).public().values("pk")
    uses = ProjectDataset.objects.filter(dataset__in=datasets, project__in=public)
    return dict(uses.order_by().values_list("dataset").annotate(Count("project", distinct=True)))


def _chips(wanted: Wanted) -> list[dict[str, str]]:
    """What narrows the list, each with the way to take it off."""
    ward = wards()[wanted.ward].label if wanted.ward else ""
    labels = {"q": f"「{wanted.q}」", "format": wanted.format, "ward": ward}
    return [
        {"label": label, "url": wanted.address(**{name: ""})} for name, label in labels.items() if getattr(wanted, name)
    ]


def detail_context(request: HttpRequest, number: int) -> dict[str, Any]:
    """One of the list, and the public projects that use it. Raises NotFound."""
    dataset = Dataset.objects.visible_to(request.user).filter(pk=number).first()
    if dataset is None:
        raise NotFound
    public = Project.objects.visible_to(request.user).public().values("pk")
    uses = list(dataset.uses.filter(project__in=public).select_related("project").order_by("-project"))
    areas = list(dataset.wards.defer("shape", "outline"))
    site = f"{request.scheme}://{request.get_host()}"
    return {
        "dataset": dataset,
        "areas": areas,
        "uses": [use for use in uses if use.use == ProjectDataset.Use.USES],
        "needs": [use for use in uses if use.use == ProjectDataset.Use.NEEDS],
        "licence_url": LICENCES.get(dataset.licence, ""),
        "facts": json_ld(facts_of(dataset, [ward.name for ward in areas], site)),
    }


def facts_of(dataset: Dataset, areas: list[str], site: str) -> dict[str, Any]:
    """schema.org/Dataset, in Japanese; English names beside it."""
    facts: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": dataset.title,
        "description": dataset.about,
        "url": f"{site}{dataset.get_absolute_url()}",
        "inLanguage": "ja",
        "publisher": {"@type": "Organization", "name": dataset.publisher},
        "spatialCoverage": [{"@type": "Place", "name": f"大阪市{name}"} for name in areas or [""]],
        "distribution": [
            {
                "@type": "DataDownload",
                "contentUrl": dataset.url,
                "encodingFormat": MEDIA_TYPES.get(dataset.format, dataset.format),
            }
        ],
    }
    if dataset.title_en:
        facts["alternateName"] = dataset.title_en
    if dataset.licence:
        facts["license"] = LICENCES.get(dataset.licence, dataset.licence)
    return facts
