from django.urls import path

from . import views

app_name = "projects"
urlpatterns = [
    path("events.ics", views.calendar, name="calendar"),
    path("events/<int:page>.ics", views.one_event, name="event_calendar"),
    path("calls/<int:call>/answer/", views.answer, name="answer"),
]
