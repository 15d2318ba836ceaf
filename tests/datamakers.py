"""The smallest valid datasets, projects and challenges."""

from typing import Any

from community.areas.models import Ward
from community.discussion import actions as talk
from community.projects.models import Challenge, Dataset, Project
from search import outbox
from tests import makers, pagemakers


def dataset(*wards: str, **fields: Any) -> Dataset:
    given = {
        "title": "街灯の柱番号と位置",
        "publisher": "大阪市建設局",
        "about": "札の番号と緯度経度です。",
        "licence": "CC BY 4.0",
        "format": "CSV",
        "url": "https://example.org/data/lamps",
    }
    made = Dataset.objects.create(**given | fields)
    made.wards.set(Ward.objects.filter(pk__in=wards))
    outbox.record("dataset", made.pk)
    return made


def project(**fields: Any) -> Project:
    """A bare row, public unless told otherwise."""
    given = {"title": "はしら番号", "does": "柱の番号で場所がわかる", "visibility": "public"} | fields
    author = given.pop("author", None) or makers.person()
    thread = talk.open_thread(
        kind="project", number=None, visibility=given["visibility"], author=author, ward=given.get("ward")
    )
    made = Project.objects.create(author=author, thread=thread, **given)
    talk.number_thread(thread_id=thread.pk, number=made.pk)
    return made


def challenge(*issues: Any, **fields: Any) -> Challenge:
    """Of a new event unless told otherwise, made from these issues or from one of its own."""
    event = fields.pop("event", None) or pagemakers.event()
    given = {"title": "暗い道を明るく", "about": "夜道の投稿からのお題です。"} | fields
    made = Challenge.objects.create(event=event, **given)
    made.issues.set(issues or [makers.issue()])
    return made
