from django.urls import include, path

from . import views

urlpatterns = [
    path("accounts/profile/", views.profile, name="profile"),
    path("accounts/language/", views.choose_language, name="language"),
    path("accounts/", include("allauth.urls")),
    path("users/<slug:public_id>/", views.person, name="user"),
]
