"""Volunteers are called blind: who is asked, who may call, what the asker learns, and what becomes of an answer."""

import re

import pytest
from django.test import Client

from community.core import outbox
from community.core.errors import NotAllowed, NotFound, TooFast
from community.core.models import JournalEntry
from community.discussion import actions as talk
from community.discussion.models import Thread
from community.issues.models import Issue
from community.matching import actions, tasks
from community.matching.actions.locking import NotNow
from community.matching.calling import ranked
from community.matching.models import Call, Invitation, Match, Need
from community.matching.panels import needs_of
from community.matching.workflow import State
from community.moderation import actions as moderation
from community.notifications.models import Notice
from community.people import actions as people
from community.people.models import VolunteerCard
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


def test_only_those_who_fit_are_asked():
    wanted = need()
    fits = [helpers.card(), helpers.card(wards=[]), helpers.card(codes=["clean"], learns=["carry"])]
    helpers.card(wards=[makers.HIRANO])
    helpers.card(codes=["clean"])
    helpers.card(resting=True)
    helpers.card(person=wanted.issue.author)
    gone, banned = helpers.card().person, helpers.card().person
    type(gone).objects.filter(pk=gone.pk).update(is_active=False)
    moderation.ban_person(public_id=banned.public_id, by=makers.chief(), reason="迷惑な書きこみ")

    assert called(wanted).asked == 3

    assert set(asked(wanted)) == {card.person_id for card in fits}


def test_who_can_comes_first_then_who_is_near_then_who_was_asked_least():
    learns = helpers.card(codes=["clean"], learns=["carry"])
    anywhere, tired, fresh = helpers.card(wards=[]), helpers.card(), helpers.card(codes=["carry"])
    Invitation.objects.bulk_create(
        Invitation(call=call, need=other, person=tired.person)
        for other in (need("clean"),)
        for call in [Call.objects.create(need=other, asked=1, ends_at=other.created_at)]
    )
    wanted = need()

    called(wanted)

    assert asked(wanted) == [card.person_id for card in (fresh, tired, anywhere, learns)]


def test_ten_are_asked_at_once_and_nobody_twice_for_one_need():
    wanted = need()
    for _nth in range(12):
        helpers.card()
    assert called(wanted, key="a").asked == 10
    assert called(wanted, key="a").asked == 10, "the same press"
    assert Invitation.objects.count() == 10
    assert called(wanted, key="b").asked == 2
    assert len(set(asked(wanted))) == 12
    with pytest.raises(NotAllowed, match="声をかけられる人がいません"):
        called(wanted)


def test_the_order_of_equals_is_drawn_anew_every_day(later):
    wanted = need()
    for _nth in range(8):
        helpers.card()
    today = ranked(wanted, by=wanted.issue.author)
    assert ranked(wanted, by=wanted.issue.author) == today
    later(days=1)
    assert ranked(wanted, by=wanted.issue.author) != today


def test_poster_desk_and_verified_organisations_call_and_nobody_else():
    wanted = need()
    for _nth in range(4):
        helpers.card()
    owner = makers.person()
    group = makers.organisation(author=owner, verified=True)
    for stranger in (makers.person(), makers.officer(makers.HIRANO), makers.organisation().author):
        with pytest.raises(NotAllowed):
            called(wanted, by=stranger)
    with pytest.raises(NotAllowed):
        called(wanted, voice="desk")
    assert called(wanted, by=owner).organisation == group
    helpers.card()
    assert called(wanted, by=makers.officer(makers.KITA)).as_desk
    Issue.objects.filter(pk=wanted.issue_id).update(visibility="private")
    with pytest.raises(NotFound):
        called(wanted, by=owner)
    with pytest.raises(NotAllowed):
        called(wanted)


def test_sensitive_help_goes_through_the_desk_and_verified_organisations_alone():
    wanted = need("visit")
    helpers.card(codes=["visit"])
    helpers.card(codes=["clean"], learns=["visit"])
    page = f"/issues/{wanted.issue.number}/"
    with pytest.raises(NotAllowed):
        called(wanted)
    for reader in (Client(), browser(wanted.issue.author)):
        assert "応じられそうな人" not in reader.get(page).content.decode()
    assert "応じられそうな人が数人" in browser(makers.officer(makers.KITA)).get(page).content.decode()

    assert called(wanted, by=makers.officer(makers.KITA)).asked == 1, "who only learns it is not asked"


@pytest.mark.parametrize(("count", "words"), [(0, ""), (1, "数人"), (2, "数人"), (3, "3人")])
def test_the_issue_tells_how_many_could_help_and_under_three_no_number(count, words, client):
    wanted = need()
    for _nth in range(count):
        helpers.card()

    page = client.get(f"/issues/{wanted.issue.number}/").content.decode()

    assert (f"近くに、応じられそうな人が{words}います" in page) == bool(count)
    assert "呼びかける" not in page


def test_the_asker_learns_a_number_and_later_only_that_nobody_is_waited_for():
    wanted = need()
    cards = [helpers.card() for _nth in range(3)]
    client, page = browser(wanted.issue.author), f"/issues/{wanted.issue.number}/"
    call = f"{page}needs/{wanted.pk}/call/"
    assert call in client.get(page).content.decode()
    assert "応じられそうな人が3人" in client.get(call).content.decode()

    answer = client.post(call, {"voice": "poster", "key": "k"}, follow=True).content.decode()

    assert "3人に声をかけました" in answer
    assert "いま返事をまっている人はいません" not in answer
    before = client.get(page).content
    actions.decline_invitation(number=mine(cards[0]).pk, by=cards[0].person)
    assert without_tokens(client.get(page).content) == without_tokens(before), "one no changes nothing"
    for card in cards[1:]:
        actions.decline_invitation(number=mine(card).pk, by=card.person)
    assert "いま返事をまっている人はいません" in client.get(page).content.decode()
    assert not Notice.objects.filter(user=wanted.issue.author, news__startswith="invitation").exists()


def without_tokens(page):
    """A page but for what is drawn for every answer."""
    return re.sub(rb'(nonce|value|content)="[^"]{16,}"', b"", page)


def test_the_invited_hear_of_it_and_answer_by_post_only():
    wanted = need(note="土曜の朝、机を2つ")
    card, other = helpers.card(), makers.person()
    called(wanted)
    outbox.drain(most=50)
    client = browser(card.person)

    page = client.get("/people/invitations/").content.decode()
    assert "土曜の朝、机を2つ" in page
    assert wanted.issue.title in page
    assert "手を貸してもらえませんか" in client.get("/accounts/notices/").content.decode()
    address = f"/people/invitations/{mine(card).pk}/"
    assert client.get(address).status_code == 405
    assert "土曜の朝" not in browser(other).get("/people/invitations/").content.decode()
    assert browser(other).post(address, {"answer": "yes"}).status_code == 404
    assert client.post(address, {"answer": "perhaps"}).status_code == 400
    assert page.split("data-invitation")[1].count("csrfmiddlewaretoken") == 1

    answer = client.post(address, {"answer": "yes"})

    match = Match.objects.get()
    assert answer.url == match.get_absolute_url()
    assert (match.state, match.volunteer, match.asker, match.resource) == (
        State.ACCEPTED,
        card.person,
        wanted.issue.author,
        None,
    )


def test_a_volunteer_and_the_asker_go_all_the_way_to_thanks():
    wanted = need(quantity=1)
    card = helpers.card()
    called(wanted)
    match = actions.accept_invitation(number=mine(card).pk, by=card.person)
    volunteer, asker = browser(card.person), browser(wanted.issue.author)
    place = match.get_absolute_url()

    assert card.person.shown_name in asker.get(place).content.decode()
    assert "手伝い：運ぶ・引っ越し" in volunteer.get(place).content.decode()
    assert volunteer.post(f"{place}comments/", {"body": "何時に行きましょう？", "key": "k"}).status_code == 302
    assert "何時に行きましょう？" in asker.get(place).content.decode()
    for verb, given in (("schedule", {"place": "角の家"}), ("deliver", {}), ("confirm", {})):
        assert asker.get(f"{place}{verb}/").status_code == 200, verb
        assert asker.post(f"{place}{verb}/", given).status_code == 302, verb
    wanted.refresh_from_db()
    assert wanted.state == Need.State.MET
    assert asker.post(f"{place}thank/", {"words": "たすかりました。", "tell": "on", "key": "t"}).status_code == 302
    assert volunteer.post(f"{place}tell/", {"tell": "1"}).status_code == 302
    assert volunteer.get(place).status_code == 200
    for address in ("/matches/", "/accounts/profile/", f"{place}flag/"):
        assert volunteer.get(address).status_code == 200
    effort = match.issue.efforts.get()
    assert effort.author == card.person


def test_a_yes_is_known_to_the_two_alone_until_one_of_them_reports_it():
    wanted = need()
    card = helpers.card()
    called(wanted)
    match = actions.accept_invitation(number=mine(card).pk, by=card.person)
    talk.post_message(author=card.person, thread=match.thread, body="はじめまして")
    for reader in (makers.person(), makers.officer(makers.KITA), makers.officer(), makers.admin()):
        assert not Match.objects.visible_to(reader).exists(), reader
        assert not Thread.objects.visible_to(reader).filter(pk=match.thread_id).exists(), reader
    assert card.person.public_id not in str(list(JournalEntry.objects.filter(kind__in=["match", "issue"]).values()))

    moderation.raise_flag(by=card.person, kind="match", number=match.pk, part=0, reason="other", note="こわいです")

    assert Match.objects.visible_to(makers.officer(makers.KITA)).exists()
    assert not Match.objects.visible_to(makers.officer(makers.HIRANO)).exists()
    assert browser(makers.officer(makers.KITA)).get(match.get_absolute_url()).status_code == 200


def test_the_desk_asks_under_its_offices_name_and_any_officer_of_the_ward_goes_on():
    wanted = need("visit")
    card = helpers.card(codes=["visit"])
    officer = makers.officer(makers.KITA)
    called(wanted, by=officer)
    match = actions.accept_invitation(number=mine(card).pk, by=card.person)

    page = browser(card.person).get(match.get_absolute_url()).content.decode()
    assert "北区役所" in page
    assert officer.shown_name not in page
    colleague = makers.officer(makers.KITA)
    talk.post_message(author=colleague, thread=match.thread, body="担当の者です。")
    actions.schedule_match(number=match.pk, by=colleague)
    assert "担当の者です。" in browser(card.person).get(match.get_absolute_url()).content.decode()
    assert not Match.objects.visible_to(wanted.issue.author).exists()
    assert not Match.objects.visible_to(makers.officer(makers.HIRANO)).exists()


def test_this_sort_not_again_takes_it_off_the_card():
    first, second = need(), need()
    card = helpers.card(codes=["carry", "clean"])
    called(first)
    called(second)
    one = Invitation.objects.get(need=first)

    actions.decline_invitation(number=one.pk, by=card.person, never=True)

    assert [code.pk for code in VolunteerCard.objects.get().can.all()] == ["clean"]
    assert not Invitation.objects.visible_to(card.person).waiting().exists()
    assert not JournalEntry.objects.filter(act__startswith="invitation").exists()
    with pytest.raises(NotNow):
        actions.accept_invitation(number=one.pk, by=card.person)


def test_no_more_say_yes_than_are_needed():
    wanted = need(quantity=1)
    first, second = helpers.card(), helpers.card()
    called(wanted)
    actions.accept_invitation(number=mine(first).pk, by=first.person)
    with pytest.raises(NotNow, match="人がそろいました"):
        actions.accept_invitation(number=mine(second).pk, by=second.person)


def test_after_a_week_it_is_over(later):
    wanted = need()
    card = helpers.card()
    called(wanted)
    later(days=6)
    tasks.look_after_matches()
    assert mine(card).state == Invitation.State.WAITING
    later(days=7, minutes=1)
    with pytest.raises(NotNow):
        actions.accept_invitation(number=mine(card).pk, by=card.person)
    tasks.look_after_matches()
    assert mine(card).state == Invitation.State.ENDED


def test_it_is_over_when_the_need_or_the_post_is():
    first, second = need(), need()
    card = helpers.card()
    called(first)
    called(second)
    actions.withdraw_need(need=first.pk, by=first.issue.author)
    makers.set_visibility(second.issue, "hidden")
    assert "data-invitation" not in browser(card.person).get("/people/invitations/").content.decode()
    assert actions.end_invitations() == 2


def test_calls_are_limited():
    wanted = [need() for _nth in range(11)]
    poster = wanted[0].issue.author
    helpers.card()
    Issue.objects.update(author=poster)
    for one in wanted[:10]:
        called(one, by=poster)
    with pytest.raises(TooFast):
        called(wanted[10], by=poster)


def test_one_need_is_called_for_three_times_a_day():
    wanted = need()
    for _nth in range(4):
        helpers.card()
        if _nth < 3:
            called(wanted)
    with pytest.raises(TooFast):
        called(wanted)


def test_erasing_the_card_takes_what_waits_and_leaves_what_was_agreed():
    first, second = need(), need()
    card = helpers.card()
    called(first)
    called(second)
    match = actions.accept_invitation(number=Invitation.objects.get(need=first).pk, by=card.person)

    people.erase_card(person=card.person)

    assert asked(second) == []
    assert Match.objects.visible_to(card.person).get() == match
    page = browser(second.issue.author).get(f"/issues/{second.issue.number}/").content.decode()
    assert "数人に声をかけました" in page, "the number does not tell who went"
    card.person.delete()
    match.refresh_from_db()
    assert match.volunteer is None
    assert "退会した人" in browser(first.issue.author).get(match.get_absolute_url()).content.decode()


def test_needs_cost_an_issue_two_queries_more_than_before(django_assert_max_num_queries):
    wanted = need()
    for code in ("clean", "repair"):
        need(code, issue=wanted.issue)
    for _nth in range(4):
        helpers.card(codes=["carry", "clean"])
    issue = Issue.objects.visible_to(wanted.issue.author).get(pk=wanted.issue_id)
    with django_assert_max_num_queries(3):  # needs with counts, organisations one acts for, suggestions
        needs_of(issue, wanted.issue.author)
