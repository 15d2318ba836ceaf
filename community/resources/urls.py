from django.urls import path

from . import views, views_owner

app_name = "resources"
urlpatterns = [
    path("resources/", views.resource_list, name="list"),
    path("resources/map/", views.resource_map, name="map"),
    path("resources/map/points/", views.points, name="points"),
    path("resources/calendar/", views.calendar, name="calendar"),
    path("resources/mine/", views_owner.mine, name="mine"),
    path("resources/new/", views_owner.new, name="new"),
    path("resources/<int:number>/", views.detail, name="detail"),
    path("resources/<int:number>/edit/", views_owner.edit, name="edit"),
    path("resources/<int:number>/confirm/", views_owner.confirm, name="confirm"),
    path("resources/<int:number>/rest/", views_owner.rest, name="rest"),
    path("resources/<int:number>/resume/", views_owner.resume, name="resume"),
    path("resources/<int:number>/end/", views_owner.end, name="end"),
    path("resources/<int:number>/follow/", views.follow, name="follow"),
    path("resources/<int:number>/flag/", views.flag, name="flag"),
    path("resources/<int:number>/comments/", views.comments, name="comments"),
]
