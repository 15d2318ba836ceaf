from django.urls import path

from . import views

app_name = "notifications"
urlpatterns = [
    path("accounts/notices/", views.notices, name="list"),
    path("accounts/notices/newest/", views.newest, name="newest"),
    path("accounts/notices/read/", views.read_all, name="read_all"),
    path("accounts/notices/<int:pk>/", views.open_notice, name="open"),
    path("accounts/notices/settings/", views.settings, name="settings"),
    path("accounts/notices/follows/", views.follows, name="follows"),
    path("accounts/notices/follows/<int:pk>/", views.change_follow, name="change_follow"),
    path("notices/stop/<str:token>/", views.stop, name="stop"),
]
