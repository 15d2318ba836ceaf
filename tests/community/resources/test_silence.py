"""After 60 days its owner is asked, after 90 it rests; and who is told of what."""

import re
from datetime import timedelta

import pytest

from community.core import jobs
from community.core.clock import held, now
from community.core.models import OutboxItem
from community.discussion import actions as talk
from community.notifications import actions as notices
from community.notifications.registry import news_type
from community.resources import actions
from community.resources.models import Resource, RestReason, State
from search import outbox as search_outbox
from search import search
from search.documents import Query
from tests import makers

pytestmark = pytest.mark.django_db


def after(days):
    return held(now() + timedelta(days=days))


def work(days):
    with after(days):
        jobs.jobs["resources.ask_owners"].work()


def told(name):
    """Whom such news reaches, by the audience that the worker would ask."""
    rows = OutboxItem.objects.filter(channel="news", payload__news=name).order_by("pk")
    return [[person.user_id for person in news_type(name).audience(row.payload["data"])] for row in rows]


def words(name, user):
    row = OutboxItem.objects.filter(channel="news", payload__news=name).order_by("pk").last()
    return news_type(name).words(row.payload["data"], user)


def test_the_owner_is_asked_once_after_60_days_and_a_tap_answers(login):
    person = makers.person()
    resource = makers.resource(author=person)

    work(59)
    assert told("resource.asked") == []
    work(61)
    work(62)

    assert told("resource.asked") == [[person.pk]]
    letter = words("resource.asked", person)
    assert letter.url == f"/resources/{resource.pk}/confirm/"
    browser = login(person)
    page = browser.get(letter.url).content.decode()
    assert "まだできますか？" in page and Resource.objects.get().asked_at is not None  # a look changes nothing
    assert re.search(rf'action="/resources/{resource.pk}/rest/"', page) and f"/resources/{resource.pk}/edit/" in page
    with after(63):
        actions.confirm_resource(number=resource.pk, by=person)
    work(100)
    assert Resource.objects.get().state == State.OFFERED
    assert words("resource.asked", person) is None  # answered: the old news says no more


def test_after_90_days_it_rests_its_owner_hears_and_one_press_resumes(login, client):
    person = makers.person()
    resource = makers.resource(author=person)

    work(61)
    work(91)

    resource.refresh_from_db()
    assert (resource.state, resource.rest_reason) == (State.RESTING, RestReason.SILENCE)
    assert told("resource.rested") == [[person.pk]]
    assert resource.title not in client.get("/resources/").content.decode()
    browser = login(person)
    assert "また始めますか？" in browser.get(f"/resources/{resource.pk}/confirm/").content.decode()
    browser.post(f"/resources/{resource.pk}/confirm/")
    resource.refresh_from_db()
    assert (resource.state, resource.rest_reason, resource.asked_at) == (State.OFFERED, "", None)
    assert resource.title in client.get("/resources/").content.decode()


def test_nothing_rests_before_its_owner_was_asked():
    """A worker that was off for a year asks first."""
    resource = makers.resource()

    work(365)

    resource.refresh_from_db()
    assert resource.state == State.OFFERED and resource.asked_at is not None


def test_what_waits_rests_or_is_over_is_not_asked_about():
    makers.resource(visibility="pending")
    resting = makers.resource()
    Resource.objects.filter(pk=resting.pk).update(state=State.RESTING)
    with held(now()):
        makers.resource(until_on=now().date() + timedelta(days=5))

    work(61)

    assert told("resource.asked") == []


def test_of_an_organisation_all_who_act_for_it_are_asked():
    owner = makers.person()
    group = makers.organisation(author=owner)
    manager = makers.membership(group, role="manager").user
    makers.membership(group)
    makers.resource(author=owner, organisation=group)

    work(61)

    assert sorted(told("resource.asked")[0]) == sorted([owner.pk, manager.pk])


def test_what_ended_yesterday_leaves_the_index(client):
    resource = makers.resource(title="まぼろしの脚立", until_on=now().date() + timedelta(days=3))
    search_outbox.drain(most=100)
    assert search(Query("まぼろし", kinds=("resource",)))

    work(5)
    with after(5):
        search_outbox.drain(most=100)
        assert not search(Query("まぼろし", kinds=("resource",)))
        assert resource.title not in client.get("/search/?q=まぼろし").content.decode()


def test_followers_of_the_organisation_hear_of_its_new_offers_and_its_people_do_not():
    owner, fan, stranger = makers.person(), makers.person(), makers.person()
    group = makers.organisation(author=owner)
    for person in (owner, fan):
        notices.follow(user=person, kind="organisation", key=group.pk)
    resource = makers.resource(author=owner, organisation=group)
    makers.resource(author=stranger)

    reached = [people for people in told("resource.offered") if people]

    assert reached == [[fan.pk]]
    assert group.name[:10] in words_of(resource, fan)


def words_of(resource, user):
    return news_type("resource.offered").words({"resource": resource.pk}, user).title


def test_a_hidden_offer_tells_no_follower():
    owner, fan = makers.person(), makers.person()
    group = makers.organisation(author=owner)
    notices.follow(user=fan, kind="organisation", key=group.pk)
    resource = makers.resource(author=owner, organisation=group)
    actions.hide_resource(number=resource.pk, by=makers.officer(makers.KITA), reason="確認中")

    assert told("resource.offered") == [[]]
    assert news_type("resource.offered").words({"resource": resource.pk}, fan) is None


def test_followers_hear_of_rest_and_talk_under_the_name_that_was_used():
    owner, fan, speaker = makers.person(), makers.person(), makers.person(display_name="うらかた")
    group = makers.organisation(author=speaker)
    resource = makers.resource(author=owner)
    notices.follow(user=fan, kind="resource", key=resource.pk)
    talk.post_message(author=speaker, thread=resource.thread, body="貸してください", organisation=group)
    actions.rest_resource(number=resource.pk, by=owner)

    assert sorted(told("resource.message")[0]) == sorted([owner.pk, fan.pk])
    said = words("resource.message", fan)
    assert "うらかた" not in said.title + said.line and group.name[:8] in said.title
    assert told("resource.turned") == [[fan.pk]]
