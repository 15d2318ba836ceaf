"""Which offers stand beside an issue, and why."""

import pytest

from community.core import outbox as work
from community.matching import actions, site
from community.matching.actions import suggesting
from community.matching.models import Suggested, SuggestionList
from community.matching.sides import Wanted
from community.resources.models import Resource
from search import outbox
from search.meaning import upkeep, vectors
from search.meaning.embedders import embedder
from tests import helpers, makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def tools():
    """Tools for cleaning in 北区, and a choir that has nothing to do with it."""
    found = helpers.resource(title="ごみ拾いのトングと軍手", body="清掃の道具です。川でも道でも使えます。")
    helpers.resource(title="合唱の伴奏をします", body="ピアノを弾きます。", kind="people", code="culture-sports")
    outbox.drain(most=100)
    return found


def littered(**fields):
    return makers.issue(title="公園のごみを拾いたい", body="清掃の道具が足りません。", category="litter", **fields)


def test_a_new_issue_gets_the_offers_that_fit_with_their_reasons(tools, client):
    issue = littered()
    outbox.drain(most=100)
    assert suggesting.catch_up() == 1

    row = Suggested.objects.filter(issue=issue).first()
    assert row.resource == tools
    assert {reason["code"] for reason in row.reasons} <= set(row.signals)
    assert row.score > 0
    page = client.get(issue.get_absolute_url()).content.decode()
    assert f'data-match="{tools.pk}"' in page
    assert "合いそうな力" in page
    assert "合唱" not in page
    assert "%" not in page[page.index("合いそうな力") : page.index("match-card__reasons")]


def test_a_need_that_is_stated_is_looked_for_at_once(tools):
    issue = littered()
    outbox.drain(most=100)
    suggesting.catch_up()
    before = Suggested.objects.get(issue=issue, resource=tools).score
    actions.state_need(issue=issue.number, by=issue.author, code="cleaning-tools", quantity=3)
    work.drain(most=50)
    assert Suggested.objects.get(issue=issue, resource=tools).score > before


def test_what_is_used_up_or_rests_is_not_shown_though_it_was_suggested(tools, client):
    issue = littered()
    outbox.drain(most=100)
    suggesting.catch_up()
    Resource.objects.filter(pk=tools.pk).update(state="resting")
    assert f'data-match="{tools.pk}"' not in client.get(issue.get_absolute_url()).content.decode()


def test_an_offer_shows_the_issues_it_may_help_with(tools, client):
    issue = littered()
    outbox.drain(most=100)
    assert suggesting.catch_up() == 1
    page = client.get(tools.get_absolute_url()).content.decode()
    assert "この提供で助かる課題" in page
    assert f'data-match="{issue.number}"' in page


def test_hidden_issues_and_hidden_offers_are_suggested_to_nobody(tools):
    issue = littered()
    outbox.drain(most=100)
    suggesting.catch_up()
    makers.set_visibility(issue, "hidden")
    assert not Suggested.objects.visible_to(makers.person()).exists()
    assert Suggested.objects.visible_to(issue.author).exists()
    suggesting.suggest_for(issue_id=issue.pk)
    assert not SuggestionList.objects.exists()


def test_old_lists_are_made_anew_and_new_ones_are_left(tools, later):
    littered()
    outbox.drain(most=100)
    suggesting.catch_up()
    assert suggesting.renew() == 0
    later(days=8)
    assert suggesting.renew() == 1


def test_an_issue_that_waited_gets_its_offers_when_it_is_published(tools):
    early = littered(visibility="pending")
    littered()
    outbox.drain(most=100)
    suggesting.catch_up()
    makers.set_visibility(early, "public")
    work.drain(most=50)
    assert Suggested.objects.filter(issue=early, resource=tools).exists()


def test_a_new_offer_comes_to_the_issues_that_were_there_before(tools, django_capture_on_commit_callbacks):
    issue = littered()
    outbox.drain(most=100)
    suggesting.catch_up()
    with django_capture_on_commit_callbacks(execute=True):
        later = helpers.resource(title="公園のごみを拾う道具", body="清掃の道具です。")
    outbox.drain(most=100)
    work.drain(most=50)
    suggesting.catch_up()
    assert Suggested.objects.filter(issue=issue, resource=later).exists()


def test_meaning_alone_proposes_an_offer(tools, settings, monkeypatch, tmp_path):
    settings.EMBEDDINGS_URL, settings.SEARCH_FILES = "", tmp_path
    monkeypatch.setattr(vectors, "_files", {})
    issue = littered()
    outbox.drain(most=100)
    upkeep.nudge()
    while upkeep.catch_up():
        pass
    vectors.site_file().catch_up()
    wanted = Wanted(id=str(issue.pk), vector=embedder().query("ごみを拾う道具を借りたい"))
    assert str(tools.pk) in [offer.id for offer in site.candidates_for(wanted)]
    assert site.issues_near(f"{tools.title}\n{tools.body}", [], 5) == [issue.pk]


def test_what_was_hidden_meanwhile_is_named_to_neither_side(client):
    match = helpers.match(issue=makers.issue(title="ひみつの題名").number)
    makers.set_visibility(match.issue, "hidden")
    Resource.objects.filter(pk=match.resource_id).update(visibility="hidden")
    client.force_login(match.asker)
    for address in ("/matches/", match.get_absolute_url(), f"{match.get_absolute_url()}withdraw/"):
        text = client.get(address).content.decode()
        assert "ひみつの題名" not in text
        assert "清掃の道具" not in text
