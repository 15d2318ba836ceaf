from django.urls import path

from . import views_figures

app_name = "opendata"
urlpatterns: list = []
urlpatterns += [path("figures/", views_figures.page, name="figures")]
urlpatterns += [path("figures.csv", views_figures.as_csv, name="figures_csv")]
