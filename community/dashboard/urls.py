from django.urls import path

from . import export, views

app_name = "desk"
urlpatterns = [
    path("", views.queue, name="queue"),
    path("figures/", views.figures, name="figures"),
    path("export/issues.csv", export.issues_csv, name="export"),
    path("issues/<int:number>/", views.issue, name="issue"),
    path("issues/<int:number>/<slug:verb>/", views.act, name="act"),
]
