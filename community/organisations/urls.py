from django.urls import path

from . import views, views_members

app_name = "organisations"
urlpatterns = [
    path("organisations/", views.organisations, name="list"),
    path("organisations/new/", views.new, name="new"),
    path("organisations/join/<slug:token>/", views_members.join, name="join"),
    path("organisations/<int:number>/", views.detail, name="detail"),
    path("organisations/<int:number>/edit/", views.edit, name="edit"),
    path("organisations/<int:number>/members/", views_members.members, name="members"),
    path("organisations/<int:number>/verification/", views.verification, name="verification"),
    path("organisations/<int:number>/follow/", views.follow, name="follow"),
    path("organisations/<int:number>/flag/", views.flag, name="flag"),
]
