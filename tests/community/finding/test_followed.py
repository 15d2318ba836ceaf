"""Following a search: who is told of which new post, the button without JavaScript, and what it costs."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from community.accounts.models import User
from community.areas.reference import wards
from community.core import outbox
from community.core.clock import now
from community.core.models import OutboxItem
from community.core.visibility import Visibility
from community.finding import actions, tasks
from community.finding.followed import fitting, read, reader
from community.finding.models import FollowedAnchor, FollowedSearch
from community.issues import actions as issues
from community.issues.models import Issue
from community.notifications.models import Follow, Notice
from community.notifications.reading import lines_of
from search import Document
from search import outbox as search_outbox
from search.analysis import site
from search.models import ConceptChange
from search.registry import source_of
from tests import makers

pytestmark = pytest.mark.django_db


def follow(user: User, words: str = "街灯", **query: str) -> FollowedSearch:
    return actions.follow_search(user=user, asked=read({"q": words, **query}))


def told(user: User) -> list[str]:
    """The titles of what a person has been told, by the worker, in order."""
    outbox.drain(most=200)
    notices = list(Notice.objects.filter(user=user).order_by("pk"))
    return [line.words.title if line.words else "" for line in lines_of(notices, user)]


def document(issue: Issue) -> Document:
    return next(iter(source_of("issue").documents([str(issue.number)])))


class TestWhoIsTold:
    @pytest.mark.parametrize(
        "words", ["街灯", "外灯", "がいとう", "夜道が暗い", "street light", "防犯灯", "防犯灯 公園"]
    )
    def test_post_is_told_by_every_name_of_its_matter(self, words):
        follower = makers.person()
        follow(follower, words)

        makers.issue(title="公園の防犯灯", body="夜道が真っ暗です。", category="other")

        assert told(follower) == [f"「{words}」の新しい投稿：公園の防犯灯"]

    @pytest.mark.parametrize("words", ["側溝", "街灯 側溝", "防犯灯が切れた犬"])
    def test_post_that_lacks_a_word_is_not(self, words):
        follower = makers.person()
        follow(follower, words)

        makers.issue(title="公園の防犯灯", category="other")

        assert told(follower) == []

    @pytest.mark.parametrize("words", ["ぬべろん", "べろ", "zqx", "zq"])
    def test_word_that_nobody_knows_is_found_as_it_is_written(self, words):
        follower, other = makers.person(), makers.person()
        follow(follower, words)
        follow(other, f"{words}ぽ")

        makers.issue(title="ぬべろんのこと zqx", category="other")

        assert (len(told(follower)), told(other)) == (1, [])

    def test_only_what_is_written_when_asked_so(self):
        follower = makers.person()
        follow(follower, "街灯", written="1")

        makers.issue(title="公園の防犯灯", category="other")
        makers.issue(title="公園の街灯", category="other")

        assert told(follower) == ["「街灯（書いたとおり）」の新しい投稿：公園の街灯"]

    def test_post_that_waited_is_told_once_it_may_be_seen(self):
        follower = makers.person()
        follow(follower)
        issue = makers.issue(title="角の防犯灯", author=makers.newcomer())
        assert told(follower) == []

        issues.approve_issue(number=issue.number, by=makers.officer())

        assert told(follower) == ["「街灯」の新しい投稿：角の防犯灯"]

    def test_private_post_tells_no_follower(self):
        follower = makers.person()
        follow(follower)

        makers.issue(private=True)

        assert told(follower) == []

    @pytest.mark.parametrize("visibility", [Visibility.HIDDEN, Visibility.PENDING, Visibility.ERASED])
    def test_post_that_was_hidden_before_the_worker_came_tells_no_follower(self, visibility):
        follower = makers.person()
        follow(follower)

        makers.issue(visibility=visibility)

        assert told(follower) == []

    def test_notice_of_a_post_that_was_hidden_since_has_no_words(self):
        follower = makers.person()
        follow(follower)
        issue = makers.issue()
        assert len(told(follower)) == 1

        makers.set_visibility(issue, Visibility.HIDDEN)

        assert told(follower) == [""]

    def test_own_post_is_no_news(self):
        author = makers.person()
        follow(author)

        makers.issue(author=author)

        assert told(author) == []

    def test_ward_category_state_and_circle_narrow(self):
        near, far = "34.70440,135.51190", "34.60000,135.50000"
        fitting_ones = [{"ward": makers.KITA}, {"category": "light"}, {"state": "open"}, {"near": near}, {"lang": "ja"}]
        others = [{"ward": makers.HIRANO}, {"category": "park"}, {"near": far}, {"lang": "en"}]
        people = [(makers.person(), query) for query in (*fitting_ones, *others)]
        for person, query in people:
            follow(person, **query)

        makers.issue(title="角の防犯灯", **makers.IN_KITA)

        assert [query for person, query in people if told(person)] == fitting_ones

    def test_corner_of_the_box_is_outside_of_the_circle(self):
        follower = makers.person()
        follow(follower, near="34.70100,135.50800,450")  # 380 m south and 360 m west of the post

        makers.issue(title="角の防犯灯", **makers.IN_KITA)

        assert told(follower) == []

    def test_search_without_words_is_of_all_that_its_ward_and_category_have(self):
        follower, other = makers.person(), makers.person()
        follow(follower, "", ward=makers.KITA, category="light")
        follow(other, "", ward=makers.KITA, category="park")

        makers.issue(title="ぬべろん")

        assert (told(follower), told(other)) == (["「北区・街灯」の新しい投稿：ぬべろん"], [])

    def test_one_notice_though_several_searches_and_the_ward_fit(self):
        follower = makers.person()
        follow(follower, "街灯")
        follow(follower, "防犯灯")
        Follow.objects.create(user=follower, kind="ward", key=makers.KITA)

        makers.issue(title="角の防犯灯")

        assert len(told(follower)) == 1

    def test_post_that_was_set_aside_and_comes_back_tells_nobody_twice(self):
        follower = makers.person()
        follow(follower)
        issue = makers.issue()
        assert len(told(follower)) == 1

        makers.set_visibility(issue, Visibility.PENDING)
        issues.approve_issue(number=issue.number, by=makers.officer())

        assert len([title for title in told(follower) if title]) == 1

    def test_stopped_and_silenced_searches_tell_nothing(self):
        stopped, silenced = makers.person(), makers.person()
        follow(stopped)
        follow(stopped)
        follow(silenced)
        Follow.objects.of(silenced).update(how="off")
        actions.unfollow_search(user=stopped, asked=read({"q": "街灯"}))

        makers.issue()

        assert told(stopped) == told(silenced) == []


class TestPage:
    def test_button_follows_and_stops_without_javascript(self, login):
        person = makers.person()
        browser = login(person, enforce_csrf_checks=True)
        address = f"?q=%E8%A1%97%E7%81%AF&ward={makers.KITA}"
        page = browser.get(f"/search/{address}").content.decode()
        assert "見つかったら知らせる" in page and f"/search/follow/{address.replace('&', '&amp;')}" in page
        form = {"csrfmiddlewaretoken": browser.cookies["csrftoken"].value}

        pressed = browser.post(f"/search/follow/{address}", form)

        assert (pressed.status_code, pressed.url) == (302, f"/search/{address}")
        assert "見まもり中" in browser.get(pressed.url).content.decode()
        assert Follow.objects.of(person).get().kind == "search"
        assert browser.post(f"/search/follow/{address}", {"undo": "1"}).status_code == 403  # no token, no change

        browser.post(f"/search/follow/{address}", form | {"undo": "1"})

        assert not Follow.objects.of(person).exists()

    def test_button_stands_by_what_was_found_too(self, login):
        makers.issue(title="角の防犯灯")
        search_outbox.drain(most=100)

        page = login(makers.person()).get("/search/", {"q": "街灯"}).content.decode()

        assert "この検索を見まもる" in page and "件見つかりました" in page

    def test_stranger_is_led_to_the_log_in_and_back(self, login):
        page = Client().get("/search/", {"q": "ab c"}).content.decode()
        assert 'href="/search/follow/?q=ab+c"' in page

        for answer in (Client().get("/search/follow/?q=ab+c"), Client().post("/search/follow/?q=ab+c")):
            assert answer.url == "/accounts/login/?next=/search/follow/%3Fq%3Dab%2Bc"
        assert "この検索を、見まもります" in login(makers.person()).get("/search/follow/?q=ab+c").content.decode()

    def test_same_search_in_another_order_or_on_another_page_is_the_same(self, login):
        person = makers.person()
        follow(person)

        page = login(person).get("/search/?page=2&sort=new&of=issue&age=month&q=街灯&x=1").content.decode()

        assert "見まもり中" in page and FollowedSearch.objects.count() == 1

    def test_list_of_what_one_follows_names_it_and_takes_a_way(self, login):
        person = makers.person()
        follow(person, "<b>街灯", ward=makers.KITA)
        browser = login(person)

        page = browser.get("/accounts/notices/follows/").content.decode()
        browser.post(f"/accounts/notices/follows/{Follow.objects.get().pk}/", {"how": "weekly"})

        assert "&lt;b&gt;街灯（北区）</a>" in page and f"ward={makers.KITA}" in page
        assert Follow.objects.get().how == "weekly"

    def test_way_of_the_follow_is_the_way_of_its_news(self):
        follower = makers.person()
        follow(follower)
        Follow.objects.update(how="weekly")

        makers.issue()

        assert len(told(follower)) == 1 and Notice.objects.get(user=follower).how == "weekly"

    def test_fifty_first_search_is_refused_in_words_and_one_of_the_fifty_is_not(self, login):
        person = makers.person()
        for nth in range(actions.MOST_SEARCHES):
            follow(person, f"街灯{nth}")
        browser = login(person)

        refused, known = browser.post("/search/follow/?q=側溝"), browser.post("/search/follow/?q=街灯7")

        assert refused.status_code == 400 and "見まもれる検索は50までです" in refused.content.decode()
        assert known.status_code == 302 and Follow.objects.of(person).count() == 50
        assert not FollowedSearch.objects.filter(address__contains="%E5%81%B4").exists()

    @pytest.mark.parametrize("query", ["", "q=", "q=%00", "near=34.7,135.5", "ward=x", "of=issue", "q=！？"])
    def test_search_of_nothing_cannot_be_followed(self, login, query):
        answer = login(makers.person()).post(f"/search/follow/?{query}")

        assert answer.status_code == 400 and not Follow.objects.exists() and not FollowedSearch.objects.exists()

    def test_longest_words_can_be_followed(self, login):
        assert (
            login(makers.person()).post("/search/follow/", QUERY_STRING="q=" + "%F0%9F%8C%89" * 100).status_code < 500
        )

    def test_offer_costs_two_queries(self, login):
        person = makers.person()
        follow(person)
        browser = login(person)

        with CaptureQueriesContext(connection) as queries:
            browser.get("/search/", {"q": "街灯"})

        tables = ("finding_followed", "notifications_follow")
        assert len([one for one in queries if any(table in one["sql"] for table in tables)]) == 2


class TestUpkeep:
    def test_changed_thesaurus_finds_by_its_new_names(self):
        follower = makers.person()
        follow(follower, "ぴかりん棒")
        ConceptChange.objects.create(slug="street-light-of-ours", ja="ぴかりん棒\n防犯灯")
        site.forget()
        try:
            makers.issue(title="角の防犯灯", category="other")
            assert told(follower) == []  # until its turn comes

            tasks.renew_followed()
            makers.issue(title="公園の防犯灯", category="other")

            assert told(follower) == ["「ぴかりん棒」の新しい投稿：公園の防犯灯"]
            assert not FollowedSearch.objects.exclude(fingerprint=site.analyzer().fingerprint).exists()
        finally:
            site.forget()

    def test_search_that_nobody_follows_is_forgotten_after_a_day(self, days_later):
        person = makers.person()
        kept, gone = follow(person, "街灯"), follow(person, "側溝")
        actions.unfollow_search(user=person, asked=read({"q": "側溝"}))

        tasks.forget_followed()
        assert FollowedSearch.objects.filter(pk=gone.pk).exists()
        FollowedSearch.objects.update(asked_at=days_later(-2))
        tasks.forget_followed()

        assert list(FollowedSearch.objects.all()) == [kept]
        assert set(FollowedAnchor.objects.values_list("search", flat=True)) == {kept.pk}

    def test_searches_of_a_deleted_account_go(self, days_later):
        person = makers.person()
        follow(person)
        person.delete()
        FollowedSearch.objects.update(asked_at=days_later(-2))

        tasks.forget_followed()

        assert not FollowedSearch.objects.exists() and not Follow.objects.exists()

    @pytest.fixture
    def days_later(self):
        return lambda days: now() + timedelta(days=days)


class TestCost:
    def test_post_asks_no_search(self):
        follow(makers.person())

        with CaptureQueriesContext(connection) as queries:
            makers.issue()

        assert not [one for one in queries if "finding_followed" in one["sql"]]
        assert OutboxItem.objects.filter(channel="news").count() == 1

    @pytest.mark.full
    @pytest.mark.timeout(900)
    def test_queries_do_not_grow_with_what_is_followed(self, django_assert_max_num_queries):
        """20,000 searches of real names of things; a handful of look-ups find those that one post fits."""
        asked_of = reader()
        names = sorted({concept.name for concept in site.analyzer().thesaurus.concepts.values()})[:200]
        rows = [
            FollowedSearch(address=asked_of(urlencode({"q": words, "ward": ward, "lang": lang})).address()[1:])
            for words in names
            for ward in sorted(wards())
            for lang in ("", "ja", "en", "ko", "vi")
        ][:20_000]
        for first in range(0, len(rows), 1_000):
            actions.keep(FollowedSearch.objects.bulk_create(rows[first : first + 1_000]))
        lamp, post = (
            follow(makers.person(), "街灯"),
            document(makers.issue(title="角の防犯灯", body="暗いです。" * 100)),
        )

        with django_assert_max_num_queries(5):
            found = fitting(post)

        assert lamp.pk in found and len(found) < 1_000
        asked = [asked_of(row.address) for row in FollowedSearch.objects.filter(pk__in=found)]
        assert all(one.ward in ("", makers.KITA) and one.lang in ("", "ja") for one in asked)
