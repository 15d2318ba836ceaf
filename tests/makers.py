"""The smallest valid things. A test says only what matters to it."""

import io
import time
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from PIL import Image

from community.accounts import actions as people
from community.accounts.models import DeskRole, Standing, User
from community.areas.models import Ward
from community.core.clock import today
from community.issues import actions
from community.issues.models import Issue
from community.organisations import actions as organisations
from community.organisations.models import Membership, Organisation
from community.projects import actions as projects
from community.projects.models import Project
from community.resources import actions as resources
from community.resources.models import Resource
from community.taxonomy.models import Category, NeedCode

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


def organisation(**fields: Any) -> Organisation:
    """A public NPO at home in 北区 whose owner is its `author`; `verified`: the city has confirmed it for two years."""
    visibility, verified = fields.pop("visibility", None), fields.pop("verified", False)
    given: dict[str, Any] = {
        "author": fields.get("author") or person(),
        "name": f"さくらの会{_next()}",
        "sort": "npo",
        "about": "川べりの清掃と、道具の貸し出し。",
        "asks": "", "url": "", "since": None, "name_en": "",
        "ward": Ward.objects.listed().get(pk=fields.pop("ward", KITA)),
    }  # fmt: skip
    made = organisations.register_organisation(**given | fields)
    if verified:
        days = {"verified_on": today(), "verified_until": today() + timedelta(days=730)}
        Organisation.objects.filter(pk=made.pk).update(**days)
    if visibility:
        Organisation.objects.filter(pk=made.pk).update(visibility=visibility)
    made.refresh_from_db()
    return made


def membership(made: Organisation, user: User | None = None, **fields: Any) -> Membership:
    """Somebody belongs to it, as a member unless told otherwise."""
    return Membership.objects.create(organisation=made, user=user or person(), **fields)


def set_visibility(thing: Issue, visibility: str) -> None:
    """Put an issue, its talk and its photos into a state without the acts that lead there."""
    from community.issues.signals import issue_visibility_set
    from community.photos.models import Photo

    thing.visibility = visibility
    thing.save(update_fields=["visibility"])
    type(thing.thread).objects.filter(pk=thing.thread_id).update(visibility=visibility)
    Photo.objects.filter(pk__in=thing.photos.values("photo")).update(visibility=visibility)
    said = thing.thread.messages.filter(state="shown").values("photos__photo")
    Photo.objects.filter(pk__in=said).update(visibility=visibility)
    issue_visibility_set.send(type(thing), issue=thing)


def resource(**fields: Any) -> Resource:
    """A public thing on offer in 北区, ten of it, unless told otherwise. `visibility` is set afterwards."""
    visibility = fields.pop("visibility", None)
    codes = fields.pop("codes", ["cleaning-tools"])
    given: dict[str, Any] = {
        "author": fields.get("author") or person(),
        "kind": "things",
        "codes": list(NeedCode.objects.filter(pk__in=codes)),
        "title": f"清掃の道具 {_next()}",
        "ward": Ward.objects.listed().get(pk=fields.pop("ward", KITA)),
        "serves": list(Ward.objects.listed().filter(pk__in=fields.pop("serves", []))),
        "quantity": 10,
        "unit": "組",
    }
    made = resources.offer_resource(**given | fields)
    if visibility and visibility != made.visibility:
        set_resource_visibility(made, visibility)
    return made


def set_resource_visibility(thing: Resource, visibility: str) -> None:
    """Put a resource, its talk and its photos into a state without the acts that lead there."""
    from community.resources.actions.locking import set_visibility as put

    with transaction.atomic():
        put(thing, visibility)


def project(**fields: Any) -> Project:
    """A public project of one person, unless told otherwise. `visibility` is set afterwards."""
    visibility, ward = fields.pop("visibility", None), fields.pop("ward", None)
    given: dict[str, Any] = {
        "author": fields.get("author") or person(),
        "title": f"よみちマップ {_next()}",
        "does": "街灯の番号を写真から読みとって、市に伝えます。",
        "ward": Ward.objects.listed().get(pk=ward) if ward else None,
        "codes": list(NeedCode.objects.filter(pk__in=fields.pop("codes", []))),
    }
    made = projects.start_project(**given | fields)
    if visibility and visibility != made.visibility:
        set_project_visibility(made, visibility)
    return made


def set_project_visibility(thing: Project, visibility: str) -> None:
    """Put a project, its talk and its picture into a state without the acts that lead there."""
    from community.projects.actions.locking import set_visibility as put

    with transaction.atomic():
        put(thing, visibility)


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
