"""Hand-overs through the pages that people use, without script."""

from datetime import timedelta

import pytest
from django.test import Client

from community.core.clock import now
from community.matching import actions
from community.matching.models import Match, Need, Reveal
from community.matching.workflow import State
from community.resources.models import Resource
from tests import helpers, makers

pytestmark = pytest.mark.django_db


def browser(user):
    client = Client()
    client.force_login(user)
    return client


def test_asking_makes_a_request_and_the_owners_yes_holds_it():
    asker, resource, issue = makers.person(), helpers.resource(), makers.issue()
    ours, theirs = browser(asker), browser(resource.author)

    page = ours.get(f"/resources/{resource.pk}/offer/").content.decode()
    assert "のこりは 10組 です" in page
    answer = ours.post(
        f"/resources/{resource.pk}/offer/",
        {"quantity": "2", "message": "29日に使いたいです。", "issue": issue.number, "key": "k1"},
    )
    match = Match.objects.get()
    assert answer.url == f"/matches/{match.pk}/"
    assert ours.post(f"/resources/{resource.pk}/offer/", {"quantity": "2", "key": "k1"}).url == answer.url

    assert "29日に使いたいです。" in theirs.get(answer.url).content.decode()
    assert theirs.post(f"/matches/{match.pk}/accept/", {"quantity": "2"}).status_code == 302
    assert Resource.objects.get().left == 8
    assert 'data-status="accepted"' in ours.get(answer.url).content.decode()


def test_a_promise_that_does_not_fit_answers_409_and_changes_nothing():
    first = helpers.match(quantity=8)
    second = helpers.match(resource=first.resource, quantity=5)
    owner = browser(first.resource.author)
    owner.post(f"/matches/{first.pk}/accept/")

    answer = owner.post(f"/matches/{second.pk}/accept/")

    assert answer.status_code == 409
    assert "のこりは2" in answer.content.decode()
    assert Match.objects.get(pk=second.pk).state == State.PROPOSED


def test_a_step_that_was_done_before_answers_409():
    match = helpers.match()
    owner = browser(match.resource.author)
    owner.post(f"/matches/{match.pk}/decline/", {"reason": "遠い"})
    answer = owner.post(f"/matches/{match.pk}/accept/")
    assert answer.status_code == 409
    assert "見送り" in answer.content.decode()
    assert Match.objects.get().steps.last().note == "遠い"


def test_wrong_input_is_said_in_a_sentence_and_keeps_what_was_typed():
    resource = helpers.resource()
    answer = browser(makers.person()).post(
        f"/resources/{resource.pk}/offer/", {"quantity": "99", "message": "夏まつりに", "issue": ""}
    )
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "のこりは10" in text
    assert "夏まつりに" in text


@pytest.mark.parametrize("path", ["", "accept/", "comments/", "flag/", "contacts/", "photo/card.webp/", "tell/"])
def test_to_everybody_else_there_is_no_such_hand_over(path):
    match = helpers.match()
    for stranger in (makers.person(), makers.editor()):
        for method in ("get", "post"):
            answer = getattr(browser(stranger), method)(f"/matches/{match.pk}/{path}", {"body": "x", "field": "name"})
            assert answer.status_code in (404, 405)
    assert Client().get(f"/matches/{match.pk}/{path}").status_code in (302, 405)


def test_the_whole_path_by_plain_forms():
    match = helpers.match(issue=makers.issue().number)
    owner, asker = browser(match.resource.author), browser(match.asker)
    at = f"/matches/{match.pk}/"
    owner.post(f"{at}accept/", {"quantity": 1})
    asker.post(f"{at}schedule/", {"at": "2027-01-15T18:00", "place": "天六の交差点"})
    assert (Match.objects.get().state, Match.objects.get().place) == (State.SCHEDULED, "天六の交差点")
    owner.post(f"{at}contacts/", {"field": "phone", "value": "06-0000-0000"})
    assert "06-0000-0000" in asker.get(at).content.decode()
    owner.post(f"{at}contacts/", {"field": "phone", "undo": "1"})
    assert not Reveal.objects.exists()
    asker.post(f"{at}deliver/", {"quantity": 1})
    asker.post(f"{at}confirm/")
    asker.post(f"{at}thank/", {"words": "助かりました。", "people": "3", "tell": "on", "photo": makers.upload()})
    assert Match.objects.get().state == State.THANKED
    picture = owner.get(f"{at}photo/card.webp/")
    assert picture.status_code == 200
    makers.read(picture)
    owner.post(f"{at}answers/", {"went": "well", "again": "1"})
    owner.post(f"{at}tell/", {"tell": "1"})

    issue_page = Client().get(match.issue.get_absolute_url()).content.decode()
    assert "助かりました。" in issue_page
    assert "投稿の取り組みにのりました" in owner.get(at).content.decode()


def test_a_list_costs_the_same_however_long_it_is(django_assert_max_num_queries):
    resource = helpers.resource()
    owner = browser(resource.author)
    for many in (1, 6):
        while Match.objects.count() < many:
            helpers.match(resource=resource, issue=makers.issue().number)
        owner.get("/matches/")
        with django_assert_max_num_queries(14):
            page = owner.get("/matches/").content.decode()
        assert page.count("handover-row__title") == many
    match = Match.objects.first()
    with django_assert_max_num_queries(24):
        owner.get(f"/matches/{match.pk}/")


def test_an_issue_shows_what_it_needs_and_the_way_to_help():
    issue = makers.issue()
    poster = browser(issue.author)
    answer = poster.post(
        f"/issues/{issue.number}/needs/", {"code": "cleaning-tools", "quantity": "5", "unit": "組", "required": "on"}
    )
    assert answer.status_code == 302
    page = Client().get(issue.get_absolute_url()).content.decode()
    assert 'data-need="cleaning-tools"' in page
    assert f"/issues/{issue.number}/help/" in page

    poster.post(f"/issues/{issue.number}/needs/{Need.objects.get().pk}/withdraw/")
    assert 'data-need="cleaning-tools"' not in Client().get(issue.get_absolute_url()).content.decode()


def test_somebody_who_has_something_offers_it_to_an_issue():
    issue, resource = makers.issue(), helpers.resource()
    helper = browser(resource.author)
    page = helper.get(f"/issues/{issue.number}/help/").content.decode()
    assert "清掃の道具" in page
    helper.post(f"/issues/{issue.number}/help/", {"resource": resource.pk, "quantity": 2, "message": "土曜に行けます"})
    match = Match.objects.get()
    assert (match.asker, match.proposed_by) == (issue.author, "owner")
    assert "あなたの番です" in browser(issue.author).get("/matches/").content.decode()
    assert "できることを出す" in browser(makers.person()).get(f"/issues/{issue.number}/help/").content.decode()


def test_hidden_issues_have_no_needs_to_read():
    issue = makers.issue()
    actions.state_need(issue=issue.number, by=issue.author, code="clean", note="ひみつのことば")
    makers.set_visibility(issue, "hidden")
    for path in ("needs/", "help/"):
        assert browser(makers.person()).get(f"/issues/{issue.number}/{path}").status_code == 404


def test_a_day_that_is_fixed_is_yellow_in_the_calendar_of_the_resource():
    match = helpers.match()
    actions.accept_match(number=match.pk, by=match.resource.author)
    before = Client().get(match.resource.get_absolute_url()).content.decode()
    actions.schedule_match(number=match.pk, by=match.asker, at=now() + timedelta(days=1))
    after = Client().get(match.resource.get_absolute_url()).content.decode()
    assert after.count("約束ずみ") > before.count("約束ずみ")
