from django.urls import path

from . import views

app_name = "people"
urlpatterns = [
    path("people/", views.people, name="list"),
    path("people/card/", views.card, name="card"),
    path("people/card/rest/", views.turn, name="rest"),
    path("people/card/erase/", views.erase, name="erase"),
]
