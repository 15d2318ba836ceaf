"""Inviting, joining, roles, leaving: for those who belong to an organisation."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections
from django.urls import reverse

from community.core import outbox
from community.core.clock import held, now
from community.core.errors import CommunityError
from community.core.models import JournalEntry, OutboxItem
from community.moderation.models import Ban
from community.organisations import actions
from community.organisations.models import Invitation, Membership, Role
from tests import makers

OUTBOX = "community.core.mail.OutboxBackend"  # pytest-django would keep letters for itself
LINK = re.compile(r"/organisations/join/(\w+)/")


def page(made):
    return reverse("organisations:members", args=[made.pk])


def role_of(made, person):
    return Membership.objects.filter(organisation=made, user=person).values_list("role", flat=True).first()


@pytest.mark.django_db
class TestInviting:
    def test_link_is_shown_once_and_lets_one_person_in(self, login):
        made, guest, second = makers.organisation(), makers.person(), makers.person()
        owner = login(made.author)

        shown = owner.post(page(made), {"act": "invite", "role": "member"}).content.decode()

        token = LINK.search(shown)[1]
        assert token not in owner.get(page(made)).content.decode()
        assert not Invitation.objects.filter(token_hash=token).exists()
        address = reverse("organisations:join", args=[token])
        assert made.name in login(guest).get(address).content.decode()
        assert role_of(made, guest) is None  # opened it only asks
        assert login(guest).post(address).url == page(made)
        assert role_of(made, guest) == Role.MEMBER
        assert login(second).get(address).status_code == 404
        assert login(second).post(address).status_code == 404

    def test_letter_carries_the_link_to_the_address(self, login, settings):
        settings.EMAIL_BACKEND = OUTBOX
        made = makers.organisation(name="NPO さくらの川")
        answer = login(made.author).post(page(made), {"act": "invite", "role": "manager", "email": "guest@example.jp"})
        letter = OutboxItem.objects.get(channel="mail").payload
        assert letter["to"] == ["guest@example.jp"] and "さくらの川" in letter["subject"]
        token = LINK.search(letter["body"])[1]
        assert token in letter["html"][0] and token not in answer.headers.get("Location", "")
        assert made.author.shown_name not in letter["body"]
        guest = makers.person()
        login(guest).post(reverse("organisations:join", args=[token]))
        assert role_of(made, guest) == Role.MANAGER

    def test_visitor_logs_in_first_and_comes_back(self, client):
        made = makers.organisation()
        _invitation, token = actions.invite(number=made.pk, by=made.author, role="member")
        address = reverse("organisations:join", args=[token])
        assert client.get(address).url == f"/accounts/login/?next={address}"

    def test_after_two_weeks_it_lets_nobody_in(self, login):
        made = makers.organisation()
        _invitation, token = actions.invite(number=made.pk, by=made.author, role="member")
        with held(now() + timedelta(days=13)):
            assert login(makers.person()).get(reverse("organisations:join", args=[token])).status_code == 200
        with held(now() + timedelta(days=15)), pytest.raises(CommunityError):
            actions.join(token=token, by=makers.person())

    def test_withdrawn_one_lets_nobody_in(self, login):
        made = makers.organisation()
        invitation, token = actions.invite(number=made.pk, by=made.author, role="member")
        owner = login(made.author)
        owner.post(page(made), {"act": "withdraw", "invitation": invitation.pk})
        assert login(makers.person()).get(reverse("organisations:join", args=[token])).status_code == 404

    def test_who_belongs_already_stays_what_they_are(self, login):
        made = makers.organisation()
        _invitation, token = actions.invite(number=made.pk, by=made.author, role="member")
        login(made.author).post(reverse("organisations:join", args=[token]))
        assert role_of(made, made.author) == Role.OWNER
        assert Invitation.objects.get().used_at is None

    def test_managers_invite_members_and_no_managers(self, login):
        made, manager = makers.organisation(), makers.person()
        makers.membership(made, manager, role=Role.MANAGER)
        browser = login(manager)
        assert browser.post(page(made), {"act": "invite", "role": "manager"}).status_code == 400
        assert browser.post(page(made), {"act": "invite", "role": "owner"}).status_code == 400
        assert browser.post(page(made), {"act": "invite", "role": "member"}).status_code == 200
        assert Invitation.objects.get().role == Role.MEMBER

    def test_banned_person_neither_invites_nor_joins(self, login):
        made, banned = makers.organisation(), makers.person()
        makers.membership(made, banned, role=Role.MANAGER)
        other = makers.organisation()
        _invitation, token = actions.invite(number=other.pk, by=other.author, role="member")
        Ban.objects.create(user=banned, reason="x", by=makers.chief())
        browser = login(banned)
        assert browser.post(page(made), {"act": "invite", "role": "member"}).status_code == 403
        assert browser.post(reverse("organisations:join", args=[token])).status_code == 403
        assert role_of(other, banned) is None

    def test_no_letter_leaves_for_a_page_that_nobody_has_read(self, login, mailoutbox):
        made = makers.organisation(visibility="pending")
        owner = login(made.author)
        answer = owner.post(page(made), {"act": "invite", "role": "member", "email": "guest@example.jp"})
        assert answer.status_code == 403 and "リンクを作って渡してください。" in answer.content.decode()
        assert not mailoutbox and not Invitation.objects.exists()
        assert owner.post(page(made), {"act": "invite", "role": "member"}).status_code == 200

    def test_wrong_address_is_said_and_nobody_is_invited(self, login):
        made = makers.organisation()
        answer = login(made.author).post(page(made), {"act": "invite", "role": "member", "email": "x"})
        assert answer.status_code == 400 and "メールアドレスの形を" in answer.content.decode()
        assert not Invitation.objects.exists()


@pytest.mark.django_db
class TestRoles:
    def test_owner_changes_roles_and_members_do_not(self, login):
        made, member = makers.organisation(), makers.person()
        makers.membership(made, member)
        given = {"act": "role", "member": member.public_id, "role": "manager"}
        assert login(member).post(page(made), given).status_code == 403
        assert role_of(made, member) == Role.MEMBER
        login(made.author).post(page(made), given)
        assert role_of(made, member) == Role.MANAGER
        assert JournalEntry.objects.get(act="organisation.role").after["member"] == member.public_id

    def test_managers_remove_members_alone(self, login):
        made, manager, second, member = makers.organisation(), makers.person(), makers.person(), makers.person()
        makers.membership(made, manager, role=Role.MANAGER)
        makers.membership(made, second, role=Role.MANAGER)
        makers.membership(made, member)
        browser = login(manager)
        for other, status in ((second, 403), (made.author, 403), (member, 302)):
            answer = browser.post(page(made), {"act": "remove", "member": other.public_id})
            assert answer.status_code == status
        assert role_of(made, second) and role_of(made, made.author) and not role_of(made, member)

    def test_ownership_goes_to_another_and_the_owner_stays_on(self, login):
        made, heir = makers.organisation(), makers.person()
        makers.membership(made, heir)
        login(made.author).post(page(made), {"act": "handover", "member": heir.public_id})
        assert (role_of(made, heir), role_of(made, made.author)) == (Role.OWNER, Role.MANAGER)

    def test_last_owner_cannot_leave_or_step_down(self, login):
        made, member = makers.organisation(), makers.person()
        makers.membership(made, member)
        browser = login(made.author)
        left = browser.post(page(made), {"act": "leave"})
        assert left.status_code == 403
        assert "先に、ほかの人に代表を引きついでください。" in left.content.decode()
        stepped = {"act": "role", "member": made.author.public_id, "role": "member"}
        assert browser.post(page(made), stepped).status_code == 403
        assert role_of(made, made.author) == Role.OWNER

    def test_others_leave_and_know_nothing_of_the_page_any_more(self, login):
        made, member = makers.organisation(), makers.person()
        makers.membership(made, member)
        browser = login(member)
        assert browser.post(page(made), {"act": "leave"}).url == "/accounts/profile/"
        assert browser.get(page(made)).status_code == 404

    def test_everybody_decides_for_themselves_whether_they_are_named(self, login):
        made, member = makers.organisation(), makers.person(display_name="きめる人")
        makers.membership(made, member)
        browser = login(member)
        browser.post(page(made), {"act": "name", "named": "1"})
        assert "きめる人" in browser.get(made.get_absolute_url()).content.decode()
        browser.post(page(made), {"act": "name"})
        assert "きめる人" not in browser.get(made.get_absolute_url()).content.decode()

    def test_members_are_for_members_to_see(self, login, client):
        made, member = makers.organisation(), makers.person()
        makers.membership(made, member)
        assert made.author.shown_name in login(member).get(page(made)).content.decode()
        assert login(makers.person()).get(page(made)).status_code == 404
        assert login(makers.officer(makers.KITA)).get(page(made)).status_code == 404
        assert login(makers.person()).post(page(made), {"act": "leave"}).status_code == 404

    def test_press_of_no_known_button_does_nothing(self, login):
        made = makers.organisation()
        assert login(made.author).post(page(made), {"act": "burn"}).status_code == 400
        answer = login(made.author).post(page(made), {"act": "remove", "member": "nobody"})
        assert answer.status_code == 404


def test_an_invitation_counts_once_however_many_press_at_once(committed):
    made = makers.organisation()
    _invitation, token = actions.invite(number=made.pk, by=made.author, role="member")
    people = [makers.person() for _nth in range(8)]

    def press(person):
        try:
            actions.join(token=token, by=person)
        except CommunityError:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(8) as threads:
        joined = list(threads.map(press, people))

    assert joined.count(True) == 1
    assert Membership.objects.filter(organisation=made).count() == 2


def test_two_that_take_one_name_at_once_are_told_apart(committed):
    both = [makers.organisation(), makers.organisation()]
    words = ("name_en", "sort", "about", "asks", "url", "since", "ward")

    def rename(made):
        given = {word: getattr(made, word) for word in words} | {"name": "ひとつの名前"}
        try:
            actions.change_organisation(number=made.pk, by=made.author, version=None, serves=[], **given)
        except CommunityError:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(2) as threads:
        done = list(threads.map(rename, both))

    assert done.count(True) == 1


def test_two_owners_who_leave_at_once_leave_one_behind(committed):
    made, other = makers.organisation(), makers.person()
    makers.membership(made, other, role=Role.OWNER)

    def go(person):
        try:
            actions.leave(number=made.pk, by=person)
        except CommunityError:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(2) as threads:
        gone = list(threads.map(go, [made.author, other]))

    assert gone.count(True) == 1
    assert Membership.objects.owners().filter(organisation=made).count() == 1


@pytest.mark.django_db
def test_letter_is_forgotten_with_its_token_once_it_is_posted(settings, tmp_path):
    settings.EMAIL_BACKEND = OUTBOX
    settings.OUTBOX_EMAIL = {
        "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend", "EMAIL_FILE_PATH": str(tmp_path)
    }  # fmt: skip
    made = makers.organisation()
    _invitation, token = actions.invite(number=made.pk, by=made.author, role="member", email="guest@example.jp")
    outbox.drain(most=50)
    assert OutboxItem.objects.get(channel="mail").payload == {}
    assert len(list(tmp_path.glob("*.log"))) == 1
    assert actions.join(token=token, by=makers.person())
