from django.urls import path

from . import views, views_new, views_own, views_photos, views_queue

app_name = "issues"
urlpatterns = [
    path("sw.js", views_queue.service_worker, name="service_worker"),
    path("offline/", views_queue.offline, name="offline"),
    path("issues/", views.board, name="board"),
    path("issues/map/", views.board_map, name="map"),
    path("issues/map/points/", views.points, name="points"),
    path("issues/counts/", views.counts, name="counts"),
    path("issues/new/personal/", views_new.personal, name="personal"),
    path("issues/new/photos/", views_photos.new_photo, name="new_photo"),
    path("issues/new/sending/", views_queue.sending, name="sending"),
    path("issues/new/photos/areas/", views_photos.photo_areas, name="photo_areas"),
    path("issues/new/", views_new.new, name="new"),
    path("issues/<int:number>/", views.detail, name="detail"),
    path("issues/<int:number>/thanks/", views_new.thanks, name="thanks"),
    path("issues/<int:number>/edit/", views_own.edit, name="edit"),
    path("issues/<int:number>/withdraw/", views_own.withdraw, name="withdraw"),
    path("issues/<int:number>/undo/", views_own.undo, name="undo"),
    path("issues/<int:number>/support/", views.support, name="support"),
    path("issues/<int:number>/follow/", views.follow, name="follow"),
    path("issues/<int:number>/flag/", views.flag, name="flag"),
    path("issues/<int:number>/comments/", views.comments, name="comments"),
]
