from django.urls import path

from . import views, views_hiding

urlpatterns = [
    path("photos/<slug:token>/hide/", views_hiding.hide, name="photo_hide"),
    path("photos/<slug:token>/<str:name>", views.photo, name="photo"),
]
