"""A hand-over is known to its two sides and the desk of its ward: nobody else reads a word of it anywhere."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client

from community.matching import actions
from community.matching.models import Match
from search import outbox
from tests import helpers, makers

from .roles import also_in_full
from .surfaces import Filling, own_surfaces

pytestmark = pytest.mark.timeout(900)  # every address of the site, one after the other

SECRET = re.compile(r"zq(message|note|phone|thanks|asker)zq")
FINDER = "finderofhandovers"  # to search with: a page repeats what was asked
LEAVES = re.compile("account|log_?out|session|language")


def planted() -> Match:
    """Every text of a hand-over carries a word that occurs nowhere else."""
    match = helpers.match(
        issue=makers.issue().number, message=f"zqmessagezq {FINDER}", by=makers.person(display_name="zqaskerzq")
    )
    owner = match.resource.author
    actions.accept_match(number=match.pk, by=owner, note=f"zqnotezq {FINDER}")
    actions.show_contact(number=match.pk, by=owner, field="phone", value="zqphonezq")
    actions.deliver_match(number=match.pk, by=match.asker)
    actions.thank_for_match(number=match.pk, by=match.asker, words=f"zqthankszq {FINDER}")
    outbox.drain(most=200)
    return Match.objects.with_words().get()


def read_by(browser: Client, match: Match) -> set[str]:
    """The planted words in all that the site answers to this person, each with where it stood."""
    return {f"{word} {address}" for address, text in answers(browser, match) for word in SECRET.findall(text)}


def answers(browser: Client, match: Match) -> Iterator[tuple[str, str]]:
    values = {"number": match.pk, "public_id": "x", "verb": "accept", "name": "card.webp", "code": makers.KITA}
    values |= {"kind": "match"}
    more = {"search/": [f"/search/?q={FINDER}", f"/search/?q={FINDER}&of=message"]}
    for surface in own_surfaces():
        if LEAVES.search(surface.route):
            continue
        for address in surface.addresses(Filling(values, more)):
            for method in ("get", "post"):
                answer = getattr(browser, method)(address)
                text = makers.read(answer).decode("utf-8", "replace")
                yield address, text


def browser_of(user) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user)
    if user.is_staff:
        makers.use_second_factor(client, user)
    return client


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["neighbour", *also_in_full("visitor", "editor")])
def test_nobody_else_reads_anything_of_a_hand_over(role):
    match = planted()
    people = {
        "visitor": Client,
        "neighbour": lambda: browser_of(makers.person()),
        "elsewhere": lambda: browser_of(makers.officer(makers.HIRANO)),
        "editor": lambda: browser_of(makers.editor()),
    }
    assert read_by(people[role](), match) == set()


@pytest.mark.django_db
def test_the_desk_reads_the_talk_but_no_contacts():
    match = planted()
    page = browser_of(makers.officer(makers.KITA)).get(match.get_absolute_url()).content.decode()
    assert set(SECRET.findall(page)) == {"message", "note", "thanks", "asker"}


@pytest.mark.django_db
def test_the_two_read_everything():
    match = planted()
    page = browser_of(match.asker).get(match.get_absolute_url()).content.decode()
    assert set(SECRET.findall(page)) >= {"message", "note", "phone", "thanks"}
