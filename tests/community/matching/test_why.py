"""An owner learns why an offer is not shown beside an issue, and how to mend it."""

import re
import time
from datetime import timedelta

import pytest
from django.test import Client

from community.core.clock import today
from community.matching import actions
from community.matching.actions import suggesting
from community.matching.mending import EDIT, MENDS
from community.organisations.models import Membership, Role
from community.resources.models import Resource
from search import outbox
from tests import helpers, makers

pytestmark = pytest.mark.django_db


def browser(user):
    client = Client()
    client.force_login(user)
    return client


def needing(code="cleaning-tools", **fields):
    """A post about litter that asks for something."""
    given = {"title": "公園のごみを拾いたい", "body": "清掃の道具が足りません。", "category": "litter"}
    issue = makers.issue(**given | {name: fields.pop(name) for name in ("title", "author") if name in fields})
    actions.state_need(issue=issue.number, by=issue.author, code=code, **fields)
    return issue


def looked_for():
    outbox.drain(most=200)
    suggesting.catch_up()
    suggesting.renew(every=True)


def card(resource, issue, query=""):
    """What the page says of one issue."""
    page = browser(resource.author).get(f"/resources/{resource.pk}/why/{query}").content.decode()
    parts = page[: page.index("</main>")].split('<li class="match-card panel" ')[1:]
    found = next(part for part in parts if f'data-issue="{issue.number}"' in part)
    return re.match(r'data-verdict="(\w+)"', found)[1], found


def test_an_offer_that_stands_there_says_its_place_without_any_number_of_how_well():
    resource, issue = helpers.resource(), needing()
    looked_for()
    tone, text = card(resource, issue)
    assert tone == "shown"
    assert "1番目" in text
    assert "%" not in text
    assert "0." not in text


@pytest.mark.parametrize(
    ("resource", "need", "sentence", "way"),
    [
        ({"from_on": 40, "until_on": 50}, {"from_on": 1, "until_on": 5}, "重なりません", "edit/#id_from_on"),
        (
            {"conditions": "階段なので、車いすは対応できません。"},
            {"title": "車いすで公園へ"},
            "条件にあてはまりません",
            "edit/#id_conditions",
        ),
        ({"kind": "people", "code": "childcare"}, {"code": "childcare"}, "市が確認した団体だけ", ""),
    ],
)
def test_a_closed_gate_is_named_with_the_way_to_mend_it(resource, need, sentence, way):
    days = {name: today() + timedelta(days=nth) for name, nth in resource.items() if name.endswith("_on")}
    wanted = {name: today() + timedelta(days=nth) for name, nth in need.items() if name.endswith("_on")}
    offered, issue = helpers.resource(**resource | days), needing(**need | wanted)
    looked_for()
    tone, text = card(offered, issue)
    assert tone == "closed"
    assert sentence in text
    assert way in text


def test_an_offer_that_rests_or_is_used_up_is_told_once_for_all_issues():
    resource = helpers.resource()
    needing()
    Resource.objects.filter(pk=resource.pk).update(held=10)
    page = browser(resource.author).get(f"/resources/{resource.pk}/why/").content.decode()
    assert "残りがありません" in page
    assert f"/resources/{resource.pk}/edit/#id_quantity" in page
    assert "data-issue" not in page


def test_what_fits_too_little_says_which_help_is_asked_for():
    choir = helpers.resource(
        title="合唱の伴奏をします", body="ピアノを弾きます。", kind="people", code="culture-sports"
    )
    issue = needing()
    looked_for()
    tone, text = card(choir, issue)
    assert tone == "little"
    assert "使い道に、はいっていません" in text
    assert "edit/#id_codes" in text


def test_who_stands_behind_learns_what_the_others_have_more():
    far = helpers.resource(title="清掃の道具", body="", ward=makers.HIRANO)
    issue = needing()
    for nth in range(6):
        helpers.resource(title=f"公園のごみを拾う道具 {nth}", body="清掃の道具です。ごみを拾えます。")
    looked_for()
    tone, text = card(far, issue)
    assert tone == "placed"
    assert "番目です。先に、ほかの提供" in text
    assert "ほかの提供は、" in text


def test_an_issue_can_be_asked_for_by_its_number_and_a_hidden_one_is_unknown():
    resource, issue = helpers.resource(), makers.issue(title="水路の落ち葉", category="litter")
    looked_for()
    assert card(resource, issue, f"?issue={issue.number}")
    makers.set_visibility(issue, "hidden")
    page = browser(resource.author).get(f"/resources/{resource.pk}/why/?issue={issue.number}").content.decode()
    assert "水路の落ち葉" not in page
    assert "ないか、もうおわっています" in page
    assert browser(resource.author).get(f"/resources/{resource.pk}/why/?issue=x%00").status_code == 200


def test_nobody_else_has_this_page():
    resource = helpers.resource()
    at = f"/resources/{resource.pk}/why/"
    for stranger in (makers.person(), makers.editor()):
        assert browser(stranger).get(at).status_code == 404
    assert Client().get(at).status_code == 302
    assert at not in Client().get(resource.get_absolute_url()).content.decode()
    assert at in browser(resource.author).get(resource.get_absolute_url()).content.decode()


def test_those_who_act_for_the_organisation_have_it_and_plain_members_do_not():
    organisation = makers.organisation()
    resource = helpers.resource(author=organisation.author, organisation=organisation)
    for role, status in ((Role.MANAGER, 200), (Role.MEMBER, 404)):
        person = makers.person()
        Membership.objects.create(organisation=organisation, user=person, role=role)
        assert browser(person).get(f"/resources/{resource.pk}/why/").status_code == status


def test_twenty_issues_cost_no_more_than_one(django_assert_max_num_queries):
    resource = helpers.resource()
    for nth in range(20):
        needing(title=f"公園のごみ {nth}")
    looked_for()
    owner, at = browser(resource.author), f"/resources/{resource.pk}/why/"
    owner.get(at)
    begun = time.monotonic()
    with django_assert_max_num_queries(21):
        page = owner.get(at).content.decode()
    assert page.count("data-issue") == 20
    assert time.monotonic() - begun < 2  # 0.1 on a free machine


def test_every_way_to_mend_leads_to_a_part_of_the_form_that_is_there():
    resource = helpers.resource()
    page = browser(resource.author).get(f"/resources/{resource.pk}/edit/").content.decode()
    for _label, where, part in MENDS.values():
        assert where != EDIT or f'id="{part}"' in page
