from django.urls import path

from . import views, views_data, views_projects, views_team

app_name = "projects"
urlpatterns = [
    path("events.ics", views.calendar, name="calendar"),
    path("events/<int:page>.ics", views.one_event, name="event_calendar"),
    path("datasets/", views_data.dataset_list, name="datasets"),
    path("datasets/<int:number>/", views_data.dataset, name="dataset"),
    path("calls/<int:call>/answer/", views.answer, name="answer"),
    path("projects/", views_projects.project_list, name="list"),
    path("projects/new/", views_team.new, name="new"),
    path("projects/<int:number>/", views_projects.detail, name="detail"),
    path("projects/<int:number>/edit/", views_team.edit, name="edit"),
    path("projects/<int:number>/join/", views_team.join, name="join"),
    path("projects/<int:number>/leave/", views_team.leave, name="leave"),
    path("projects/<int:number>/members/", views_team.members, name="members"),
    path("projects/<int:number>/issues/", views_team.issues, name="issues"),
    path("projects/<int:number>/follow/", views_projects.follow, name="follow"),
    path("projects/<int:number>/flag/", views_projects.flag, name="flag"),
    path("projects/<int:number>/comments/", views_projects.comments, name="comments"),
]
