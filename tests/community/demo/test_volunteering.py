"""The volunteers of the demo city, by themselves."""

from datetime import timedelta

import pytest

from community.core import clock
from community.demo.city import City
from community.demo.helping import rows_of
from community.demo.people import make_cast
from community.demo.volunteering import CALLED, acts_of_volunteers
from community.matching import actions
from community.matching.models import Invitation, Match
from community.people.models import VolunteerCard
from tests import makers

pytestmark = pytest.mark.django_db


def test_everybody_writes_a_card_and_one_says_yes():
    city = City(cast=make_cast(), end=clock.now(), boards={})
    for post, code in CALLED:
        with clock.held(city.end - timedelta(days=5)):
            issue = city.issues[post] = makers.issue(author=city.cast.of("yuko"))
            actions.state_need(issue=issue.number, by=issue.author, code=code)

    for moment, _order, act in sorted(acts_of_volunteers(city), key=lambda act: act[:2]):
        with clock.held(moment):
            act()

    rows = rows_of("cards")
    assert VolunteerCard.objects.count() == len(rows) == 40
    assert VolunteerCard.objects.filter(public=True).count() == sum(row["public"] for row in rows)
    assert Invitation.objects.waiting().count() >= len(CALLED)
    match = Match.objects.get()
    assert match.volunteer is not None
    assert match.due_at > city.end, "a running worker leaves it alone"
