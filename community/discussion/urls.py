from django.urls import path

from . import api, views, views_photos, views_reading

app_name = "talk"
urlpatterns = [
    path("talk/<int:message>/react/", views.react, name="react"),
    path("talk/<int:message>/edit/", views.edit, name="edit"),
    path("talk/<int:message>/delete/", views.delete, name="delete"),
    path("talk/<int:message>/history/", views.history, name="history"),
    path("talk/<slug:kind>/<int:number>/names/", views_reading.names, name="names"),
    path("talk/<slug:kind>/<int:number>/seen/", views_reading.seen, name="seen"),
    path("talk/<slug:kind>/<int:number>/photos/", views_photos.stage, name="photos"),
    path("talk/<slug:kind>/<int:number>/mine/", views.mine, name="mine"),
    path("api/v1/threads/<slug:kind>/<int:number>/messages", api.messages, name="api_messages"),
]
