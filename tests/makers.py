"""The smallest valid things. A test says only what matters to it."""

import io
import time
from typing import Any

from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from community.accounts import actions as people
from community.accounts.models import DeskRole, Standing, User
from community.areas.models import Ward
from community.issues import actions
from community.issues.models import Issue
from community.taxonomy.models import Category

KITA, HIRANO = "27127", "27126"
IN_KITA = {"lat": 34.7044, "lng": 135.5119}  # 天神橋4丁目
_count = 0


def _next() -> int:
    global _count
    _count += 1
    return _count


def person(**fields: Any) -> User:
    """A trusted resident."""
    given = {"standing": Standing.TRUSTED, "display_name": f"住民{_next()}"} | fields
    return people.make_account(email=f"p{_next()}@example.jp", password="Nakanoshima-2026-z", **given)


def newcomer(**fields: Any) -> User:
    return person(standing=Standing.EARNED, **fields)


def officer(*wards: str, role: str = DeskRole.Role.DESK, **fields: Any) -> User:
    """City staff on duty, for some wards or (none given) for all."""
    user = person(last_name="職員", **fields)
    people.give_desk(user=user, by=None, role=role, wards=wards, office="北区役所", office_en="Kita Ward Office")
    user.on_duty = True
    return user


def chief(*wards: str, **fields: Any) -> User:
    return officer(*wards, role=DeskRole.Role.CHIEF, **fields)


def admin(**fields: Any) -> User:
    user = person(**fields)
    User.objects.filter(pk=user.pk).update(is_staff=True, is_superuser=True)
    user.refresh_from_db()
    user.on_duty = True
    return user


def editor(**fields: Any) -> User:
    """Staff who look after pages and answer for no ward."""
    user = person(**fields)
    User.objects.filter(pk=user.pk).update(is_staff=True)
    user.refresh_from_db()
    user.groups.set(Group.objects.filter(page_permissions__isnull=False).distinct())
    user.on_duty = True
    return user


def issue(**fields: Any) -> Issue:
    """A public problem in 北区, unless told otherwise. `visibility` is set afterwards, as its actions would."""
    visibility = fields.pop("visibility", None)
    given: dict[str, Any] = {
        "author": fields.get("author") or person(),
        "title": f"街灯が切れています {_next()}",
        "category": Category.objects.get(pk=fields.pop("category", "light")),
        "ward": Ward.objects.listed().get(pk=fields.pop("ward", KITA)),
    }
    made = actions.post_issue(**given | fields)
    if visibility and visibility != made.visibility:
        set_visibility(made, visibility)
    return made


def set_visibility(thing: Issue, visibility: str) -> None:
    """Put an issue, its talk and its photos into a state without the acts that lead there."""
    from community.issues.signals import issue_visibility_set
    from community.photos.models import Photo

    thing.visibility = visibility
    thing.save(update_fields=["visibility"])
    type(thing.thread).objects.filter(pk=thing.thread_id).update(visibility=visibility)
    Photo.objects.filter(pk__in=thing.photos.values("photo")).update(visibility=visibility)
    issue_visibility_set.send(type(thing), issue=thing)


def picture(size: tuple[int, int] = (640, 480), form: str = "JPEG", **save: Any) -> bytes:
    """The bytes of a small colourful picture."""
    image = Image.linear_gradient("L").resize(size).convert("RGB")
    out = io.BytesIO()
    image.save(out, form, **save)
    return out.getvalue()


def upload(name: str = "IMG_0001.jpg", content: bytes | None = None, kind: str = "image/jpeg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content if content is not None else picture(), kind)


def read(answer: Any) -> bytes:
    """All bytes of an answer, streamed or not; a streamed one is thereby finished as a browser would finish it."""
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def use_second_factor(client: Client, user: User) -> None:
    """What the log-in notes in the session after a second factor was used."""
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": time.time(), "type": "totp"}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
