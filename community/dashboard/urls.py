from django.urls import path

from . import appeals, people, views

app_name = "desk"
urlpatterns = [
    path("", views.queue, name="queue"),
    path("appeals/", appeals.appeals, name="appeals"),
    path("appeals/<int:appeal_id>/", appeals.decide, name="appeal"),
    path("users/<slug:public_id>/ban/", people.ban, name="ban"),
    path("issues/<int:number>/", views.issue, name="issue"),
    path("issues/<int:number>/<slug:verb>/", views.act, name="act"),
]
