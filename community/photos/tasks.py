import time
from datetime import timedelta
from typing import Any

from django.conf import settings

from community.core import outbox
from community.core.clock import now
from community.core.jobs import daily, every

from . import actions
from .models import Photo, State

AN_HOUR = 60 * 60
DRAFTS_LIVE = timedelta(hours=48)


@outbox.handles("photo.sizes", rank=1)
def make_sizes(payload: dict[str, Any]) -> None:
    actions.make_sizes(photo_id=payload["photo"])


@outbox.handles("photo.areas", rank=1)  # somebody is about to send the form
def find_areas(payload: dict[str, Any]) -> None:
    actions.find_areas(photo_id=payload["photo"])


@every(hours=1)
def sweep_spool() -> None:
    """No upload waits longer than an hour: its sizes are made now or never."""
    for path in settings.SPOOL_DIR.glob("*"):
        if time.time() - path.stat().st_mtime < AN_HOUR:
            continue
        photo = Photo.objects.filter(token=path.name, state=State.WAITING).first()
        if photo is not None:
            actions.make_sizes(photo_id=photo.pk)
        path.unlink(missing_ok=True)


@every(hours=6)
def sweep_drafts() -> None:
    """Photos that were taken in and never posted are forgotten after 48 hours."""
    old = Photo.objects.filter(created_at__lt=now() - DRAFTS_LIVE).exclude(draft_key="")
    while names := list(old.values_list("pk", flat=True)[:500]):
        for pk in names:
            actions.drop_unposted(photos=old.filter(pk=pk))


@daily("03:30")
def sweep_files() -> None:
    """Files that no photo owns, left by a process that was killed."""
    folders = [folder for folder in settings.PHOTO_ROOT.glob("??/*") if time.time() - folder.stat().st_mtime > AN_HOUR]
    known = set(Photo.objects.filter(token__in=[folder.name for folder in folders]).values_list("token", flat=True))
    for folder in folders:
        if folder.name not in known:
            actions.delete_files(folder.name)
