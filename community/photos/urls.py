from django.urls import path

from . import views

urlpatterns = [
    path("photos/<slug:token>/<str:name>", views.photo, name="photo"),
]
