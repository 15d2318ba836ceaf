from django.urls import path

from . import api

app_name = "discussion"
urlpatterns = [
    path("api/v1/threads/<slug:kind>/<int:number>/messages", api.messages, name="api_messages"),
]
