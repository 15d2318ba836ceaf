from django.urls import path

from . import views

app_name = "finding"
urlpatterns = [
    path("search/", views.search_page, name="search"),
    path("search/suggest/", views.suggest, name="suggest"),
    path("issues/similar/", views.similar, name="similar"),
]
