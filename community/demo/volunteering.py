"""Volunteers of the demo city: their cards, and calls for some needs, to one of which somebody says yes."""

from collections.abc import Iterator
from datetime import time, timedelta
from typing import Any

from community.core.errors import NotAllowed
from community.matching import actions as matching
from community.matching.models import Invitation, Need
from community.people import actions as people

from .city import Act, City
from .helping import ORDER, Places, rows_of

CALLED = (("a01", "patrol"), ("b24", "survey"), ("b13", "interpret"), ("e40", "repair"))
WRITTEN_OVER = 40  # days


def acts_of_volunteers(city: City) -> Iterator[Act]:
    places = Places()
    for nth, row in enumerate(rows_of("cards")):
        yield city.end - timedelta(days=4 + nth % WRITTEN_OVER), ORDER, lambda row=row: _write(city, row, places)
    for nth, (post, code) in enumerate(CALLED):
        at = max(city.end - timedelta(hours=30 + 7 * nth), city.posted[post] + timedelta(hours=2))
        yield at, ORDER + 1, lambda post=post, code=code: _call(city, post, code)
    yield city.end - timedelta(hours=20), ORDER + 2, lambda: _say_yes(city)


def _write(city: City, row: dict[str, Any], places: Places) -> None:
    same = ("words", "hours_a_month", "languages", "public")
    people.save_card(
        person=city.cast.of(row["person"]),
        can=[places.codes[code] for code in row["can"]],
        learn=[places.codes[code] for code in row["learn"]],
        wards=places.of(row["wards"]),
        hours=[
            (day, time.fromisoformat(some["from"]), time.fromisoformat(some["to"]))
            for some in row["hours"]
            for day in some["days"]
        ],
        **{name: row[name] for name in same},
    )


def _call(city: City, post: str, code: str) -> None:
    """Nothing where the post is over by then, or nobody comes to its ward."""
    issue = city.issues[post]
    need = Need.objects.open().filter(issue=issue, code=code).first()
    if need is None:
        return
    try:
        matching.call_volunteers(need=need.pk, by=issue.author, key=f"demo-{post}-{code}")
    except NotAllowed:
        return


def _say_yes(city: City) -> None:
    """Whoever was asked first."""
    invitation = Invitation.objects.waiting().select_related("person").order_by("pk").first()
    if invitation is not None:
        matching.accept_invitation(number=invitation.pk, by=invitation.person)
