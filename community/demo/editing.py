"""What the editors of the demo city have written: themes, a call for helpers, news, events, stories, desks of wards."""

import json
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from io import BytesIO
from typing import Any

from django.core.files.images import ImageFile
from django.utils import timezone
from wagtail.models import Page
from wagtail.rich_text import RichText

from community.areas.models import Town, Ward
from community.areas.names import shown
from community.core import clock
from community.pages.models import BoardPage, NewsIndexPage, NewsPage, SiteImage, StandardPage, WardPage
from community.projects import actions as projects
from community.projects.models import Call, EventIndexPage, EventPage, StoryIndexPage, StoryPage

from . import drawing
from .city import City
from .shorts import WORDS
from .themes import evening

LANGUAGES = ("title", "title_en", "lead", "lead_en")
SUNDAY = 6


@lru_cache(maxsize=1)
def written() -> dict[str, Any]:
    return json.loads((WORDS / "pages.json").read_text(encoding="utf-8"))


def publish_everything(city: City) -> None:
    """Call when the posts are there: a story links to them."""
    words = written()
    for slug, theme in words["themes"].items():
        publish(StandardPage.objects.get(slug="boards"), _theme(city, slug, theme))
    _call(city, words["call"])
    for index, make, rows in (
        (NewsIndexPage, _news, words["news"]),
        (EventIndexPage, _event, words["events"]),
        (StoryIndexPage, _story, words["stories"]),
    ):
        for row in rows:
            publish(index.objects.first(), make(city, row))
    _desks(words["desks"])


def publish(parent: Page, page: Page) -> None:
    """As an editor's button does: a draft, then its revision goes live."""
    wards = page.__dict__.pop("for_wards", ())
    parent.add_child(instance=page)
    if wards:
        page.wards.set(wards)
    page.save_revision().publish()


def _theme(city: City, slug: str, words: dict[str, Any]) -> BoardPage:
    board = city.boards[slug]
    return BoardPage(
        slug=slug,
        board=board,
        title=words["title"],
        title_en=words["title_en"],
        call=words["call"],
        call_en=words["call_en"],
        picture=_picture(city, words),
        **_body(words),
    )


def _call(city: City, words: dict[str, Any]) -> None:
    """One call for helpers, and the people who answered it."""
    both = ("title", "what", "when", "where", "office")
    call = Call.objects.create(
        board=city.boards[words["board"]],
        ward_id=words["ward"],
        places=words["places"],
        closes_at=evening(city.end + timedelta(days=words["closes_in_days"])),
        **{name: words[name] for part in both for name in (part, f"{part}_en") if name in words},
    )
    for answer in words["answers"]:
        with clock.held(city.end - timedelta(days=answer["days_ago"])):
            projects.answer_call(call=call.pk, person=city.cast.of(answer["by"]), message=answer["message"])


def _news(city: City, row: dict[str, Any]) -> NewsPage:
    page = NewsPage(**_led(city, row), day=_day(city, -row["days_ago"]))
    page.for_wards = list(Ward.objects.filter(pk__in=row["wards"]))
    return page


def _event(city: City, row: dict[str, Any]) -> EventPage:
    """At the hour that was written, on a Sunday where it is a morning."""
    day, hour = _day(city, row["in_days"]), time.fromisoformat(row["at"])
    if hour.hour < 17:
        day += timedelta(days=(SUNDAY - day.weekday()) % 7 if row["in_days"] > 0 else -((day.weekday() + 1) % 7))
    starts = timezone.make_aware(datetime.combine(day, hour))
    town = Town.objects.get(ward_id=row["ward"], name=shown(row["town"]))
    same = ("place", "place_en", "organiser", "organiser_en", "capacity", "capacity_en")
    return EventPage(
        **_led(city, row),
        **{name: row[name] for name in same},
        starts_at=starts,
        ends_at=starts + timedelta(hours=row["hours"]),
        ward_id=row["ward"],
        lat=town.lat,
        lng=town.lng,
    )


def _story(city: City, row: dict[str, Any]) -> StoryPage:
    return StoryPage(
        **{name: row[name] for name in ("slug", *LANGUAGES)},
        **_body(row),
        day=_day(city, -row["days_ago"]),
        ward_id=row["ward"],
        before=_image(city, row["before"], row["slug"]),
        after=_image(city, row["after"], row["slug"]),
        issue_numbers="、".join(str(city.issues[key].number) for key in row["posts"]),
        thanks=row["thanks"],
    )


def _desks(notes: dict[str, str]) -> None:
    for page in WardPage.objects.filter(ward__in=notes):
        page.desk, page.desk_en, page.note = "市民協働課", "Civic Collaboration", notes[page.ward_id]
        page.save_revision().publish()


def _led(city: City, row: dict[str, Any]) -> dict[str, Any]:
    fields = {name: row[name] for name in ("slug", *LANGUAGES)} | _body(row)
    return fields | {"picture": _picture(city, row)}


def _body(row: dict[str, Any]) -> dict[str, Any]:
    return {name: [("text", RichText(html)) for html in row.get(name, ())] for name in ("body", "body_en")}


def _picture(city: City, row: dict[str, Any]) -> SiteImage | None:
    return _image(city, row["picture"], row["title"]) if row.get("picture") else None


def _image(city: City, scene: dict[str, str], seed: str) -> SiteImage:
    drawn, file = drawing.paint(scene, seed=seed, palette=scene["palette"], month=city.end.month)
    name = f"{scene['subject']}.jpg"
    return SiteImage.objects.create(
        title=drawn.alt_ja, description=drawn.alt_ja, credit="見本の絵", file=ImageFile(BytesIO(file), name=name)
    )


def _day(city: City, days: float) -> date:
    return timezone.localdate(city.end + timedelta(days=days))
