"""Data that the demo city can build on, and three events with challenges from its posts."""

from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone
from wagtail.rich_text import RichText

from community.areas.models import Ward
from community.core import clock
from community.projects.actions.challenges import Draft, make_challenges
from community.projects.actions.data import note_dataset
from community.projects.models import Dataset, EventIndexPage, EventPage

from .city import City
from .editing import publish
from .helping import rows_of

OPENS, CLOSES = time(10, 0), time(17, 0)
SET_BEFORE = timedelta(days=14)
SAME = ("title", "title_en", "publisher", "about", "format", "licence", "url")


def publish_everything(city: City) -> None:
    """Call before projects begin: they are for these events, and use this data."""
    for row in rows_of("datasets"):
        _dataset(city, row)
    shelf = EventIndexPage.objects.first()
    for row in rows_of("events"):
        page = city.events[row["key"]] = _event(city, row)
        publish(shelf, page)


def set_challenges(city: City) -> None:
    """Call when the posts are there and have been hidden or merged: only public ones become challenges."""
    for row in rows_of("events"):
        page = city.events[row["key"]]
        keys = [key for challenge in row["challenges"] for key in challenge["issues"]]
        moment = max(page.starts_at - SET_BEFORE, *(city.posted[key] + timedelta(hours=1) for key in keys))
        with clock.held(min(moment, city.end)):
            _challenges(city, row)


def _dataset(city: City, row: dict[str, Any]) -> None:
    with clock.held(city.end - timedelta(days=60)):
        made = Dataset.objects.create(**{name: row[name] for name in SAME})
        made.wards.set(Ward.objects.filter(pk__in=row["wards"]))
        note_dataset(act="dataset.make", dataset=made, by=city.cast.clerk)
    city.datasets[row["key"]] = made


def _event(city: City, row: dict[str, Any]) -> EventPage:
    first = timezone.localdate(city.end + timedelta(days=row["begins_in_days"]))
    last = first + timedelta(days=row["days"] - 1)
    lead, rest = row["about"].split("。", 1)
    return EventPage(
        slug=row["key"],
        title=row["name"],
        title_en=row["name_en"],
        lead=f"{lead}。",
        body=[("text", RichText(f"<p>{rest}</p>"))],
        starts_at=timezone.make_aware(datetime.combine(first, OPENS)),
        ends_at=timezone.make_aware(datetime.combine(last, CLOSES)),
        place=row["place"],
        ward_id=row["ward"],
        capacity=f"{row['places_for']}人",
        capacity_en=f"{row['places_for']} people",
        organiser="市民協働課と、まちの人たち",
        organiser_en="Civic Collaboration and people of the city",
    )


def _challenges(city: City, row: dict[str, Any]) -> None:
    """As a chief would at the desk; a post that is not public any more is left out."""
    drafts = []
    for challenge in row["challenges"]:
        issues = [city.issues[key] for key in challenge["issues"]]
        for issue in issues:
            issue.refresh_from_db()
        live = tuple(issue.number for issue in issues if issue.is_public and issue.merged_into_id is None)
        if live:
            drafts.append(Draft(title=challenge["title"], about=challenge["about"], issues=live))
    make_challenges(event=city.events[row["key"]].pk, by=city.cast.chief, drafts=drafts, key=f"demo-{row['key']}")
