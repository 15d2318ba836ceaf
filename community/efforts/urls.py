from django.urls import path

from . import views

app_name = "efforts"
urlpatterns = [
    path("issues/<int:number>/efforts/new/", views.new, name="new"),
    path("issues/<int:number>/efforts/<int:effort>/confirm/", views.confirm, name="confirm"),
    path("issues/<int:number>/efforts/<int:effort>/decline/", views.decline, name="decline"),
    path("issues/<int:number>/efforts/<int:effort>/flag/", views.flag, name="flag"),
]
