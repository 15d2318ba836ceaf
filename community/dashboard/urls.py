from django.urls import path

from . import appeals, export, people, views

app_name = "desk"
urlpatterns = [
    path("", views.queue, name="queue"),
    path("figures/", views.figures, name="figures"),
    path("export/issues.csv", export.issues_csv, name="export"),
    path("appeals/", appeals.appeals, name="appeals"),
    path("appeals/<int:appeal_id>/", appeals.decide, name="appeal"),
    path("users/<slug:public_id>/ban/", people.ban, name="ban"),
    path("issues/<int:number>/", views.issue, name="issue"),
    path("issues/<int:number>/<slug:verb>/", views.act, name="act"),
]
