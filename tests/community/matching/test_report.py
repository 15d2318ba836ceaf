"""実績報告: true figures, nobody else's names, for those who act for the organisation alone."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client

from community.core import clock
from community.matching import actions
from community.organisations.models import Membership, Role
from tests import helpers, makers

pytestmark = pytest.mark.django_db


def browser(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def npo():
    return makers.organisation()


@pytest.fixture
def tools(npo):
    return helpers.resource(author=npo.author, organisation=npo, quantity=100)


def handed_over(tools, *, confirm=True, thank="", tell=False, people=None, photo=None, **asked):
    """From the request to its confirmation, and thanks if there are any."""
    match = helpers.match(resource=tools, **asked)
    actions.accept_match(number=match.pk, by=tools.author)
    actions.deliver_match(number=match.pk, by=tools.author)
    if confirm:
        actions.confirm_match(number=match.pk, by=match.asker)
    if thank:
        actions.thank_for_match(number=match.pk, by=match.asker, words=thank, people=people, photo=photo, tell=tell)
        if tell:
            actions.agree_to_tell(number=match.pk, by=tools.author, tell=True)
    return match


def at(npo, query=""):
    return f"/organisations/{npo.pk}/report/{query}"


def figures(page):
    return dict(re.findall(r'data-figure="(\w+)">(\d+)', page))


def test_figures_count_what_was_confirmed_and_say_how(npo, tools):
    issue = makers.issue(title="川ぞいのごみ")
    handed_over(tools, quantity=3, issue=issue.number, thank="助かりました。", people=7)
    handed_over(tools, quantity=2, issue=issue.number)
    handed_over(tools, quantity=5, confirm=False)

    page = browser(npo.author).get(at(npo)).content.decode()

    assert figures(page) == {"deliveries": "2", "people": "7", "helped": "1", "thanked": "1"}
    assert "<b>5</b>組" in page
    assert "川ぞいのごみ" in page
    assert "確認を待っている 1件は、数えていません" in page


def test_a_period_is_chosen_by_its_days_and_begins_in_april_by_itself(npo, tools):
    with clock.held(clock.begin_of(date(2026, 3, 31)) + timedelta(hours=20)):
        handed_over(tools)
    with clock.held(clock.begin_of(date(2026, 5, 2)) + timedelta(hours=9)):
        handed_over(tools)
        owner = browser(npo.author)
        page = owner.get(at(npo)).content.decode()
        whole = owner.get(at(npo, "?from=2026-03-31&to=2026-05-02")).content.decode()
        other_way = owner.get(at(npo, "?from=2026-05-02&to=2026-03-31")).content.decode()
        nonsense = owner.get(at(npo, "?from=x&to=%00&for=a&costs=b"))
    assert 'value="2026-04-01"' in page
    assert figures(page)["deliveries"] == "1"
    assert figures(whole)["deliveries"] == figures(other_way)["deliveries"] == "2"
    assert nonsense.status_code == 200


def test_the_file_for_spreadsheets_has_the_same_rows(npo, tools):
    issue = makers.issue(title="=HYPERLINK(1)")
    match = handed_over(tools, quantity=3, issue=issue.number, thank="ありがとう。", people=2)
    answer = browser(npo.author).get(at(npo, "?format=csv"))
    text = answer.content.decode("utf-8")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert "no-store" in answer["Cache-Control"]
    head, row, end = text.split("\r\n")
    assert head.startswith('\ufeff"日付","渡したもの"')
    assert f'"清掃の道具",3,"組",{issue.number},"\'=HYPERLINK(1)","北区",2,"あり"' in row
    assert end == ""
    assert match.asker.display_name not in text or not match.asker.display_name


def test_counterparts_are_named_nowhere_and_thanks_only_when_both_let_them_out(npo, tools):
    asker = makers.person(display_name="むすびの花子")
    handed_over(tools, by=asker, thank="みんなで使いました。", tell=True)
    handed_over(tools, by=asker, thank="ここだけの話です。")
    page = browser(npo.author).get(at(npo)).content.decode()
    assert "みんなで使いました。" in page
    assert "ここだけの話です。" not in page
    assert "むすびの花子" not in page
    assert "むすびの花子" not in browser(npo.author).get(at(npo, "?format=csv")).content.decode()


def test_a_hidden_post_is_not_named(npo, tools):
    issue = makers.issue(title="ひみつの題名")
    handed_over(tools, issue=issue.number)
    makers.set_visibility(issue, "hidden")
    owner = browser(npo.author)
    page = owner.get(at(npo)).content.decode()
    assert figures(page)["helped"] == "0"
    assert "ひみつの題名" not in page + owner.get(at(npo, "?format=csv")).content.decode()


def test_only_those_who_act_for_it_have_this_page(npo, tools):
    handed_over(tools)
    other = makers.organisation()
    member, manager = makers.person(), makers.person()
    Membership.objects.create(organisation=npo, user=member, role=Role.MEMBER)
    Membership.objects.create(organisation=npo, user=manager, role=Role.MANAGER)
    for query in ("", "?format=csv"):
        for person in (other.author, member, makers.person(), makers.editor()):
            assert browser(person).get(at(npo, query)).status_code == 404
        assert browser(manager).get(at(npo, query)).status_code == 200
        assert Client().get(at(npo, query)).status_code == 302
    assert at(npo) in browser(manager).get(npo.get_absolute_url()).content.decode()
    assert at(npo) not in browser(member).get(npo.get_absolute_url()).content.decode()


def test_costs_and_addressee_stand_on_the_sheet_and_stay_nowhere(npo, tools):
    owner = browser(npo.author)
    page = owner.get(
        at(npo, "?costs=%E7%87%83%E6%96%99+18%2C400%E5%86%86&for=%3Cb%3E%E5%8A%A9%E6%88%90")
    ).content.decode()
    assert "&lt;b&gt;助成" in page
    assert "<p>燃料 18,400円</p>" in page
    assert "<p>燃料 18,400円</p>" not in owner.get(at(npo)).content.decode()


def test_more_hand_overs_than_one_sheet_go_to_further_ones_at_no_cost(npo, tools, django_assert_max_num_queries):
    for _nth in range(9):
        handed_over(tools)
    owner = browser(npo.author)
    owner.get(at(npo))
    with django_assert_max_num_queries(16):
        page = owner.get(at(npo)).content.decode()
    assert page.count("<article") == 2
    assert "9件から 8件" in page
