from django.urls import path

from . import appeals, export, people, views, views_more

app_name = "desk"
urlpatterns = [
    path("", views.queue, name="queue"),
    path("figures/", views.figures, name="figures"),
    path("export/issues.csv", export.issues_csv, name="export"),
    path("appeals/", appeals.appeals, name="appeals"),
    path("appeals/<int:appeal_id>/", appeals.decide, name="appeal"),
    path("users/<slug:public_id>/ban/", people.ban, name="ban"),
    path("views/", views_more.save_view, name="save_view"),
    path("views/<int:view_id>/delete/", views_more.delete_view, name="delete_view"),
    path("bulk/", views_more.bulk_act, name="bulk"),
    path("handover/", views_more.hand_over, name="handover"),
    path("issues/<int:number>/", views.issue, name="issue"),
    path("issues/<int:number>/kian/", views_more.kian, name="kian"),
    path("issues/<int:number>/answers/", views.answers, name="answers"),
    path("issues/<int:number>/<slug:verb>/", views.act, name="act"),
]
