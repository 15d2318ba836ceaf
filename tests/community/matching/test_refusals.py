"""What must not be had by asking twice, late, or through another door."""

import pytest

from community.areas.models import Ward
from community.core.errors import InvalidInput, NotAllowed, NotFound, TooFast
from community.core.visibility import Visibility
from community.discussion.models import Message, Thread
from community.matching import actions
from community.matching.actions import locking
from community.matching.models import Match, Reveal
from community.matching.panels import delivered_by
from community.moderation import actions as moderation
from community.organisations import actions as organisations
from community.organisations.models import Role
from community.projects.models import StoryPage
from community.resources import actions as resources
from community.resources.models import Resource
from tests import helpers, makers

pytestmark = pytest.mark.django_db
MINATO = "27107"


def thanked(resource, **fields):
    """A hand-over for which its asker has thanked, and lets others read of it."""
    match = helpers.match(resource=resource, **fields)
    actions.accept_match(number=match.pk, by=resource.author)
    actions.deliver_match(number=match.pk, by=resource.author)
    actions.thank_for_match(number=match.pk, by=match.asker, words="助かりました。", tell=True)
    return match


def test_nothing_is_told_of_an_offer_that_the_city_hides():
    offer = makers.resource()
    match = thanked(offer)
    makers.set_resource_visibility(offer, Visibility.HIDDEN)

    with pytest.raises(NotAllowed):
        actions.agree_to_tell(number=match.pk, by=offer.author, tell=True)
    assert not StoryPage.objects.exists()


def test_a_story_that_editors_took_away_is_not_told_again():
    offer = makers.resource()
    match = thanked(offer)
    actions.agree_to_tell(number=match.pk, by=offer.author, tell=True)
    StoryPage.objects.get().delete()

    with pytest.raises(NotAllowed):
        actions.agree_to_tell(number=match.pk, by=offer.author, tell=True)
    assert not StoryPage.objects.exists()


def test_thanks_stand_on_the_organisations_page_once_the_desk_has_read_them():
    organisation = makers.organisation()
    offer = makers.resource(author=organisation.author, organisation=organisation)
    match = thanked(offer)
    actions.agree_to_tell(number=match.pk, by=offer.author, tell=True)
    story = StoryPage.objects.get()
    assert not story.live and delivered_by(organisation, None)["thanks"] == []

    story.get_latest_revision().publish()
    assert [one.words for one in delivered_by(organisation, None)["thanks"]] == ["助かりました。"]


def test_an_asker_takes_no_more_than_was_agreed():
    match = helpers.match(quantity=1, there_are=5000)
    actions.accept_match(number=match.pk, by=match.resource.author)

    with pytest.raises(InvalidInput):
        actions.deliver_match(number=match.pk, by=match.asker, quantity=5000)
    actions.deliver_match(number=match.pk, by=match.resource.author, quantity=2)
    assert Resource.objects.get().handed_out == 2


def test_a_poster_without_a_name_gets_none_by_asking():
    issue = makers.issue(anonymous=True)
    match = helpers.match(by=issue.author, issue=issue.number, message="使わせてください。")

    assert not Message.objects.filter(thread=match.thread).exists()
    assert match.steps.get().note == "使わせてください。"


def test_the_same_thing_is_not_asked_for_twice_while_nobody_has_answered():
    match = helpers.match()
    with pytest.raises(NotAllowed):
        helpers.match(resource=match.resource, by=match.asker)


def test_how_somebody_could_be_reached_goes_with_the_account():
    match = helpers.match()
    actions.accept_match(number=match.pk, by=match.resource.author)
    actions.show_contact(number=match.pk, by=match.asker, field="phone", value="06-0000-0000")
    match.asker.delete()
    assert not Reveal.objects.exists()


def test_who_may_only_read_still_takes_back_what_was_shown():
    match = helpers.match()
    owner = match.resource.author
    actions.accept_match(number=match.pk, by=owner)
    actions.show_contact(number=match.pk, by=owner, field="phone", value="06-0000-0000")
    moderation.ban_person(public_id=owner.public_id, by=makers.officer(role="chief"), reason="あらし")

    with pytest.raises(NotAllowed):
        actions.show_contact(number=match.pk, by=owner, field="email", value="a@example.jp")
    actions.hide_contact(number=match.pk, by=owner, field="phone")
    assert not Reveal.objects.exists()


def test_the_desk_of_another_ward_reads_on_when_the_offer_moves(django_capture_on_commit_callbacks):
    match = helpers.match()
    kita, minato = makers.officer(makers.KITA), makers.officer(MINATO)
    offer = match.resource
    given = {name: getattr(offer, name) for name in ("kind", "title", "quantity", "unit")}
    ward = Ward.objects.listed().get(pk=MINATO)
    codes = list(offer.codes.all())
    with django_capture_on_commit_callbacks(execute=True):
        resources.change_resource(
            number=offer.pk, by=offer.author, version=offer.version, ward=ward, codes=codes, **given
        )

    for seen in (Thread.objects.filter(pk=match.thread_id), Thread.objects.filter(pk=offer.thread_id)):
        assert seen.get().ward_id == MINATO
    assert not Match.objects.visible_to(kita).exists() and Match.objects.visible_to(minato).exists()


def test_an_organisation_leaves_alone_what_the_poster_said():
    issue, organisation = makers.issue(), makers.organisation(verified=True)
    need = actions.state_need(issue=issue.number, by=issue.author, code="cleaning-tools", quantity=5)
    with pytest.raises(NotAllowed):
        actions.withdraw_need(need=need.pk, by=organisation.author)
    with pytest.raises(NotAllowed):
        actions.state_need(issue=issue.number, by=organisation.author, code="cleaning-tools", quantity=1)
    need.refresh_from_db()
    assert (need.quantity, need.state) == (5, "open")


def test_steps_have_a_rate_since_each_is_told_at_once(monkeypatch):
    match = helpers.match()
    monkeypatch.setattr(locking, "STEPS", locking.Rate(3, 3600))
    actions.accept_match(number=match.pk, by=match.resource.author)
    for value in ("1", "2"):
        actions.show_contact(number=match.pk, by=match.resource.author, field="phone", value=value)
    with pytest.raises(TooFast):
        actions.show_contact(number=match.pk, by=match.resource.author, field="phone", value="3")


class TestOrganisations:
    def test_a_link_that_was_kept_lets_nobody_back_in(self):
        made = makers.organisation()
        other = makers.membership(made, role=Role.OWNER).user
        _invitation, token = organisations.invite(number=made.pk, by=other, role=Role.MANAGER)
        organisations.remove_member(number=made.pk, by=made.author, member=other.public_id)
        with pytest.raises(NotFound):
            organisations.join(token=token, by=other)

    def test_who_became_a_manager_lets_no_manager_in_by_an_older_link(self):
        made = makers.organisation()
        other = makers.membership(made, role=Role.OWNER).user
        _invitation, token = organisations.invite(number=made.pk, by=other, role=Role.MANAGER)
        organisations.change_role(number=made.pk, by=made.author, member=other.public_id, role=Role.MANAGER)
        with pytest.raises(NotFound):
            organisations.join(token=token, by=makers.person())

    def test_the_citys_name_is_not_taken_in_english_either(self):
        made = makers.organisation(verified=True)
        with pytest.raises(InvalidInput):
            self.change(made, name_en="大阪市役所")

    def test_another_english_name_ends_the_verification(self):
        made = makers.organisation(verified=True)
        self.change(made, name_en="Somebody Else")
        made.refresh_from_db()
        assert not made.is_verified

    def test_what_a_newcomer_says_anew_waits_for_the_desk(self):
        made = makers.organisation()
        made.author.standing = "earned"
        made.author.save()
        self.change(made, since=None)
        made.refresh_from_db()
        assert made.is_public

        self.change(made, about="ほかのことをします。")
        made.refresh_from_db()
        assert made.visibility == Visibility.PENDING

    def change(self, made, **fields):
        words = {
            name: getattr(made, name) for name in ("name", "name_en", "sort", "about", "asks", "url", "since", "ward")
        }
        organisations.change_organisation(number=made.pk, by=made.author, version=None, serves=[], **words | fields)
