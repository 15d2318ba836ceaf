from django.urls import path

from . import views

app_name = "moderation"
urlpatterns = [
    path("appeals/new/", views.new_appeal, name="appeal"),
]
