from django.urls import path

from . import api, views, views_datasets, views_figures

app_name = "opendata"
urlpatterns = [
    path("api/v1/openapi.json", api.openapi, name="openapi"),
    path("data/", views.data, name="data"),
    path("feeds/issues.atom", views.issues_feed, {"form": "atom"}, name="feed_atom"),
    path("feeds/issues.rss", views.issues_feed, {"form": "rss"}, name="feed_rss"),
    path("data/issues.csv", views.issues_file, {"form": "csv"}, name="issues_csv"),
    path("data/issues.geojson", views.issues_file, {"form": "geojson"}, name="issues_geojson"),
    path("data/issues.jsonl", views.issues_file, {"form": "jsonl"}, name="issues_jsonl"),
    path("data/datasets.csv", views_datasets.datasets_file, {"form": "csv"}, name="datasets_csv"),
    path("data/datasets.json", views_datasets.datasets_file, {"form": "json"}, name="datasets_json"),
    path("data/datasets.jsonld", views_datasets.datasets_file, {"form": "jsonld"}, name="datasets_jsonld"),
    path("issues/<int:number>/share.png", views.share_picture, name="share"),
    path("issues/<int:number>/print/", views.print_sheet, name="print"),
    path("wards/<slug:code>/circular/", views.circular, name="circular"),
    path("figures/", views_figures.page, name="figures"),
    path("figures.csv", views_figures.as_csv, name="figures_csv"),
]
