"""A post in a challenge is read through it by nobody who may not read the post: desk, event, panel, search."""

import pytest

from community.core.visibility import Visibility

from .planted import ROLES, finder, wrong_words
from .surfaces import own_surfaces
from .test_visibility import leaks

pytestmark = pytest.mark.timeout(900)
SETTERS = {"chief", "admin", "editor"}


def test_no_role_reads_a_post_through_its_challenges(city):
    desk = [surface for surface in own_surfaces() if surface.route.startswith("cms/desk/challenges/")]
    assert len(desk) == 3
    public = city.posts[Visibility.PUBLIC].get_absolute_url()

    for role in ROLES:
        assert leaks(city, role, desk, states=tuple(Visibility.values)) == []
        browser = city.browser(role)
        for address in (city.event.url, public, "/events/", "/accounts/notices/"):
            assert wrong_words(role, browser.get(address, follow=True).content.decode()) == set(), (role, address)
        for state in Visibility.values:
            page = browser.get(f"/search/?q={finder(state, 'title')}&of=page").content.decode()
            assert city.event.url not in page and wrong_words(role, page) == set(), (role, state)


def test_desk_opens_for_those_who_set_challenges_alone(city):
    for role in ROLES:
        answer = city.browser(role).get(f"/cms/desk/challenges/?event={city.event.pk}")

        assert (answer.status_code == 200) == (role in SETTERS), role
        assert role not in SETTERS or "ふたつから" in answer.content.decode()
