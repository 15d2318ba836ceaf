"""What owners ask of the city and what they are told; the desk's side is in tests/community/dashboard."""

from datetime import timedelta

import pytest
from django.urls import reverse

from community.core import jobs, outbox
from community.core.clock import held, now, today
from community.notifications.models import Notice
from community.organisations import actions
from community.organisations.models import Organisation, Role, Verification
from tests import makers

pytestmark = pytest.mark.django_db
EVIDENCE = "法人の登記 1200-05-012345 と会則"


@pytest.fixture
def officer():
    return makers.officer(makers.KITA)


def ask(made, by=None):
    return actions.ask_verification(number=made.pk, by=by or made.author, evidence=EVIDENCE)


def told(person):
    outbox.drain(most=200)
    return list(Notice.objects.filter(user=person, news__startswith="organisation.").values_list("news", flat=True))


def notices_of(login, person):
    return login(person).get("/accounts/notices/").content.decode()


class TestAsking:
    def test_owner_asks_once_and_reads_what_became_of_it(self, login, officer):
        made = makers.organisation()
        browser, address = login(made.author), reverse("organisations:verification", args=[made.pk])

        assert browser.post(address, {"evidence": EVIDENCE}).status_code == 302
        again = browser.post(address, {"evidence": EVIDENCE})
        assert again.status_code == 403 and "もう申しこんであります。" in again.content.decode()
        assert "申しこみを受け取りました。" in browser.get(address).content.decode()

        actions.refuse_verification(number=made.pk, by=officer, word="会則を見せてください。")
        page = browser.get(address).content.decode()
        assert "確認できません" in page and "会則を見せてください。" in page and "確認を申しこむ" in page

    def test_evidence_is_needed(self, login):
        made = makers.organisation()
        answer = login(made.author).post(reverse("organisations:verification", args=[made.pk]), {"evidence": " "})
        assert answer.status_code == 400 and not Verification.objects.exists()

    def test_members_and_strangers_do_not_ask(self, login):
        made, member = makers.organisation(), makers.person()
        makers.membership(made, member)
        address = reverse("organisations:verification", args=[made.pk])
        for person in (member, makers.person()):
            assert login(person).post(address, {"evidence": EVIDENCE}).status_code == 403
        assert not Verification.objects.exists()

    def test_evidence_is_on_no_page_of_others(self, login, client, officer):
        made, member = makers.organisation(), makers.person()
        makers.membership(made, member)
        ask(made)
        actions.grant_verification(number=made.pk, by=officer, seen="登記簿を見た")
        for browser in (client, login(member), login(makers.person())):
            page = browser.get(made.get_absolute_url()).content.decode()
            assert "1200-05-012345" not in page and "登記簿を見た" not in page


class TestTelling:
    def test_owners_and_managers_hear_of_the_citys_word(self, login, officer):
        made, manager, member = makers.organisation(), makers.person(), makers.person()
        makers.membership(made, manager, role=Role.MANAGER)
        makers.membership(made, member)
        ask(made)

        actions.grant_verification(number=made.pk, by=officer, seen="登記")

        assert told(manager) == ["organisation.verification"] and told(member) == []
        assert f"市が「{made.name}」を確認しました" in notices_of(login, manager)

    def test_word_that_was_taken_back_is_told_with_its_reason(self, login, officer):
        made = makers.organisation()
        ask(made)
        actions.grant_verification(number=made.pk, by=officer, seen="登記")
        actions.revoke_verification(number=made.pk, by=officer, word="解散したと聞きました。")
        outbox.drain(most=200)
        page = notices_of(login, made.author)
        assert "市の確認がなくなりました" in page and "解散したと聞きました。" in page

    def test_who_has_left_reads_no_more_of_it(self, login, officer):
        made, manager = makers.organisation(), makers.person()
        makers.membership(made, manager, role=Role.MANAGER)
        ask(made)
        actions.refuse_verification(number=made.pk, by=officer, word="ひみつのわけ")
        outbox.drain(most=200)
        actions.leave(number=made.pk, by=manager)
        assert "ひみつのわけ" not in notices_of(login, manager)

    def test_the_end_is_told_a_month_before_and_once_when_it_has_come(self):
        made = makers.organisation(verified=True)
        Organisation.objects.update(verified_until=today() + timedelta(days=40))
        for days in (0, 9, 10, 11, 12, 20, 39, 40, 41, 42, 43, 60):
            with held(now() + timedelta(days=days)):
                jobs.jobs["organisations.remind_of_endings"].work()
                outbox.drain(most=200)
        assert sorted(told(made.author)) == ["organisation.ended", "organisation.ending"]

    def test_a_machine_that_was_off_tells_it_late(self):
        made = makers.organisation(verified=True)
        Organisation.objects.update(verified_until=today() - timedelta(days=4))
        jobs.jobs["organisations.remind_of_endings"].work()
        assert told(made.author) == ["organisation.ended"]

    def test_hidden_ones_are_reminded_of_nothing(self):
        made = makers.organisation(verified=True, visibility="hidden")
        Organisation.objects.update(verified_until=today() + timedelta(days=30))
        jobs.jobs["organisations.remind_of_endings"].work()
        assert told(made.author) == []
