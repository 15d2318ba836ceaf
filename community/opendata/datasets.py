"""The list of datasets as files: CSV, JSON, and DCAT (W3C, version 3) as JSON-LD for catalogues that collect lists."""

from collections.abc import Callable
from typing import Any

from community.core.csvcells import BOM, lines
from community.core.reference import site_settings
from community.projects.datasets import LICENCES, MEDIA_TYPES
from community.projects.models import Dataset

from .exports import to_json

COLUMNS = {
    "number": "番号",
    "url": "アドレス",
    "title": "題名",
    "title_en": "題名（英語）",
    "publisher": "公開している所",
    "publisher_en": "公開している所（英語）",
    "about": "中身",
    "licence": "ライセンス",
    "format": "形式",
    "link": "リンク",
    "wards": "区",
}
DCAT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
}


def rows_of(site: str) -> list[dict[str, Any]]:
    """All that the list holds, by number; `wards` are codes, none for the whole city."""
    listed = Dataset.objects.visible_to(None).order_by("pk").prefetch_related("wards")
    return [
        {
            "number": one.pk,
            "url": f"{site}{one.get_absolute_url()}",
            **{name: getattr(one, name) for name in COLUMNS if hasattr(one, name) and name not in ("url", "wards")},
            "link": one.url,
            "wards": sorted(ward.pk for ward in one.wards.all()),
        }
        for one in listed
    ]


def as_csv(site: str, *, for_people: bool) -> str:
    heads = list(COLUMNS.values() if for_people else COLUMNS)
    rows = [[" ".join(row[name]) if name == "wards" else row[name] for name in COLUMNS] for row in rows_of(site)]
    return BOM + lines([heads, *rows])


def as_json(site: str, *, for_people: bool) -> str:
    return to_json({"datasets": rows_of(site)})


def as_dcat(site: str, *, for_people: bool) -> str:
    known = site_settings()
    return to_json(
        {
            "@context": DCAT,
            "@id": f"{site}/datasets/",
            "@type": "dcat:Catalog",
            "dct:title": [{"@value": known.name, "@language": "ja"}, {"@value": known.name_en, "@language": "en"}],
            "dcat:dataset": [_dcat(row) for row in rows_of(site)],
        }
    )


def _dcat(row: dict[str, Any]) -> dict[str, Any]:
    titles = {"ja": row["title"], "en": row["title_en"]}
    distribution: dict[str, Any] = {
        "@type": "dcat:Distribution",
        "dcat:accessURL": {"@id": row["link"]},
        "dct:format": MEDIA_TYPES.get(row["format"], row["format"]),
    }
    if row["licence"]:
        url = LICENCES.get(row["licence"])
        distribution["dct:license"] = {"@id": url} if url else row["licence"]
    return {
        "@id": row["url"],
        "@type": "dcat:Dataset",
        "dct:identifier": str(row["number"]),
        "dct:title": [{"@value": words, "@language": language} for language, words in titles.items() if words],
        "dct:description": {"@value": row["about"], "@language": "ja"},
        "dct:publisher": {"@type": "foaf:Agent", "foaf:name": row["publisher"]},
        "dcat:distribution": [distribution],
    }


FORMATS: dict[str, tuple[str, Callable[..., str]]] = {
    "csv": ("text/csv; charset=utf-8; header=present", as_csv),
    "json": ("application/json; charset=utf-8", as_json),
    "jsonld": ("application/ld+json; charset=utf-8", as_dcat),
}
