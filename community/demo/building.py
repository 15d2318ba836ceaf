"""What is built in the demo city: projects, whom they look for, their teams, and the issues that they answer."""

import hashlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from community.issues.models import Issue
from community.projects import actions as projects
from community.projects.actions.what import RoleSaid
from community.projects.models import Member, Project, Stage
from community.taxonomy.models import NeedCode

from .city import Act, City
from .helping import rows_of

ORDER = 8  # after everything that happens to posts at the same moment, and after events and data
OLDEST, NEWEST = 60, 4  # days ago


def acts_of_builders(city: City) -> Iterator[Act]:
    """Everything that teams do, each at its own time."""
    codes = NeedCode.objects.in_bulk()
    for row in rows_of("projects"):
        begun = _begun(city, row)
        yield begun, ORDER, lambda row=row: _start(city, row, codes)
        for nth, person in enumerate(row["team"], 1):
            asked = begun + timedelta(days=nth, hours=nth)
            yield asked, ORDER, lambda row=row, person=person: _ask(city, row, person)
            yield asked + timedelta(hours=5), ORDER, lambda row=row, person=person: _take_in(city, row, person)
        for key in row["issues"]:
            linked = max(begun, city.posted[key]) + timedelta(hours=2)
            yield linked, ORDER + 1, lambda row=row, key=key: _link(city, row, key)
        if row["stage"] == Stage.RESTING:  # nobody joins a team that rests
            yield city.end - timedelta(days=1), ORDER + 1, lambda row=row: _rest(city, row, codes)


def _begun(city: City, row: dict[str, Any]) -> datetime:
    """The same for the same project."""
    digest = hashlib.sha256(row["key"].encode()).digest()
    days = NEWEST + digest[0] % (OLDEST - NEWEST)
    return city.end - timedelta(days=days, hours=digest[1] % 10)


def _what(city: City, row: dict[str, Any], codes: dict[str, NeedCode]) -> dict[str, Any]:
    same = ("title", "title_en", "does", "stage", "repository", "demo", "licence")
    roles = [
        RoleSaid(
            role["title"],
            codes=[codes[slug] for slug in role["codes"]],
            hours=role["hours_a_week"],
            remote=role["remote"],
            open=role["open"],
        )
        for role in row["roles"]
    ]
    return {name: row[name] for name in same} | {
        "codes": [codes[slug] for slug in row["codes"]],
        "uses": [city.datasets[key] for key in row["datasets"] if key in city.datasets],
        "event": city.events.get(row["event"]),
        "roles": roles,
    }


def _start(city: City, row: dict[str, Any], codes: dict[str, NeedCode]) -> None:
    what = _what(city, row, codes)
    what["stage"] = Stage.TRIAL if row["stage"] == Stage.RESTING else row["stage"]
    projects.start_project(author=city.cast.of(row["owner"]), key=_key(row), **what)


def _rest(city: City, row: dict[str, Any], codes: dict[str, NeedCode]) -> None:
    project = _project(row)
    what = _what(city, row, codes)
    projects.change_project(number=project.pk, by=project.author, version=project.version, **what)


def _key(row: dict[str, Any]) -> str:
    return f"demo-{row['key']}"


def _project(row: dict[str, Any]) -> Project:
    return Project.objects.select_related("author").get(key=_key(row))


def _ask(city: City, row: dict[str, Any], person: str) -> None:
    projects.ask_to_join(number=_project(row).pk, person=city.cast.of(person))


def _take_in(city: City, row: dict[str, Any], person: str) -> None:
    project = _project(row)
    member = Member.objects.get(project=project, person=city.cast.of(person))
    projects.take_in(number=project.pk, member=member.pk, by=project.author)


def _link(city: City, row: dict[str, Any], key: str) -> None:
    """What everybody may see at that moment."""
    project, number = _project(row), city.issues[key].number
    if Issue.objects.visible_to(None).listed().filter(number=number).exists():
        projects.link_issue(number=project.pk, issue=number, by=project.author)
