"""A private card and who was called are nobody's to know: not from pages, feeds, search, the desk or the asker's own.

Three volunteers are called for one need: one has not answered, one has said no, one yes. Everybody opens what could
tell.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from community.core import outbox as work
from community.discussion import actions as talk
from community.matching import actions
from community.matching.models import Invitation, Match, Need
from community.people.models import VolunteerCard
from search import outbox
from tests import helpers, makers

from .roles import also_in_full
from .surfaces import Filling, Surface, own_surfaces

pytestmark = pytest.mark.timeout(900)  # many addresses, one after the other

SECRET = re.compile(r"zq(waiting|declined|accepted|words|said)zq")
FINDER = "finderofvolunteers"  # to search with: a page repeats what was asked
LEAVES = re.compile("account_log|log_?out|session|language")
NEAR = re.compile(
    r"^(people/|users/|issues/|matches/|search/|accounts/(profile|notices)|feeds|api|sitemap|figures|cms/desk/(issues|organisations|export|journal)?)"
)


@dataclass
class Called:
    need: Need
    cards: dict[str, VolunteerCard]
    match: Match

    @property
    def asker(self) -> Any:
        return self.need.issue.author


@pytest.fixture
def called(db: None) -> Called:
    cards = {
        name: helpers.card(person=makers.person(display_name=f"zq{name}zq"), words=f"zqwordszq {FINDER}")
        for name in ("waiting", "declined", "accepted")
    }
    issue = makers.issue()
    need = actions.state_need(issue=issue.number, by=issue.author, code="carry")
    actions.call_volunteers(need=need.pk, by=issue.author)
    invited = {name: Invitation.objects.get(person=card.person_id).pk for name, card in cards.items()}
    actions.decline_invitation(number=invited["declined"], by=cards["declined"].person)
    match = actions.accept_invitation(number=invited["accepted"], by=cards["accepted"].person)
    talk.post_message(author=cards["accepted"].person, thread=match.thread, body=f"zqsaidzq {FINDER}")
    work.drain(most=100)
    outbox.drain(most=200)
    return Called(need, cards, match)


def near_surfaces() -> list[Surface]:
    return [surface for surface in own_surfaces() if NEAR.match(surface.route) and not LEAVES.search(surface.route)]


def read_by(browser: Client, called: Called, surfaces: list[Surface]) -> set[str]:
    """The planted words in all that these surfaces answer, each with where it stood."""
    found = set()
    for address, text in answers(browser, called, surfaces):
        found |= {f"{word} {address}" for word in SECRET.findall(text)}
    return found


def answers(browser: Client, called: Called, surfaces: list[Surface]) -> Iterator[tuple[str, str]]:
    numbers = {called.need.issue.number, called.match.pk, *Invitation.objects.values_list("pk", flat=True)}
    more = {
        "search/": [f"/search/?q={FINDER}{of}" for of in ("", "&of=person", "&of=message")],
        "people/": ["/people/", f"/people/?code=carry&ward={makers.KITA}"],
    }
    for surface in surfaces:
        for number in numbers if "<int:number>" in surface.route else (called.match.pk,):
            values = {
                "number": number,
                "need": called.need.pk,
                "public_id": "x",
                "verb": "deliver",
                "code": makers.KITA,
            }
            for address in surface.addresses(Filling(values, more)):
                for method in ("get", "post"):
                    answer = getattr(browser, method)(address)
                    yield f"{method} {address}", makers.read(answer).decode("utf-8", "replace")


def browser_of(user: Any) -> Client:
    client = Client(raise_request_exception=False)
    if user is not None:
        client.force_login(user)
        if user.is_staff:
            makers.use_second_factor(client, user)
    return client


PEOPLE = {
    "visitor": lambda called: None,
    "resident": lambda called: called.asker,
    "neighbour": lambda called: helpers.card().person,  # another volunteer
    "officer": lambda called: makers.officer(makers.KITA),
    "editor": lambda called: makers.editor(),
    "chief": lambda called: makers.chief(),
}


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["visitor", "resident", "neighbour", "officer", *also_in_full("editor", "chief")])
def test_nobody_learns_who_was_called(called, role):
    told = read_by(browser_of(PEOPLE[role](called)), called, near_surfaces())

    if role == "resident":  # who asked knows who said yes, and where they talk
        assert {line.split()[0] for line in told} == {"accepted", "said"}
        assert all("/matches/" in line or "/accounts/" in line for line in told), told
    else:
        assert told == set()


@pytest.mark.django_db
@pytest.mark.full
def test_the_desk_learns_it_nowhere_on_the_site(called):
    surfaces = [surface for surface in own_surfaces() if not LEAVES.search(surface.route)]
    assert read_by(browser_of(PEOPLE["officer"](called)), called, surfaces) == set()


@pytest.mark.django_db
def test_each_volunteer_knows_of_their_own(called):
    page = browser_of(called.cards["waiting"].person).get("/people/invitations/").content.decode()
    assert "data-invitation" in page
    own = browser_of(called.cards["waiting"].person).get("/people/card/").content.decode()
    assert SECRET.findall(own).count("words") == 1
    talked = browser_of(called.cards["accepted"].person).get(called.match.get_absolute_url()).content.decode()
    assert "said" in SECRET.findall(talked)


@pytest.mark.django_db
def test_the_walk_notices_an_open_door(called):
    """Without this, a site that shows nothing to anybody would pass."""
    surfaces = [surface for surface in own_surfaces() if surface.name == "people:list"]
    VolunteerCard.objects.update(public=True)

    told = read_by(browser_of(makers.person()), called, surfaces)

    assert any(line.startswith("words get /people/") for line in told)
