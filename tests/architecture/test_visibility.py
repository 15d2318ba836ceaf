"""Who can read what, on every surface there is.

Everybody opens every address of the site and sends it an empty form; the answers – status line, headers, bytes – are
searched for words that were planted into posts of every state. Surfaces come from the URL conf and from Wagtail's page
types, so that a new one is walked from its first day. Sockets: test_visibility_sockets.py.
"""

import re
from collections.abc import Iterator
from unittest import mock

import pytest
from wagtail.models import Page, get_page_models

from community.core.visibility import Visibility
from community.discussion.querysets import ThreadQuerySet
from community.issues.querysets import IssueQuerySet
from community.organisations.querysets import OrganisationQuerySet
from community.photos.models import Photo, PhotoQuerySet
from community.projects.querysets import ProjectQuerySet
from community.resources.querysets import ResourceQuerySet
from tests import makers

from .planted import ROLES, SEEN_BY, WORD, City, wrong_words
from .roles import also_in_full
from .surfaces import Filling, Surface, own_surfaces, wagtail_surfaces

pytestmark = pytest.mark.timeout(900)  # every address of the site, one after the other

# A neighbour and somebody of another ward are who should not know; officers see most of the site.
SOME = ("neighbour", "officer", "elsewhere")
LEAVES = re.compile("account|log_?out|session|language")


def answers(
    city: City, role: str, filling: Filling, surface: Surface, methods: tuple[str, ...]
) -> Iterator[tuple[str, str]]:
    """(address, everything that came back). Addresses that may log out get a browser of their own for each."""
    for address in surface.addresses(filling):
        for method in methods:
            browser = city.browser(role, anew=LEAVES.search(surface.route) is not None)
            answer = getattr(browser, method)(address)
            assert answer.status_code < 500 or not surface.is_own, address
            content = makers.read(answer)
            head = "\n".join(f"{name}: {value}" for name, value in answer.items())
            yield f"{method} {address} {answer.status_code}", f"{head}\n{content.decode('utf-8', 'replace')}"


def leaks(
    city: City,
    role: str,
    surfaces: list[Surface],
    *,
    states: tuple[str, ...],
    methods: tuple[str, ...] = ("get", "post"),
) -> list[str]:
    """Every answer in which this role read a word that it should not."""
    return [
        f"{role} {address}: {', '.join(sorted(words))}"
        for filling in map(city.filling, states)
        for surface in surfaces
        for address, text in answers(city, role, filling, surface, methods)
        if (words := wrong_words(role, text))
    ]


@pytest.mark.parametrize("role", [*SOME, *also_in_full(*(role for role in ROLES if role not in SOME))])
def test_nobody_reads_what_they_may_not(city, role):
    surfaces = own_surfaces()
    of_one_thing = [surface for surface in surfaces if "<" in surface.route]

    # Who is not among SOME opens each address in a third of the other states, each role in others than the next.
    parts, shift = (1, 0) if role in SOME else (3, list(ROLES).index(role))

    assert leaks(city, role, surfaces, states=(Visibility.PENDING,)) == []
    for nth, state in enumerate(sorted(set(Visibility.values) - {Visibility.PENDING})):
        assert leaks(city, role, of_one_thing[(nth + shift) % parts :: parts], states=(state,)) == []


@pytest.mark.parametrize("role", ["neighbour", "officer", "elsewhere", "editor"])
def test_nobody_reads_it_in_wagtails_own_screens(city, role):
    assert leaks(city, role, wagtail_surfaces(), states=(Visibility.PRIVATE,), methods=("get",)) == []


@pytest.mark.parametrize("role", ROLES)
def test_page_and_picture_exist_only_for_those_who_may_know(city, role):
    for state in Visibility.values:
        browser, seen = city.browser(role), role in SEEN_BY[state]

        page = browser.get(city.posts[state].get_absolute_url())
        pictures = [browser.get(photo.card_url) for photo in (city.picture(state), city.picture_said(state))]
        for picture in pictures:
            makers.read(picture)

        unknown = 410 if state == Visibility.ERASED else 404
        assert page.status_code == (200 if seen else unknown), state
        assert {picture.status_code for picture in pictures} == {200 if seen else 404}, state


@pytest.mark.parametrize("role", ROLES)
def test_only_its_owner_may_hide_parts_of_a_photo(city, role):
    """While the thing is not taken out of sight."""
    for state in Visibility.values:
        covers = [city.resources[state][0].cover_id, city.projects[state][0].cover_id]
        covers.append(city.organisations[state].picture_id)
        is_open = role == "author" and state not in (Visibility.HIDDEN, Visibility.ERASED)
        for photo in [*city.pictures(state), *Photo.objects.filter(pk__in=covers)]:
            answer = city.browser(role).get(f"/photos/{photo.token}/hide/")
            assert answer.status_code == (302 if role == "visitor" else 200 if is_open else 404), (state, photo)
            assert answer.status_code != 302 or "/accounts/login/" in answer.url


def test_those_who_may_read_a_post_do_read_it(city):
    """Without this, a site that shows nothing to anybody would pass."""
    for state, role in [(state, role) for state, roles in SEEN_BY.items() for role in roles]:
        page = city.browser(role).get(city.posts[state].get_absolute_url()).content.decode()
        assert {"title", "body", "message", "msgalt", "reply", "alt", "effort", "effortalt"} <= {
            part for _state, part in WORD.findall(page)
        }, (state, role)


def test_those_who_see_a_post_read_its_talk_over_the_api_and_nobody_else(city):
    for state in Visibility.values:
        for role in ROLES:
            answer = city.browser(role).get(f"/api/v1/threads/issue/{city.posts[state].number}/messages")
            parts = {part for _state, part in WORD.findall(answer.content.decode())}
            assert (answer.status_code, "message" in parts) == ((200, True) if role in SEEN_BY[state] else (404, False))


def test_officer_reads_everything_of_their_ward(city):
    for state in SEEN_BY:
        page = city.browser("officer").get(f"/cms/desk/issues/{city.posts[state].number}/").content.decode()
        parts = {part for _state, part in WORD.findall(page)}
        assert (
            parts >= {"title", "note", "draft", "address", "effort", "effortheld", "efforthidden"}
            if "officer" in SEEN_BY[state]
            else not parts
        )


@pytest.mark.parametrize("role", ROLES)
def test_organisation_exists_only_for_those_who_may_know(city, role):
    for state in Visibility.values:
        made, seen = city.organisations[state], role in SEEN_BY[state]
        browser = city.browser(role)
        page, picture = browser.get(made.get_absolute_url()), browser.get(made.picture.card_url)
        makers.read(picture)
        assert (page.status_code, picture.status_code) == ((200, 200) if seen else (404, 404)), state
        if seen:
            parts = {part for _state, part in WORD.findall(page.content.decode())}
            assert {"orgname", "orgabout", "orgalt"} <= parts, state


@pytest.mark.parametrize("role", ROLES)
def test_offer_exists_only_for_those_who_may_know(city, role):
    for state in Visibility.values:
        (own, of_group), seen = city.resources[state], role in SEEN_BY[state]
        browser = city.browser(role)
        for made, parts in ((own, {"restitle", "resbody", "resalt", "resmessage"}), (of_group, {"resofgroup"})):
            page = browser.get(made.get_absolute_url())
            assert page.status_code == (200 if seen else 404), (state, made)
            assert not seen or parts <= {part for _state, part in WORD.findall(page.content.decode())}, state
        picture = browser.get(Photo.objects.get(pk=own.cover_id).card_url)
        makers.read(picture)
        assert picture.status_code == (200 if seen else 404), state


@pytest.mark.parametrize("role", ROLES)
def test_project_exists_only_for_those_who_may_know(city, role):
    for state in Visibility.values:
        (own, of_group), seen = city.projects[state], role in SEEN_BY[state]
        browser = city.browser(role)
        parts_of_own = {"proname", "prodoes", "probody", "prorole", "proalt", "promessage"}
        for made, parts in ((own, parts_of_own), (of_group, {"progrp"})):
            page = browser.get(made.get_absolute_url())
            assert page.status_code == (200 if seen else 404), (state, made)
            assert not seen or parts <= {part for _state, part in WORD.findall(page.content.decode())}, state
        picture = browser.get(Photo.objects.get(pk=own.cover_id).card_url)
        makers.read(picture)
        assert picture.status_code == (200 if seen else 404), state


def test_the_lead_alone_reads_who_asked_to_join(city):
    page = f"{city.projects[Visibility.PUBLIC][0].get_absolute_url()}members/"
    for role in ROLES:
        parts = {part for _state, part in WORD.findall(city.browser(role).get(page).content.decode())}
        assert ("prohand" in parts) == (role == "author"), role


def test_owner_and_desk_read_what_was_asked_of_the_city(city):
    number = city.organisations[Visibility.PUBLIC].pk
    places = (("author", f"/organisations/{number}/verification/"), ("officer", f"/cms/desk/organisations/{number}/"))
    for role, address in places:
        parts = {part for _state, part in WORD.findall(city.browser(role).get(address).content.decode())}
        assert "orgevidence" in parts, role


def test_author_and_desk_read_an_appeal(city):
    number = city.posts[Visibility.HIDDEN].number
    for role, address in (("author", f"/appeals/new/?issue={number}"), ("officer", "/cms/desk/appeals/")):
        parts = {part for _state, part in WORD.findall(city.browser(role).get(address).content.decode())}
        assert parts >= {"appeal", "reason"}, role


def test_every_page_type_has_a_page_to_walk(city):
    walked = {type(page.specific) for page in Page.objects.live().exclude(depth=1)}

    assert walked == set(get_page_models()) - {Page}


@pytest.mark.parametrize(
    ("queryset", "name"),
    [
        (IssueQuerySet, "issues:detail"),
        (IssueQuerySet, "issues:flag"),
        (OrganisationQuerySet, "organisations:detail"),
        (ResourceQuerySet, "resources:detail"),
        (ProjectQuerySet, "projects:detail"),
        (PhotoQuerySet, "photo"),
        (ThreadQuerySet, "talk:api_messages"),
    ],
)
def test_matrix_notices_when_a_single_door_is_left_open(city, queryset, name):
    surfaces = [surface for surface in own_surfaces() if surface.name == name]
    with mock.patch.object(queryset, "visible_to", lambda rows, user: rows):
        words = leaks(city, "neighbour", surfaces, states=(Visibility.PENDING,))
        picture = city.browser("neighbour").get(city.picture(Visibility.PENDING).card_url)
        makers.read(picture)

    assert words or picture.status_code == 200
