"""What an issue seems to need is proposed as chips to those who may say it, and stays theirs to say."""

import re

import pytest
from django.test import Client

from community.matching import actions
from community.matching.models import Need
from tests import makers

pytestmark = pytest.mark.django_db


def browser(user):
    client = Client()
    client.force_login(user)
    return client


def chips(page):
    return re.findall(r'class="chip[^>]*data-need-code="([\w-]+)"', page.content.decode())


@pytest.fixture
def issue():
    return makers.issue(title="公園のごみを拾いたい", body="清掃の道具と、人手が足りません。", category="litter")


def test_the_poster_sees_up_to_four_that_the_words_ask_for(issue):
    proposed = chips(browser(issue.author).get(f"/issues/{issue.number}/needs/"))
    assert 1 <= len(proposed) <= 4
    assert "cleaning-tools" in proposed
    assert not Need.objects.exists()


def test_a_chips_link_opens_the_form_with_it(issue):
    poster = browser(issue.author)
    page = poster.get(f"/issues/{issue.number}/needs/").content.decode()
    link = re.search(r'href="([^"#]+)#id_code" data-need-code="cleaning-tools"', page)[1]
    filled = poster.get(link).content.decode()
    assert '<option value="cleaning-tools" selected>' in filled
    assert re.search(r'data-need-code="cleaning-tools" aria-current="true"', filled)
    assert not Need.objects.exists()


def test_what_is_said_already_is_not_proposed_again(issue):
    actions.state_need(issue=issue.number, by=issue.author, code="cleaning-tools")
    assert "cleaning-tools" not in chips(browser(issue.author).get(f"/issues/{issue.number}/needs/"))


def test_the_issues_page_proposes_to_the_poster_and_the_desk_while_nothing_is_said(issue):
    at = issue.get_absolute_url()
    desk = browser(makers.person())
    assert chips(browser(issue.author).get(at))
    assert not chips(desk.get(at))
    assert not chips(Client().get(at))
    actions.state_need(issue=issue.number, by=issue.author, code="cleaning-tools")
    assert not chips(browser(issue.author).get(at))


def test_an_officer_is_proposed_the_same(issue):
    officer = makers.officer(makers.KITA)
    client = browser(officer)
    makers.use_second_factor(client, officer)
    assert "cleaning-tools" in chips(client.get(issue.get_absolute_url()))
