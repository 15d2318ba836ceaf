"""Who helps in the demo city: organisations, what is offered, what issues need, and hand-overs until thanks."""

import json
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from django.db import transaction
from django.utils import timezone

from community.areas.models import Town, Ward
from community.areas.names import shown
from community.core import clock
from community.discussion import actions as talk
from community.matching import actions as matching
from community.matching.models import Match
from community.organisations import actions as organisations
from community.organisations.models import Organisation
from community.resources import actions as resources
from community.taxonomy.models import NeedCode

from .city import Act, City
from .shorts import WORDS

ORDER = 7  # after everything that happens to posts at the same moment
OLDEST_OFFER = timedelta(days=86)


@lru_cache(maxsize=16)
def rows_of(name: str) -> tuple[dict[str, Any], ...]:
    """The hand-written rows of one file, or of all whose names begin so."""
    files = sorted(WORDS.glob(f"{name}.json"))
    return tuple(row for file in files for row in json.loads(file.read_text(encoding="utf-8")))


def acts_of_helpers(city: City) -> Iterator[Act]:
    """Everything that helpers do, each at its own time."""
    places = Places()
    for row in rows_of("organisations"):
        yield from _organisation(city, row, places)
    asked = {row["offer"]: row["days_ago"] for row in rows_of("handovers")}
    for row in rows_of("offers_*"):
        made = city.end - timedelta(days=max(row["confirmed_days_ago"], asked.get(row["key"], 0) + 1))
        yield made, ORDER, lambda row=row: _offer(city, row, places)
    for row in rows_of("needs"):
        yield city.posted[row["post"]] + timedelta(hours=1), ORDER, lambda row=row: _need(city, row)
    for row in rows_of("handovers"):
        yield asked_at(city, row), ORDER, lambda row=row: _live(city, row)


class Places:
    """Wards by code and towns by name, read once."""

    def __init__(self) -> None:
        self.wards = {ward.pk: ward for ward in Ward.objects.listed()}
        self.codes = NeedCode.objects.in_bulk()
        self._towns = {
            (town.ward_id, shown(town.name)): town for town in Town.objects.only("ward", "name", "lat", "lng")
        }

    def of(self, codes: list[str]) -> list[Ward]:
        return [self.wards[code] for code in codes]

    def town(self, serves: list[str], words: str) -> Town | None:
        """The town that begins a place in words, in one of these wards."""
        near = (town for (ward, name), town in self._towns.items() if ward in serves and words.startswith(name))
        return max(near, key=lambda town: len(town.name), default=None) if words else None


def _organisation(city: City, row: dict[str, Any], places: Places) -> Iterator[Act]:
    verified = timedelta(days=30.4 * (row["verified"] or 0))
    begun = city.end - max(verified, OLDEST_OFFER) - timedelta(days=30)
    yield begun, 0, lambda: _register(city, row, places)
    for nth, member in enumerate(row["members"]):
        at = begun + timedelta(days=1, hours=nth)
        yield at, 0, lambda member=member: _join(city, row, member)
    if row["verified"] is not None:
        yield city.end - verified, 0, lambda: _verify(city, row)


def _register(city: City, row: dict[str, Any], places: Places) -> None:
    words = {name: row[name] for name in ("name", "name_en", "about", "asks", "since", "sort")}
    city.helpers[row["key"]] = organisations.register_organisation(
        author=city.cast.of(row["owner"]),
        ward=places.wards[row["ward"]],
        serves=places.of(row["serves"]),
        key=f"demo-{row['key']}",
        **words,
    )


def _join(city: City, row: dict[str, Any], member: dict[str, str]) -> None:
    number, owner = city.helpers[row["key"]].pk, city.cast.of(row["owner"])
    _invitation, token = organisations.invite(number=number, by=owner, role=member["role"])
    person = city.cast.of(member["person"])
    organisations.join(token=token, by=person)
    if member["role"] == "manager":
        organisations.show_name(number=number, by=person, named=True)


def _verify(city: City, row: dict[str, Any]) -> None:
    number, owner = city.helpers[row["key"]].pk, city.cast.of(row["owner"])
    organisations.ask_verification(number=number, by=owner, evidence=row["evidence"])
    organisations.grant_verification(number=number, by=city.cast.clerk, seen=row["evidence"])


def _owner(city: City, row: dict[str, Any]) -> tuple[Any, Organisation | None]:
    """Who writes the offer, and for which organisation."""
    if row["owner"].startswith("@"):
        return city.cast.of(row["owner"].removeprefix("@")), None
    found = city.helpers[row["owner"]]
    return found.author, found


def _offer(city: City, row: dict[str, Any], places: Places) -> None:
    author, organisation = _owner(city, row)
    town = places.town(row["serves"], row["place"])
    home = organisation.ward if organisation else places.wards[(row["serves"] or ["27127"])[0]]
    same = ("kind", "title", "title_en", "body", "quantity", "unit", "conditions", "cost", "cost_note", "languages")
    city.offers[row["key"]] = resources.offer_resource(
        author=author,
        organisation=organisation,
        codes=[places.codes[code] for code in row["codes"]],
        ward=home,
        serves=places.of(row["serves"]),
        place=row["place"],
        lat=town.lat if town and not row["remote"] else None,
        lng=town.lng if town and not row["remote"] else None,
        remote=row["remote"],
        amount=row["amount"],
        returns=row["kind"] == "things" and not {"food", "plants", "clothes", "books", "furniture"} & set(row["codes"]),
        hours=[(day, _time(some["from"]), _time(some["to"])) for some in row["hours"] for day in some["days"]],
        hours_note=row["closed"],
        from_on=_day(city, row["from_in_days"]),
        until_on=_day(city, row["until_in_days"]),
        key=f"demo-{row['key']}",
        **{name: row[name] for name in same},
    )
    if row["rest"]:
        resources.rest_resource(number=city.offers[row["key"]].pk, by=author)


def _time(words: str) -> time:
    return time.fromisoformat(words)


def _day(city: City, days: int | None) -> date | None:
    return timezone.localdate(city.end + timedelta(days=days)) if days is not None else None


def _need(city: City, row: dict[str, Any]) -> None:
    issue = city.issues[row["post"]]
    by = issue.author if row["by"] == "poster" else city.cast.clerk
    same = ("code", "quantity", "unit", "required", "short", "note")
    matching.state_need(issue=issue.number, by=by, **{name: row[name] for name in same})


def asked_at(city: City, row: dict[str, Any]) -> datetime:
    """When a hand-over begins: never before the post that it is for."""
    asked = city.end - timedelta(days=row["days_ago"])
    return max(asked, city.posted[row["post"]] + timedelta(hours=2)) if row["post"] else asked


@transaction.atomic
def _live(city: City, row: dict[str, Any]) -> None:
    """All of one hand-over at once: a running worker, whose clock is the real one, would end what waits for weeks."""
    begun = clock.now()
    acts: list[tuple[float, Callable[[], None]]] = [(0, lambda: _ask(city, row))]
    acts += [(step[1], lambda step=step: _step(city, row, step)) for step in row["steps"]]
    acts += [(hours, lambda who=who, words=words: _say(city, row, who, words)) for who, hours, words in row["talk"]]
    if row.get("tell"):
        acts.append((row["steps"][-1][1] + 6, lambda: _tell(city, row)))
    for hours, act in sorted(acts, key=lambda pair: pair[0]):
        with clock.held(min(begun + timedelta(hours=hours), city.end)):
            act()


def _ask(city: City, row: dict[str, Any]) -> None:
    matching.request_resource(
        resource=city.offers[row["offer"]].pk,
        by=city.cast.of(row["by"]),
        quantity=row["quantity"],
        message=row["message"],
        issue=city.issues[row["post"]].number if row["post"] and city.issues[row["post"]].is_open else None,
        key=f"demo-{row['offer']}",
    )


def _match(city: City, row: dict[str, Any]) -> Match:
    return Match.objects.select_related("resource__author", "thread").get(key=f"demo-{row['offer']}")


def _step(city: City, row: dict[str, Any], step: list[Any]) -> None:
    match = _match(city, row)
    verb, _hours, words, *more = step
    owner, asker = match.resource.author, city.cast.of(row["by"])
    by = owner if verb in ("accept", "decline") else asker
    given: dict[str, Any] = {"number": match.pk, "by": by}
    if verb == "schedule":
        given |= {"note": words, "at": _evening(clock.now() + timedelta(days=more[0])), "place": more[1]}
    elif verb == "thank":
        given |= {"words": words, "people": more[0], "tell": more[1]}
    elif verb != "return":
        given |= {"note": words}
    VERBS[verb](**given)


VERBS: dict[str, Callable[..., Any]] = {
    "accept": matching.accept_match,
    "decline": matching.decline_match,
    "schedule": matching.schedule_match,
    "deliver": matching.deliver_match,
    "confirm": matching.confirm_match,
    "thank": matching.thank_for_match,
    "fail": matching.fail_match,
    "return": matching.return_things,
}


def _evening(moment: datetime) -> datetime:
    return timezone.localtime(moment).replace(hour=18, minute=0, second=0, microsecond=0)


def _tell(city: City, row: dict[str, Any]) -> None:
    match = _match(city, row)
    matching.agree_to_tell(number=match.pk, by=match.resource.author, tell=True)


def _say(city: City, row: dict[str, Any], who: str, words: str) -> None:
    match = _match(city, row)
    talk.post_message(author=city.cast.of(who), thread=match.thread, body=words)
