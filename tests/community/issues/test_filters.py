"""Each way to narrow the board: what fits is listed, what does not is not, what is broken is ignored."""

import re
from datetime import datetime, timedelta, timezone

import pytest

from community.areas import actions as areas
from community.core import clock
from community.issues import actions
from community.issues.listing import PAGE
from community.issues.models import Issue
from tests import makers

from .test_board import board, numbers, plant, way

NEAR, FAR = {"lat": 34.7044, "lng": 135.5119}, {"lat": 34.7068, "lng": 135.5100}  # 300 m apart, both in 北区
JST = timezone(timedelta(hours=9))


def square(lat: float, lng: float, side: float) -> list:
    ring = [[lng - side, lat - side], [lng + side, lat - side], [lng + side, lat + side], [lng - side, lat + side]]
    return [[[*ring, ring[0]]]]


def school(code: str, name: str, place: dict, side: float = 0.001) -> dict:
    shape = square(place["lat"], place["lng"], side)
    return {"code": code, "ward_id": makers.KITA, "name": name, "kana": "", "shape": shape, "outline": shape}


@pytest.mark.django_db
class TestPlaces:
    def test_near_is_five_hundred_metres_unless_told(self, client):
        here, there = makers.issue(**NEAR), makers.issue(**FAR)
        nowhere = makers.issue()

        assert numbers(board(client, "?near=34.7044,135.5119")) == [there.number, here.number]
        assert numbers(board(client, "?near=34.7044,135.5119,200")) == [here.number]
        assert numbers(board(client, "?near=34.62,135.48")) == []
        assert nowhere.number in numbers(board(client))

    def test_box_holds_what_is_in_it(self, client):
        here, there = makers.issue(**NEAR), makers.issue(**FAR)

        assert numbers(board(client, "?bbox=135.511,34.704,135.513,34.705")) == [here.number]
        assert numbers(board(client, "?bbox=135.50,34.70,135.52,34.71")) == [there.number, here.number]
        assert numbers(board(client, "?bbox=135.50,34.70,135.52,34.71&near=34.7068,135.51,100")) == [there.number]

    @pytest.mark.parametrize(
        "query",
        [
            "near=34.7", "near=x,y", "near=nan,135", "near=99,999", "near=", "bbox=1,2,3", "bbox=2,2,1,1",
            "bbox=a,b,c,d", "bbox=inf,0,1,1", "since=yesterday", "since=2026-13-01", "until=9999-12-31",
            "since=0001-01-01", "school=x", "board=nothing",
        ],
    )  # fmt: skip
    def test_broken_values_are_ignored(self, client, query):
        makers.issue(**NEAR)

        assert len(numbers(board(client, f"?{query}"))) == 1

    def test_odd_radius_is_the_usual_one(self, client):
        issue = makers.issue(**FAR)

        for radius in ("x", "9999999", "-3", "nan", "1,2"):
            assert numbers(board(client, f"?near=34.7044,135.5119,{radius}")) == [issue.number]

    def test_what_is_on_stands_as_chips_and_in_the_forms(self, client):
        page = board(client, "?near=34.7044,135.5119,800&bbox=135.5,34.7,135.52,34.71&since=2026-01-05")

        assert "近く800m" in page and "地図の範囲" in page and "1月5日から" in page
        assert page.count('name="near" value="34.70440,135.51190,800"') == 3  # the bar, the sheet, the words
        assert 'name="since" value="2026-01-05"' in page


@pytest.mark.django_db
class TestDays:
    def test_days_are_osakas_and_both_belong_to_it(self, client):
        made = []
        for moment in (
            datetime(2026, 11, 2, 23, 59, tzinfo=JST), datetime(2026, 11, 3, 0, 0, tzinfo=JST),
            datetime(2026, 11, 3, 23, 59, tzinfo=JST), datetime(2026, 11, 4, 0, 0, tzinfo=JST),
        ):  # fmt: skip
            with clock.held(moment):
                made.append(makers.issue().number)

        assert numbers(board(client, "?since=2026-11-03&until=2026-11-03")) == made[2:0:-1]
        assert numbers(board(client, "?since=2026-11-04")) == made[3:]
        assert numbers(board(client, "?until=2026-11-02")) == made[:1]

    @pytest.mark.parametrize("more", ["", "&sort=supports", "&bbox=135.3,34.5,135.7,34.9"])
    def test_pages_go_on_and_back_without_a_gap(self, client, more):
        plant(2 * PAGE + 3, **NEAR)
        Issue.objects.update(posted_at=clock.now())  # all at one moment: the number settles it
        first = board(client, "?since=2020-01-01" + more)
        second = board(client, way(first, "つぎ"))
        third = board(client, way(second, "つぎ"))

        found = [*numbers(first), *numbers(second), *numbers(third)]
        assert found == sorted(found, reverse=True) and len(set(found)) == 2 * PAGE + 3
        assert numbers(board(client, way(third, "まえ"))) == numbers(second)


@pytest.mark.django_db
class TestSchools:
    def test_nobody_sees_a_word_of_them_while_there_are_none(self, client):
        makers.issue(**NEAR)

        assert "校区" not in board(client) and "校区" not in client.get("/issues/map/").content.decode()
        assert len(numbers(board(client, "?school=27127-01"))) == 1

    def test_post_belongs_to_the_district_of_its_place(self, client):
        areas.load_schools(rows=[school("27127-01", "天六小", NEAR), school("27127-02", "豊崎小", FAR)])
        here, there = makers.issue(**NEAR), makers.issue(**FAR)
        makers.issue()

        page = board(client, "?school=27127-01")

        assert (here.school_id, there.school_id) == ("27127-01", "27127-02")
        assert numbers(page) == [here.number] and "天六小" in page and 'name="school"' in page

    def test_blurred_post_belongs_where_it_is_shown(self):
        areas.load_schools(rows=[school("27127-01", "とても小さい校区", {"lat": 34.70441, "lng": 135.51193}, 2e-5)])

        assert makers.issue(lat=34.70441, lng=135.51193).school_id == "27127-01"
        assert makers.issue(lat=34.70441, lng=135.51193, precision="100m").school_id is None

    def test_older_posts_find_their_district_when_it_is_loaded(self, django_capture_on_commit_callbacks):
        issue = makers.issue(**NEAR)

        with django_capture_on_commit_callbacks(execute=True):
            areas.load_schools(rows=[school("27127-01", "天六小", NEAR)])
        issue.refresh_from_db()
        assert issue.school_id == "27127-01"

        with django_capture_on_commit_callbacks(execute=True):
            areas.load_schools(rows=[])
        issue.refresh_from_db()
        assert issue.school_id is None


@pytest.mark.django_db
class TestWaysOut:
    def test_empty_list_says_what_each_filter_hides_and_how_much(self, client):
        for _n in range(3):
            makers.issue(**NEAR)
        road = makers.issue(category="road", **NEAR)
        actions.change_status(number=road.number, to="resolved", by=makers.officer())

        page = board(client, f"?ward={makers.KITA}&category=light&status=solved")

        ways = dict(
            re.findall(
                r'<a class="chip" href="[^"]*"[^>]*><span>「([^<]*)」を外す</span><span class="chip__count">(\d+)', page
            )
        )
        assert ways == {"街灯": "1", "解決した": "3"}  # without the ward there is still nothing

    def test_empty_box_can_be_widened(self, client):
        makers.issue(**NEAR)

        page = board(client, "?bbox=135.512,34.7050,135.514,34.7065")

        assert "地図の範囲をひろげる" in page
        wider = re.search(r'href="(\?bbox=[^"]*)"[^>]*><span>地図の範囲をひろげる', page)[1]
        assert len(numbers(board(client, wider.replace("%2C", ",")))) == 1


@pytest.mark.usefixtures("committed", "warm")
class TestCosts:
    @pytest.mark.parametrize(
        "query",
        [
            "near=34.7044,135.5119", "bbox=135.3,34.5,135.7,34.9", "bbox=135.5,34.7,135.52,34.71&status=open",
            "since=2020-01-01", "since=2020-01-01&until=2030-01-01&sort=supports",
            "bbox=135.5,34.7,135.52,34.71&since=2020-01-01",
        ],
    )  # fmt: skip
    def test_no_way_to_narrow_costs_more_than_eight_queries(self, client, django_assert_max_num_queries, query):
        plant(PAGE + 1, **NEAR)
        following = way(board(client, f"?{query}"), "つぎ")

        with django_assert_max_num_queries(8):
            board(client, f"?{query}")
        with django_assert_max_num_queries(8):
            board(client, following)
