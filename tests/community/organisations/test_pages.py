"""Registering an organisation, its page and the list, as people use them."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from community.core.errors import NotFound
from community.core.models import JournalEntry, SiteSettings
from community.core.visibility import Visibility
from community.moderation.models import Ban
from community.notifications import actions as notices
from community.notifications.models import Follow
from community.organisations import actions
from community.organisations.models import Membership, Organisation, Role
from community.organisations.news import followers_of
from community.photos.models import Photo
from search import outbox as search_outbox
from tests import makers

pytestmark = pytest.mark.django_db
NEW = "/organisations/new/"


def given(**fields):
    return {
        "name": "NPO さくらの川", "sort": "npo", "about": "大川の岸を、歩ける岸に。", "ward": makers.KITA,
        "serves": [makers.KITA, makers.HIRANO], "key": "k1",
    } | fields  # fmt: skip


def change(organisation, **fields):
    return given(name=organisation.name, version=organisation.version, key="") | fields


def page_of(browser, organisation):
    return browser.get(organisation.get_absolute_url()).content.decode()


class TestRegistering:
    def test_trusted_person_registers_and_everybody_sees_it_unverified(self, login, client):
        person = makers.person()
        browser = login(person)
        key = re.search(r'name="key" value="(\w+)"', browser.get(NEW).content.decode())[1]

        answer = browser.post(NEW, given(key=key, picture=makers.upload()))

        made = Organisation.objects.get()
        assert answer.url == made.get_absolute_url()
        assert Membership.objects.get().role == Role.OWNER
        page = page_of(client, made)
        assert "NPO さくらの川" in page and "まだ市が確認していません" in page and "平野区" in page
        assert made.picture.card_url in page or made.picture.large_url in page
        assert made.picture.visibility == Visibility.PUBLIC

    def test_the_same_form_sent_twice_makes_one(self, login):
        browser = login(makers.person())

        first, second = browser.post(NEW, given()), browser.post(NEW, given(name="ほかの名前"))

        assert first.url == second.url
        assert Organisation.objects.count() == 1

    def test_a_newcomers_waits_for_the_desk(self, login, client):
        newcomer = makers.newcomer()
        browser = login(newcomer)

        browser.post(NEW, given(picture=makers.upload()))

        made = Organisation.objects.get()
        assert made.visibility == Visibility.PENDING
        assert client.get(made.get_absolute_url()).status_code == 404
        assert client.get(made.picture.card_url).status_code == 404
        assert "公開まちです" in page_of(browser, made)
        assert "さくらの川" not in client.get("/organisations/").content.decode()

    @pytest.mark.parametrize("mode", ["none", "newcomers"])
    def test_a_name_like_the_citys_waits_whoever_registers_it(self, login, mode):
        SiteSettings.objects.update_or_create(pk=SiteSettings.load().pk, defaults={"moderation_mode": mode})

        login(makers.person()).post(NEW, given(name="大阪市公式 清掃センター"))

        assert Organisation.objects.get().visibility == Visibility.PENDING

    def test_form_that_lacks_something_keeps_words_and_picture(self, login):
        browser = login(makers.person())

        answer = browser.post(NEW, given(sort="", since="x", picture=makers.upload()))

        page, photo = answer.content.decode(), Photo.objects.get()
        assert answer.status_code == 400
        assert "しゅるいを1つえらんでください。" in page and "年を 2012 のように" in page
        assert "大川の岸を、歩ける岸に。" in page and photo.card_url in page
        browser.post(NEW, given(kept=photo.token))
        assert Organisation.objects.get().picture == photo

    def test_bad_picture_is_said_and_nothing_is_stored(self, login):
        answer = login(makers.person()).post(NEW, given(picture=makers.upload(content=b"no")))
        assert answer.status_code == 400 and "写真" in answer.content.decode()
        assert not Organisation.objects.exists()

    def test_taken_name_is_refused_with_what_to_do(self, login):
        makers.organisation(name="NPO さくらの川")
        answer = login(makers.person()).post(NEW, given())
        assert answer.status_code == 400
        assert "この名前の団体は、もう登録してあります。" in answer.content.decode()

    def test_too_many_in_an_hour_are_refused(self, login):
        browser = login(makers.person())
        answers = [browser.post(NEW, given(name=f"会{n}", key=f"k{n}")) for n in range(4)]
        assert [answer.status_code for answer in answers] == [302, 302, 302, 429]
        assert answers[-1]["Retry-After"]

    def test_banned_person_registers_nothing(self, login):
        person = makers.person()
        Ban.objects.create(user=person, reason="x", by=makers.chief())
        browser = login(person)
        assert browser.get(NEW).status_code == 403
        assert browser.post(NEW, given()).status_code == 403
        assert not Organisation.objects.exists()

    def test_visitor_is_asked_who_they_are(self, client):
        assert "/accounts/login/" in client.get(NEW).url


class TestChanging:
    def test_owner_and_manager_change_it_and_members_do_not(self, login):
        made = makers.organisation()
        manager, member = makers.person(), makers.person()
        makers.membership(made, manager, role=Role.MANAGER)
        makers.membership(made, member)
        address = reverse("organisations:edit", args=[made.pk])

        assert login(manager).post(address, change(made, about="月に2回の清掃。")).status_code == 302
        made.refresh_from_db()
        assert made.about == "月に2回の清掃。"
        assert login(member).get(address).status_code == 403
        assert login(makers.person()).post(address, change(made, about="うそ")).status_code == 403
        made.refresh_from_db()
        assert made.about == "月に2回の清掃。"
        assert JournalEntry.objects.filter(act="organisation.change").count() == 1

    def test_who_was_slower_sees_both_texts_and_may_send_again(self, login):
        made = makers.organisation()
        browser, address = login(made.author), reverse("organisations:edit", args=[made.pk])
        browser.post(address, change(made, about="先に書いた文。"))

        answer = browser.post(address, change(made, about="あとから書いた文。"))

        page = answer.content.decode()
        assert answer.status_code == 409
        assert "先に書いた文。" in page and "あとから書いた文。" in page
        version = re.search(r'name="version" value="(\d+)"', page)[1]
        browser.post(address, change(made, about="あとから書いた文。", version=version))
        made.refresh_from_db()
        assert made.about == "あとから書いた文。"

    def test_another_picture_takes_the_place_of_the_first(self, login):
        browser = login(makers.person())
        browser.post(NEW, given(picture=makers.upload()))
        made = Organisation.objects.get()
        old, address = made.picture, reverse("organisations:edit", args=[made.pk])

        browser.post(address, change(made, picture=makers.upload()))

        made.refresh_from_db()
        assert made.picture is not None and made.picture != old
        assert not Photo.objects.filter(pk=old.pk).exists()
        browser.post(address, change(made, no_picture="on"))
        made.refresh_from_db()
        assert made.picture is None

    def test_under_another_name_the_citys_mark_is_gone(self, login):
        made = makers.organisation(verified=True)
        browser, address = login(made.author), reverse("organisations:edit", args=[made.pk])

        browser.post(address, change(made, about="ほかの文。"))
        made.refresh_from_db()
        assert made.is_verified
        browser.post(address, change(made, name="ほかの会"))
        made.refresh_from_db()
        assert not made.is_verified

    def test_no_page_becomes_the_citys_by_another_name(self, login):
        made = makers.organisation()
        address = reverse("organisations:edit", args=[made.pk])
        answer = login(made.author).post(address, change(made, name="大阪市役所 広報"))
        assert answer.status_code == 400
        assert "市や運営とまちがえられる名前には、変えられません。" in answer.content.decode()


class TestPage:
    def test_month_of_the_citys_word_is_shown_until_it_ends(self, client):
        made = makers.organisation(verified=True)
        assert "団体・市が確認" in page_of(client, made)
        Organisation.objects.update(verified_until="2020-01-01")
        assert "団体・市が確認" not in page_of(client, made)

    def test_only_those_are_named_who_want_to_be(self, client):
        made = makers.organisation(author=makers.person(display_name="おもての人"))
        makers.membership(made, makers.person(display_name="うらの人"))
        Membership.objects.filter(user=made.author).update(named=True)

        page = page_of(client, made)

        assert "おもての人" in page and "うらの人" not in page
        assert "代表 1人" in page and "なかま 1人" in page
        assert made.name in client.get(made.author.get_absolute_url()).content.decode()

    def test_nobody_is_named_who_did_not_say_so(self, client):
        made = makers.organisation(author=makers.person(display_name="だまっている人"))
        assert "だまっている人" not in page_of(client, made)
        assert made.name not in client.get(made.author.get_absolute_url()).content.decode()

    def test_my_page_shows_what_i_belong_to(self, login):
        made = makers.organisation(visibility="pending")
        assert made.name in login(made.author).get("/accounts/profile/").content.decode()

    def test_links_of_unverified_ones_are_plain_words(self, client):
        made = makers.organisation(about="見て https://spam.example/ ください", url="https://spam.example/")
        assert 'href="https://spam.example/"' not in page_of(client, made)

    def test_following_and_ceasing(self, login):
        made, person = makers.organisation(), makers.person()
        browser, address = login(person), reverse("organisations:follow", args=[made.pk])
        assert "見まもります" in browser.get(address).content.decode()
        browser.post(address)
        assert Follow.objects.get().kind == "organisation"
        assert made.name in browser.get("/accounts/notices/follows/").content.decode()
        assert "見まもり中" in page_of(browser, made)
        browser.post(address, {"undo": "1"})
        assert not Follow.objects.exists()

    def test_news_of_it_reach_its_followers_while_everybody_sees_it(self):
        made, person = makers.organisation(), makers.person()
        notices.follow(user=person, kind="organisation", key=made.pk)
        assert [one.user_id for one in followers_of(made.pk)] == [person.pk]
        Organisation.objects.filter(pk=made.pk).update(visibility="hidden")
        assert list(followers_of(made.pk)) == []

    def test_who_registered_it_and_left_does_not_open_it_while_it_is_hidden(self, login):
        made = makers.organisation(visibility="hidden")
        browser = login(made.author)
        assert browser.get(made.get_absolute_url()).status_code == 200

        made.memberships.filter(user=made.author).delete()

        assert browser.get(made.get_absolute_url()).status_code == 404

    def test_page_costs_the_same_for_one_member_and_for_twenty(self, client):
        def cost() -> int:
            with CaptureQueriesContext(connection) as asked:
                page_of(client, made)
            return sum('FROM "organisations_' in query["sql"] for query in asked.captured_queries)

        made = makers.organisation()
        one = cost()
        for _nth in range(20):
            makers.membership(made, named=True)
        assert cost() == one


class TestList:
    def test_filters_by_ward_sort_and_the_citys_word(self, client):
        kita = makers.organisation(name="北の会", verified=True)
        hirano = makers.organisation(name="平野の店", sort="shop", ward=makers.HIRANO, serves=[])
        hirano.serves.set([makers.HIRANO])
        kita.serves.set([makers.KITA])

        def names(query):
            page = client.get(f"/organisations/?{query}").content.decode()
            return {name for name in ("北の会", "平野の店") if f">{name}</a>" in page}

        assert names("") == {"北の会", "平野の店"}
        assert names(f"ward={makers.KITA}") == {"北の会"}
        assert names("sort=shop") == {"平野の店"}
        assert names("verified=1") == {"北の会"}
        assert names("q=平野") == {"平野の店"}
        assert names("sort=nothing&ward=99999&after=x") == {"北の会", "平野の店"}

    def test_one_that_names_no_ward_is_active_in_all(self, client):
        makers.organisation(name="どこでもの会", ward=makers.HIRANO)
        assert "どこでもの会" in client.get(f"/organisations/?ward={makers.KITA}").content.decode()

    def test_words_of_the_text_are_found(self, client):
        makers.organisation(name="北の会", about="竹ぼうきを貸しています。")
        search_outbox.drain(most=100)
        assert "北の会" in client.get("/organisations/?q=竹ぼうき").content.decode()
        assert "北の会" in client.get("/search/?q=竹ぼうき").content.decode()

    def test_pages_go_on_without_a_gap(self, client):
        made = {makers.organisation(name=f"会その{n:02d}").name for n in range(30)}
        first = client.get("/organisations/").content.decode()
        more = re.search(r'href="(\?after=\d+)"', first)[1]
        second = client.get(f"/organisations/{more}").content.decode()
        assert set(re.findall(r">(会その\d\d)</a>", first)) | set(re.findall(r">(会その\d\d)</a>", second)) == made

    def test_waiting_and_hidden_ones_stand_in_no_list_and_no_file_for_search_machines(self, client):
        shown = makers.organisation()
        for state in ("pending", "hidden", "private", "draft", "erased"):
            makers.organisation(name=f"見えない{state}", visibility=state)
        search_outbox.drain(most=100)
        for address in (
            "/organisations/",
            "/organisations/?q=見えない",
            "/search/?q=見えない",
            "/search/feed/?q=見えない",
        ):
            assert not re.search(
                r"見えない(?:pending|hidden|private|draft|erased)", client.get(address).content.decode()
            )
        sitemap = client.get("/sitemap-organisations.xml").content.decode()
        assert sitemap.count("<loc>") == 1 and shown.get_absolute_url() in sitemap


def test_an_organisation_is_never_deleted():
    made = makers.organisation()
    with pytest.raises(Exception, match="erased, never deleted"):
        made.delete()
    with pytest.raises(Exception, match="erased, never deleted"):
        Organisation.objects.filter(pk=made.pk).delete()


class TestAccountsThatGo:
    def test_what_nobody_else_belongs_to_is_erased(self, client):
        made = makers.organisation()
        made.author.delete()
        made.refresh_from_db()
        assert made.visibility == Visibility.ERASED and "さくら" not in made.name
        assert client.get(made.get_absolute_url()).status_code == 404

    def test_the_oldest_manager_is_owner_then(self):
        made = makers.organisation()
        makers.membership(made)
        first = makers.membership(made, role=Role.MANAGER)
        makers.membership(made, role=Role.MANAGER)

        made.author.delete()

        made.refresh_from_db()
        first.refresh_from_db()
        assert made.is_public and first.role == Role.OWNER
        assert Membership.objects.owners().count() == 1

    def test_with_another_owner_nothing_changes(self):
        made = makers.organisation()
        makers.membership(made, role=Role.OWNER)
        manager = makers.membership(made, role=Role.MANAGER)
        made.author.delete()
        manager.refresh_from_db()
        assert manager.role == Role.MANAGER


def test_actions_hold_without_a_form():
    made = makers.organisation()
    stranger = makers.person()
    words = {name: getattr(made, name) for name in ("name", "name_en", "sort", "about", "asks", "url", "since", "ward")}
    with pytest.raises(NotFound):
        actions.change_organisation(number=made.pk, by=stranger, version=None, serves=[], **words)
