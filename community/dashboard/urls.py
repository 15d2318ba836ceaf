from django.urls import path

from . import views

app_name = "desk"
urlpatterns = [
    path("", views.queue, name="queue"),
    path("figures/", views.figures, name="figures"),
    path("issues/<int:number>/", views.issue, name="issue"),
    path("issues/<int:number>/<slug:verb>/", views.act, name="act"),
]
