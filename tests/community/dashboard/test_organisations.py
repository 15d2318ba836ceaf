"""Organisations at the desk: who finds them, in which order, and every verb."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from community.core import outbox, takedowns
from community.core.clock import today
from community.core.models import JournalEntry
from community.core.visibility import Visibility
from community.moderation import actions as moderation
from community.moderation.models import Appeal, Flag, Takedown
from community.notifications.models import Notice
from community.organisations import actions
from community.organisations.models import Organisation, Role, Verification
from tests import makers

pytestmark = pytest.mark.django_db
LIST = "/cms/desk/organisations/"
VERBS = {
    "approve": {}, "hide": {"reason": "うその団体"}, "restore": {"reason": "まちがい"}, "flags-close": {},
    "grant": {"seen": "登記"}, "refuse": {"word": "会則がない"}, "revoke": {"word": "解散した"},
}  # fmt: skip


@pytest.fixture
def desk(login):
    return login(makers.officer(makers.KITA))


def press(browser, made, verb, **given):
    return browser.post(reverse("desk:organisation_act", args=[made.pk, verb]), VERBS.get(verb, {}) | given)


def one(browser, made):
    return browser.get(reverse("desk:organisation", args=[made.pk]))


def ask(made):
    return actions.ask_verification(number=made.pk, by=made.author, evidence="法人の登記 1200-05")


def now_is(made):
    made.refresh_from_db()
    return made


class TestWhoFindsIt:
    def test_desk_of_another_ward_and_residents_find_nothing(self, login, client):
        made = makers.organisation()
        ask(made)
        others = [client, login(makers.person()), login(makers.editor())]
        for browser in [*others, login(makers.officer(makers.KITA), on_duty=False)]:
            assert browser.get(LIST).status_code in (302, 404)
            assert one(browser, made).status_code in (302, 404)
        elsewhere = login(makers.officer(makers.HIRANO))
        assert made.name not in elsewhere.get(f"{LIST}?view=all").content.decode()
        assert one(elsewhere, made).status_code == 404
        for verb in VERBS:
            assert press(elsewhere, made, verb).status_code == 404
        assert now_is(made).is_public and not made.is_verified

    def test_desk_of_the_whole_city_sees_all(self, login):
        made = makers.organisation(ward=makers.HIRANO)
        assert one(login(makers.officer()), made).status_code == 200

    def test_drafts_and_erased_ones_are_not_the_desks(self, desk):
        for state in ("draft", "erased"):
            assert one(desk, makers.organisation(visibility=state)).status_code == 404


class TestList:
    def test_views_hold_what_they_say_and_count_it(self, desk):
        asked, ending, waiting = makers.organisation(), makers.organisation(verified=True), makers.organisation()
        ask(asked)
        Organisation.objects.filter(pk=ending.pk).update(verified_until=today() + timedelta(days=59))
        far = makers.organisation(verified=True)
        Organisation.objects.filter(pk=far.pk).update(verified_until=today() + timedelta(days=61))
        Organisation.objects.filter(pk=waiting.pk).update(visibility="pending")
        moderation.raise_flag(by=makers.person(), kind="organisation", number=far.pk, reason="spam")

        def names(view):
            page = desk.get(f"{LIST}?view={view}").content.decode()
            return {m.name for m in (asked, ending, waiting, far) if f">{m.name}</a>" in page}

        assert names("asked") == {asked.name}
        assert names("ending") == {ending.name}
        assert names("pending") == {waiting.name}
        assert names("flagged") == {far.name}
        assert len(names("all")) == 4
        assert names("") == {asked.name}  # the first in which something waits

    @pytest.mark.parametrize("view", ["asked", "ending", "pending", "all"])
    def test_pages_go_on_without_a_gap(self, desk, view):
        made = [makers.organisation(name=f"会その{n:02d}", verified=view == "ending") for n in range(33)]
        if view == "asked":
            for organisation in reversed(made):
                ask(organisation)
        if view == "pending":
            Organisation.objects.update(visibility="pending")
        if view == "ending":
            for n, organisation in enumerate(made):
                Organisation.objects.filter(pk=organisation.pk).update(verified_until=today() + timedelta(days=n // 3))
        first = desk.get(f"{LIST}?view={view}").content.decode()
        more = re.search(r'href="(\?view=\w+&amp;after=\d+)"', first)[1].replace("&amp;", "&")
        second = desk.get(LIST + more).content.decode()
        found = re.findall(r">(会その\d\d)</a>", first) + re.findall(r">(会その\d\d)</a>", second)
        assert len(found) == 33 == len(set(found))
        if view == "asked":
            assert found[0] == made[-1].name  # who has waited longest

    def test_list_costs_the_same_for_one_and_for_thirty(self, desk):
        def cost() -> int:
            with CaptureQueriesContext(connection) as asked:
                desk.get(f"{LIST}?view=all")
            return len(asked)

        makers.organisation(verified=True)
        one = cost()
        for _nth in range(31):
            makers.organisation(verified=True)
        assert cost() == one


class TestVerbs:
    def test_desk_confirms_and_the_page_shows_the_month(self, desk, client):
        made = makers.organisation()
        ask(made)
        assert "法人の登記 1200-05" in one(desk, made).content.decode()

        assert press(desk, made, "grant", until=(today() + timedelta(days=365)).isoformat()).status_code == 302

        assert now_is(made).verified_until == today() + timedelta(days=365)
        granted = Verification.objects.get()
        assert (granted.state, granted.seen) == ("granted", "登記")
        page = client.get(made.get_absolute_url()).content.decode()
        assert "団体・市が確認" in page and f"{today().year}年{today().month}月" in page
        assert "登記" in one(desk, made).content.decode()

    def test_it_holds_two_years_unless_told_and_never_more_than_three(self, desk):
        made = makers.organisation()
        ask(made)
        for day in (today(), today() - timedelta(days=1), today() + timedelta(days=1200)):
            answer = press(desk, made, "grant", until=day.isoformat())
            assert answer.status_code == 400 and "3年後まで" in answer.content.decode()
        assert press(desk, made, "grant", until="x").status_code == 400
        assert press(desk, made, "grant", seen="").status_code == 400
        press(desk, made, "grant")
        assert now_is(made).verified_until == today() + timedelta(days=730)

    def test_desk_refuses_with_a_word_and_one_can_ask_anew(self, desk, client):
        made = makers.organisation()
        ask(made)
        assert press(desk, made, "refuse", word="").status_code == 400
        press(desk, made, "refuse")
        assert Verification.objects.get().word == "会則がない"
        assert not now_is(made).is_verified
        ask(made)
        press(desk, made, "grant")
        assert now_is(made).is_verified

    def test_desk_takes_its_word_back(self, desk, client):
        made = makers.organisation()
        assert press(desk, made, "revoke").status_code == 403
        ask(made)
        press(desk, made, "grant")
        press(desk, made, "revoke")
        assert now_is(made).verified_on is None and not made.is_verified
        assert Verification.objects.get().state == "revoked"
        assert "団体・市が確認" not in client.get(made.get_absolute_url()).content.decode()

    def test_nothing_is_granted_that_nobody_asked_for(self, desk):
        made = makers.organisation()
        assert press(desk, made, "grant").status_code == 403
        assert not now_is(made).is_verified

    def test_officer_does_not_confirm_their_own_organisation(self, login):
        officer = makers.officer(makers.KITA)
        made = makers.organisation()
        makers.membership(made, officer, role=Role.MANAGER)
        ask(made)
        assert press(login(officer), made, "grant").status_code == 403
        assert not now_is(made).is_verified

    def test_waiting_page_is_let_out_and_its_people_are_told(self, desk, client):
        made = makers.organisation(author=makers.newcomer())
        assert made.visibility == Visibility.PENDING
        assert client.get(made.get_absolute_url()).status_code == 404

        press(desk, made, "approve")

        assert client.get(made.get_absolute_url()).status_code == 200
        outbox.drain(most=100)
        assert Notice.objects.get(user=made.author).news == "organisation.desk"

    def test_hidden_page_is_its_peoples_and_the_desks(self, login, desk, client):
        made, manager, member = makers.organisation(), makers.person(), makers.person()
        makers.membership(made, manager, role=Role.MANAGER)
        makers.membership(made, member)
        assert press(desk, made, "hide", reason="").status_code == 400

        press(desk, made, "hide")

        assert client.get(made.get_absolute_url()).status_code == 404
        assert login(makers.person()).get(made.get_absolute_url()).status_code == 404
        for person in (made.author, member):
            assert "うその団体" in login(person).get(made.get_absolute_url()).content.decode()
        outbox.drain(most=100)
        assert {n.news for n in Notice.objects.filter(user=made.author)} >= {"moderation.hidden"}
        assert Notice.objects.filter(user=manager, news="organisation.desk").exists()
        press(desk, made, "restore")
        assert client.get(made.get_absolute_url()).status_code == 200

    def test_picture_changes_its_address_with_the_page(self, login, desk, client):
        person = makers.person()
        given = {"name": "会", "sort": "npo", "about": "x", "ward": makers.KITA, "key": "k", "picture": makers.upload()}
        login(person).post("/organisations/new/", given)
        made = Organisation.objects.get()
        old = made.picture.card_url
        press(desk, made, "hide")
        made.picture.refresh_from_db()
        assert made.picture.card_url != old
        assert client.get(old).status_code == 404 and client.get(made.picture.card_url).status_code == 404

    def test_flags_come_to_the_desk_and_are_closed(self, login, desk):
        made, neighbour = makers.organisation(), makers.person()
        address = reverse("organisations:flag", args=[made.pk])
        assert login(neighbour).post(address, {"reason": "spam", "note": "うそです"}).status_code == 200
        assert "うそです" in one(desk, made).content.decode()
        press(desk, made, "flags-close")
        assert Flag.objects.get().outcome == "fine"
        assert press(desk, made, "flags-close").status_code == 403

    def test_a_press_counts_once(self, desk):
        made = makers.organisation()
        ask(made)
        for _nth in range(2):
            assert press(desk, made, "grant", key="k").status_code == 302
        assert JournalEntry.objects.filter(act="organisation.grant").count() == 1

    @pytest.mark.parametrize("verb", ["hide", "grant", "refuse"])
    def test_who_was_slower_sees_both_and_changes_nothing(self, desk, verb):
        made = makers.organisation()
        ask(made)
        version = made.version
        actions.change_organisation(
            number=made.pk, by=made.author, version=None, serves=[], name="あたらしい名前",
            **{field: getattr(made, field) for field in ("name_en", "sort", "about", "asks", "url", "since", "ward")},
        )  # fmt: skip
        answer = press(desk, made, verb, version=version)
        page = answer.content.decode()
        assert answer.status_code == 409
        assert "あたらしい名前" in page and next(iter(VERBS[verb].values())) in page
        assert now_is(made).is_public and not made.is_verified

    def test_everything_is_in_the_journal(self, desk):
        made = makers.organisation()
        ask(made)
        for verb in ("grant", "revoke", "hide", "restore"):
            press(desk, made, verb)
        acts = [entry.act for entry in JournalEntry.objects.filter(kind="organisation", number=str(made.pk))]
        assert acts == [f"organisation.{act}" for act in ("register", "ask", "grant", "revoke", "hide", "restore")]
        page = one(desk, made).content.decode()
        assert "団体の登録" in page and "市の確認の取消し" in page

    def test_unknown_verb_is_no_address(self, desk):
        assert press(desk, makers.organisation(), "burn").status_code == 404


class TestAppeals:
    def test_owner_appeals_and_another_officer_shows_it_again(self, login, desk):
        made = makers.organisation()
        press(desk, made, "hide")
        owner = login(made.author)
        page = owner.get(f"/appeals/new/?organisation={made.pk}").content.decode()
        assert "隠された団体のページ" in page and "うその団体" in page
        assert owner.post(f"/appeals/new/?organisation={made.pk}", {"words": "ほんとうです。"}).status_code == 302
        assert login(makers.person()).get(f"/appeals/new/?organisation={made.pk}").status_code == 404

        appeal = Appeal.objects.get()
        address, answer = reverse("desk:appeal", args=[appeal.pk]), {"outcome": "reversed", "answer": "そうでした。"}
        assert made.name not in login(makers.officer(makers.HIRANO)).get("/cms/desk/appeals/").content.decode()
        assert login(makers.officer(makers.HIRANO)).post(address, answer).status_code == 404
        assert desk.post(address, answer).status_code == 403
        other = login(makers.officer(makers.KITA))
        assert made.name in other.get("/cms/desk/appeals/").content.decode()
        assert other.post(address, answer).status_code == 302
        assert now_is(made).is_public
        acts = JournalEntry.objects.filter(kind="organisation").values_list("act", flat=True)
        assert {"appeal.make", "appeal.reverse", "organisation.restore"} <= set(acts)


class TestAfterARestore:
    def test_what_was_hidden_since_is_hidden_again(self, desk):
        made = makers.organisation()
        press(desk, made, "hide")
        entry = JournalEntry.objects.get(act="organisation.hide")
        Organisation.objects.filter(pk=made.pk).update(visibility="public")  # the copy of the day before
        Takedown.objects.all().delete()

        lines = [takedowns.Takedown(at=entry.at.isoformat(), act=entry.act, number=str(made.pk))]

        assert takedowns.apply_again(lines) == 1 and now_is(made).visibility == Visibility.HIDDEN
        assert takedowns.apply_again(lines) == 0

    def test_another_one_of_the_same_number_is_left_alone(self):
        made = makers.organisation()
        before = (made.created_at - timedelta(days=1)).isoformat()
        assert takedowns.apply_again([takedowns.Takedown(at=before, act="organisation.hide", number=str(made.pk))]) == 0
        assert now_is(made).is_public
