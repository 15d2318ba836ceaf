from django.urls import path

from . import views, views_followed

app_name = "finding"
urlpatterns = [
    path("search/", views.search_page, name="search"),
    path("search/suggest/", views.suggest, name="suggest"),
    path("search/follow/", views_followed.follow, name="follow"),
    path("search/feed/", views_followed.feed, name="feed"),
    path("issues/similar/", views.similar, name="similar"),
]
