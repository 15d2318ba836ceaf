from django.urls import path

from . import views

app_name = "areas"
urlpatterns = [
    path("areas/outlines.geojson", views.outlines, name="outlines"),
    path("areas/places/", views.places, name="places"),
    path("areas/point/", views.point, name="point"),
]
