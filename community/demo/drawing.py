"""Pictures of the demo posts: drawn from a seed, then taken in like everybody's photos."""

import io
import zlib
from collections import deque
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from community.core import outbox
from community.issues import actions as issues
from community.issues.models import Issue
from community.photos import actions as photos
from community.photos.models import Photo

from .scenes import Scene, draw_scene

SIZE = (1600, 1200)
_recent: deque = deque(maxlen=50)  # sketches of the last pictures; the next one must look different


def order(issue: Issue, scenes: list[dict[str, str]], palette: str) -> dict[str, Any]:
    """What has to be drawn for an issue."""
    return {"issue": issue.pk, "scenes": scenes, "palette": palette, "month": issue.posted_at.month}


def draw_later(work: dict[str, Any]) -> None:
    outbox.put("demo.draw", work, key=f"demo.draw:{work['issue']}")


@outbox.handles("demo.draw")
def draw_now(work: dict[str, Any]) -> None:
    """Draw the pictures of one issue and attach them; an issue that has pictures is left alone."""
    issue = Issue.objects.select_related("ward").get(pk=work["issue"])
    if not issue.photos.exists():
        pictures = [_draw(issue, scene, work) for scene in work["scenes"]]
        issues.add_photos(issue=issue, photos=pictures)


def _draw(issue: Issue, scene: dict[str, str], work: dict[str, Any]) -> Photo:
    """Pictures of one issue share a seed: they show the same place."""
    return picture_for(issue, scene, palette=work["palette"], author=issue.author)


def picture_for(issue: Issue, scene: dict[str, str], *, palette: str, author: Any) -> Photo:
    """A picture at the place of an issue, taken in as `author`'s photo."""
    drawn, file = paint(scene, seed=issue.title, palette=palette, month=issue.posted_at.month)
    upload = SimpleUploadedFile("scene.jpg", file, "image/jpeg")
    photo = photos.take_in(upload=upload, author=author, draft_key=f"demo-{issue.pk}")
    return photos.describe(photo=photo, alt=drawn.alt_ja, alt_en=drawn.alt_en)


def paint(scene: dict[str, str], *, seed: str, palette: str, month: int) -> tuple[Scene, bytes]:
    """A scene unlike the last ones, and its file."""
    drawn = draw_scene(
        scene["subject"],
        seed=zlib.crc32(seed.encode()),
        palette=palette,
        sign=scene.get("sign", ""),
        month=month,
        avoid=tuple(_recent),
        size=SIZE,
    )
    _recent.append(drawn.sketch)
    file = io.BytesIO()
    drawn.image.save(file, "JPEG", quality=88)
    return drawn, file.getvalue()
