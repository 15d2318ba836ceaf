"""Leaving: nothing of the person is left in any table, and nothing of others is lost."""

from typing import Any
from urllib.parse import quote

import pytest
from django.contrib.sessions.models import Session
from django.db import connection

from community.accounts import actions
from community.accounts.models import User
from community.core import outbox
from community.core.clock import now
from community.core.errors import NotAllowed
from community.core.models import JournalEntry, OutboxItem
from community.core.takedowns import Takedown
from community.discussion import actions as talk
from community.discussion.models import Message
from community.issues import actions as issues
from community.issues.models import Issue, Support
from community.matching.models import Match
from community.moderation.models import Flag
from community.organisations.models import Membership
from community.photos.models import Photo
from community.resources.models import Resource
from search import outbox as search_outbox
from tests import makers

from . import life as lives
from .doors import just_proved, letters

DELETE = "/accounts/delete/"
KEEP, ERASE = {"what": "keep", "sure": "on"}, {"what": "erase", "sure": "on"}


@pytest.fixture(autouse=True)
def _our_outbox(settings):
    """Letters go where they go in the city; pytest-django would keep them for itself."""
    settings.EMAIL_BACKEND = "community.core.mail.OutboxBackend"


def proved(login: Any, person: Any) -> Any:
    browser = login(person)
    just_proved(browser, person)
    return browser


def work_off() -> None:
    """What the worker does after the closing."""
    while outbox.drain(most=100):
        pass
    search_outbox.drain(most=500)


def everything() -> str:
    """Every cell of every table, as text."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - the names are the database's own
            for row in cursor.fetchall():
                found += [cell.decode("utf-8", "ignore") if isinstance(cell, bytes) else str(cell) for cell in row]
    return "\n".join(found)


@pytest.mark.django_db
def test_nothing_that_tells_of_the_person_is_left_in_any_table(login):
    life = lives.lived()
    address = life.person.email
    work_off()

    answer = proved(login, life.person).post(DELETE, KEEP)
    work_off()

    left = everything()
    assert answer.status_code == 302 and answer["Location"] == "/"
    for word in (lives.NAME, lives.BIO, lives.CARD, address, quote(lives.PRIVATE["search"]), *lives.PRIVATE.values()):
        assert word not in left, word
    for word in (lives.POST, lives.BODY, lives.SAID, lives.DONE):
        assert word in left, word


@pytest.mark.django_db
def test_posts_stay_as_those_of_somebody_who_left(login, client):
    life = lives.lived()

    proved(login, life.person).post(DELETE, KEEP)

    page = client.get(life.issue.get_absolute_url()).content.decode()
    assert lives.POST in page and "退会した人" in page and "ほかの人の返事" in page and lives.NAME not in page
    talk_page = client.get(life.elsewhere.get_absolute_url()).content.decode()
    assert lives.SAID in talk_page and "退会した人" in talk_page and lives.NAME not in talk_page
    assert Photo.objects.count() == 1  # the post's; the draft is gone


@pytest.mark.django_db
def test_posts_and_words_go_when_the_person_wishes(login, client):
    life = lives.lived()
    work_off()

    proved(login, life.person).post(DELETE, ERASE)
    work_off()

    left = everything()
    for word in (lives.NAME, lives.POST, lives.BODY, lives.SAID, lives.DONE, *lives.PRIVATE.values()):
        assert word not in left, word
    assert client.get(life.issue.get_absolute_url()).status_code == 410
    assert lives.SAID not in client.get(life.elsewhere.get_absolute_url()).content.decode()
    assert Photo.objects.count() == 0
    assert Message.objects.filter(author=life.other).exclude(body="").exists()


@pytest.mark.django_db
def test_counts_stay_and_what_was_held_is_free_again():
    life = lives.lived()
    life.elsewhere.refresh_from_db()
    supports = life.elsewhere.support_count

    assert actions.close_account(person=life.person)

    life.elsewhere.refresh_from_db()
    assert supports == life.elsewhere.support_count == Support.objects.filter(issue=life.elsewhere).count() == 1
    assert Flag.objects.get().note == "" and Flag.objects.get().reporter is None
    states = dict(Match.objects.values_list("pk", "state"))
    assert states == {life.given.pk: "withdrawn", life.asked.pk: "withdrawn"}
    assert Resource.objects.get(pk=life.asked.resource_id).held == 0
    offer = Resource.objects.get(pk=life.offer.pk)
    assert (offer.held, offer.visibility, offer.title, offer.place) == (0, "erased", "", "")


@pytest.mark.django_db
def test_all_devices_are_out_at_once(login, client):
    person = makers.person()
    here, there = proved(login, person), login(person)

    here.post(DELETE, KEEP)

    for browser in (here, there):
        assert browser.get("/accounts/profile/")["Location"].startswith("/accounts/login/")
    assert not Session.objects.filter(session_key=here.cookies["sessionid"].value).exists()
    assert not client.login(email=person.email, password="Nakanoshima-2026-z")


@pytest.mark.django_db
def test_pressed_twice_it_happens_once(login):
    person = makers.person()
    public_id, browser = person.public_id, proved(login, person)

    browser.post(DELETE, KEEP)
    again = browser.post(DELETE, KEEP)

    assert again["Location"].startswith("/accounts/login/")
    assert actions.close_account(person=person) is False
    lines = JournalEntry.objects.filter(kind="user", number=public_id, act="user.close")
    assert [(line.actor, line.note, line.before, line.after) for line in lines] == [("", "", {}, {})]


@pytest.mark.django_db
def test_page_of_somebody_who_left_says_so(login, client):
    person = makers.person()
    address = person.get_absolute_url()

    proved(login, person).post(DELETE, KEEP)

    gone = client.get(address)
    assert gone.status_code == 410 and "退会した人" in gone.content.decode()
    assert client.get("/users/zzzzzzzzzzzz/").status_code == 404


@pytest.mark.django_db
def test_last_letter_leaves_and_nothing_else_does(login):
    person = makers.person()
    OutboxItem.objects.create(channel="mail", payload={"to": [person.email], "subject": "まだ出ていない"})
    OutboxItem.objects.create(channel="mail", payload={"to": ["other@example.jp"], "subject": "よその手紙"})

    proved(login, person).post(DELETE, KEEP)

    assert [letter["subject"] for letter in letters(person.email)] == ["退会の手続きが終わりました"]
    assert len(letters("other@example.jp")) == 1


@pytest.mark.django_db
def test_slip_of_the_finger_closes_nothing(login):
    person = makers.person()
    browser = proved(login, person)

    unsure, nothing = browser.post(DELETE, {"what": "keep"}), browser.post(DELETE, {})

    assert unsure.status_code == nothing.status_code == 400
    assert User.objects.filter(pk=person.pk).exists()
    assert login(person).post(DELETE, KEEP)["Location"].startswith("/accounts/reauthenticate/")
    assert User.objects.filter(pk=person.pk).exists()


@pytest.mark.django_db
@pytest.mark.parametrize("make", [makers.officer, makers.chief, makers.admin, makers.editor])
def test_staff_hand_over_their_office_first(login, make):
    colleague = make()
    browser = proved(login, colleague)

    page, pressed = browser.get(DELETE), browser.post(DELETE, KEEP)

    assert "引きついで" in page.content.decode() and 'name="sure"' not in page.content.decode()
    assert pressed.status_code == 403 and User.objects.filter(pk=colleague.pk).exists()


@pytest.mark.django_db
def test_last_owner_hands_the_organisation_over_first(login):
    owner = makers.person()
    group = makers.organisation(author=owner)
    heir = makers.membership(group).user
    browser = proved(login, owner)

    refused = browser.post(DELETE, KEEP)
    Membership.objects.filter(organisation=group, user=heir).update(role="owner")
    closed = browser.post(DELETE, KEEP)

    assert refused.status_code == 403 and group.name in refused.content.decode()
    assert closed.status_code == 302 and not User.objects.filter(pk=owner.pk).exists()
    group.refresh_from_db()
    assert group.is_public


@pytest.mark.django_db
def test_nothing_changes_when_the_closing_is_refused():
    life = lives.lived()
    group = makers.organisation(author=life.person)
    makers.membership(group)

    with pytest.raises(NotAllowed):
        actions.close_account(person=life.person, erase=True)

    assert Issue.objects.get(pk=life.issue.pk).body == lives.BODY
    assert Match.objects.get(pk=life.given.pk).state == "accepted"


@pytest.mark.django_db
def test_posts_that_were_merged_into_an_erased_one_go_on_alone():
    author, chief = makers.person(), makers.chief()
    whole, part = makers.issue(author=author), makers.issue()
    issues.merge_issue(number=part.number, into=whole.number, by=chief)

    actions.close_account(person=author, erase=True)

    part.refresh_from_db()
    assert part.merged_into is None and part.status == "received" and part.is_public


@pytest.mark.django_db
@pytest.mark.parametrize(("act", "left"), [("user.close", lives.POST), ("user.erase", "取り消された投稿")])
def test_restored_older_copy_closes_the_account_again(act, left):
    life = lives.lived()

    done = actions.delete_again(Takedown(now().isoformat(), act, life.person.public_id))
    again = actions.delete_again(Takedown(now().isoformat(), act, life.person.public_id))

    assert done and not again and not User.objects.filter(pk=life.person.pk).exists()
    assert Issue.objects.get(pk=life.issue.pk).title == left
    assert letters(life.person.email) == []


@pytest.mark.django_db
def test_private_talk_of_the_two_shows_no_name_to_the_other(login):
    life = lives.lived()
    talk.post_message(author=life.person, thread=life.given.thread, body="あしたの朝どうですか")

    actions.close_account(person=life.person)

    page = login(life.other).get(f"/matches/{life.given.pk}/").content.decode()
    assert "退会した人" in page and lives.NAME not in page and lives.PRIVATE["phone"] not in page
