"""The map's page: the list says what the map says, with and without script, and what it may cost."""

import re

import pytest
from django.core.cache import caches

from community.core.ratelimit import Rate
from community.issues import views
from community.issues.models import Issue
from tests import makers

from ..test_board import numbers, plant
from ..test_filters import FAR, NEAR


def page_of(client, query: str = "") -> str:
    answer = client.get(f"/issues/map/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.django_db
class TestPage:
    def test_list_is_what_is_in_the_box_in_words(self, client):
        here, _there = makers.issue(**NEAR), makers.issue(**FAR)

        page = page_of(client, "?bbox=135.511,34.704,135.513,34.705")

        assert numbers(page) == [here.number] and "地図のこの範囲に" in page and 'data-found-count="1"' in page
        assert f'data-number="{here.number}" data-lat="34.70440" data-lng="135.51190"' in page

    def test_post_without_a_place_is_in_the_list_of_the_board_only(self, client):
        nowhere, here = makers.issue(), makers.issue(**NEAR)

        page = page_of(client)

        assert numbers(page) == [here.number] and nowhere.number in numbers(client.get("/issues/").content.decode())
        assert '動いている</span><span class="chip__count">1<' in page
        assert "場所を書かなかった投稿" in page

    def test_blurred_place_is_said_in_words_and_never_the_real_one(self, client):
        issue = makers.issue(lat=34.70441, lng=135.51193, precision="100m")
        makers.issue(lat=34.70441, lng=135.51193, precision="town")

        page = page_of(client)

        assert "およそ100mにぼかした場所です" in page and "町名までの場所です" in page
        assert f"{issue.lat}" not in page and f'data-lat="{issue.shown_lat:.5f}"' in page

    def test_without_script_the_wards_are_the_map_and_keep_the_filters(self, client):
        makers.issue(**NEAR)

        page = page_of(client, "?category=light&status=open")

        assert 'class="ward-map__picture"' in page
        assert f'href="?category=light&amp;status=open&amp;ward={makers.KITA}"' in page
        assert re.search(r"北区</span><span class=\"ward-map__count\">1件", page)

    def test_map_and_list_are_two_views_of_one_address(self, client):
        makers.issue(**NEAR)

        assert 'href="/issues/?ward=27127&amp;status=open"' in page_of(client, "?ward=27127&status=open")
        assert (
            'href="/issues/map/?ward=27127&amp;status=open"'
            in client.get("/issues/?ward=27127&status=open").content.decode()
        )

    @pytest.mark.parametrize("visibility", ["draft", "pending", "hidden", "private", "erased"])
    def test_only_what_is_public_is_listed_or_counted(self, client, login, visibility):
        issue = makers.issue(visibility=visibility, **NEAR)

        for browser in (client, login(issue.author)):
            page = page_of(browser)
            assert issue.title not in page and 'data-found-count="0"' in page
            assert not any(browser.get("/issues/counts/").json().values())

    def test_nothing_there_leads_out(self, client):
        makers.issue(**FAR)

        page = page_of(client, "?bbox=135.512,34.7030,135.514,34.7060&category=light")

        assert "地図の範囲をひろげる" in page or "「地図の範囲」を外す" in page
        assert 'href="/issues/new/?category=light"' in page


@pytest.mark.django_db
class TestCounts:
    def test_each_choice_says_how_many_it_would_show(self, client):
        plant(2, **NEAR)
        makers.issue(category="road", ward=makers.HIRANO)
        Issue.objects.filter(category="road").update(status="resolved")

        told = client.get("/issues/counts/?category=light").json()

        assert told["status"] == {"received": 2, "open": 2}
        assert told["category"] == {"light": 2, "road": 1} and told["ward"] == {makers.KITA: 2}
        near = client.get("/issues/counts/?near=34.7044,135.5119").json()
        assert near["category"] == {"light": 2}
        assert client.get("/issues/counts/?since=2020-01-01&ward=27126").json()["status"] == {
            "resolved": 1,
            "solved": 1,
        }


@pytest.mark.usefixtures("committed", "warm")
class TestCosts:
    def test_page_costs_at_most_eighteen_queries(self, client, django_assert_max_num_queries):
        plant(25, **NEAR)
        page_of(client)

        for query in ("?x=1", "?bbox=135.511,34.704,135.513,34.705&status=open", "?near=34.7044,135.5119"):
            with django_assert_max_num_queries(18):
                page_of(client, query)


@pytest.mark.django_db
class TestEndlessAddresses:
    def test_answers_counted_post_by_post_are_not_without_end(self, client, monkeypatch):
        monkeypatch.setattr(views, "COUNTED", Rate(2, 60))

        counted = [client.get(f"/issues/counts/?since=2026-01-0{day}").status_code for day in (1, 2, 3)]

        assert counted == [200, 200, 429]
        assert client.get("/issues/map/points/?q=街灯").status_code == 429
        assert client.get("/issues/map/points/?ward=27127").status_code == 200

    def test_nothing_is_kept_for_them_alone(self, client):
        caches["pieces"].clear()
        for query in ("", "map/"):
            for nth in range(3):
                client.get(f"/issues/{query}?bbox=135.5{nth},34.69,135.6{nth},34.72&since=2026-01-0{nth + 1}")
        before = len(caches["pieces"]._cache)
        client.get("/issues/?ward=27127")

        assert before == 0 and len(caches["pieces"]._cache) > 0
