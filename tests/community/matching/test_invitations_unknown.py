"""Volunteers who are called stay unknown, are asked once, and are heard by the desk when they report."""

import pytest
from django.test import Client

from community.core.errors import NotAllowed
from community.discussion.models import Thread
from community.matching import actions
from community.matching.actions.locking import NotNow
from community.matching.models import Invitation
from community.moderation import actions as moderation
from tests import helpers, makers

pytestmark = pytest.mark.django_db


def browser(user):
    client = Client()
    client.force_login(user)
    if user.is_staff:
        makers.use_second_factor(client, user)
    return client


def need(code="carry", issue=None, **fields):
    issue = issue or makers.issue()
    return actions.state_need(issue=issue.number, by=issue.author, code=code, **fields)


def called(wanted, **fields):
    return actions.call_volunteers(need=wanted.pk, by=fields.pop("by", wanted.issue.author), **fields)


def asked(wanted):
    return list(Invitation.objects.filter(need=wanted).order_by("pk").values_list("person", flat=True))


def mine(card):
    return Invitation.objects.get(person=card.person_id)


def test_what_a_volunteer_reports_reaches_the_desk_of_the_ward_and_is_closed_there():
    wanted = need()
    card = helpers.card()
    called(wanted)
    match = actions.accept_invitation(number=mine(card).pk, by=card.person)
    moderation.raise_flag(by=card.person, kind="match", number=match.pk, part=0, reason="other", note="こわいです")

    for officer in (makers.officer(makers.KITA), makers.officer()):
        page = browser(officer).get("/cms/desk/matches/").content.decode()
        assert "こわいです" in page and f'href="{match.get_absolute_url()}"' in page
    assert "こわいです" not in browser(makers.officer(makers.HIRANO)).get("/cms/desk/matches/").content.decode()
    actions.close_match_flags(number=match.pk, by=officer)
    assert "こわいです" not in browser(officer).get("/cms/desk/matches/").content.decode()


def test_an_officer_reads_what_the_desk_asked_on_duty_alone():
    wanted = need("visit")
    card = helpers.card(codes=["visit"])
    officer = makers.officer(makers.KITA)
    called(wanted, by=officer)
    match = actions.accept_invitation(number=mine(card).pk, by=card.person)

    off_duty = type(officer).objects.get(pk=officer.pk)
    assert Thread.objects.visible_to(officer).filter(pk=match.thread_id).exists()
    assert not Thread.objects.visible_to(off_duty).filter(pk=match.thread_id).exists()


def test_nobody_says_yes_to_whom_the_city_trusts_no_more():
    wanted, card = need(), helpers.card()
    organisation = makers.organisation(verified=True)
    called(wanted, by=organisation.author, voice=str(organisation.pk))
    type(organisation).objects.update(verified_until=None)
    with pytest.raises(NotNow):
        actions.accept_invitation(number=mine(card).pk, by=card.person)


def test_asking_for_the_same_again_asks_nobody_twice():
    wanted, card = need(), helpers.card()
    called(wanted)
    actions.decline_invitation(number=mine(card).pk, by=card.person)
    actions.withdraw_need(need=wanted.pk, by=wanted.issue.author)
    again = need(issue=wanted.issue)
    with pytest.raises(NotAllowed):
        called(again)


def test_numbers_tell_not_whether_the_poster_has_a_card(client):
    """Two posts of one ward show the same number, whoever has written them."""
    author = helpers.card().person
    helpers.card(), helpers.card()
    own, other = need(issue=makers.issue(author=author)), need()
    shown = [client.get(one.issue.get_absolute_url()).content.decode() for one in (own, other)]
    assert all("3人" in page for page in shown)
    called(own)
    assert author.pk not in asked(own)
