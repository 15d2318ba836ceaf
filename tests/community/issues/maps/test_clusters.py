"""What stands where on the map: exactly what a count of the posts says, for any box, zoom and choice of filters."""

import json
import random
from collections import Counter

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from community.areas import geometry
from community.areas.reference import wards
from community.demo import bulk
from community.issues import actions
from community.issues.filters import GROUPS, Filters
from community.issues.maps import grid, tally
from community.issues.maps.clusters import MOST, cells, clusters, level_of
from community.issues.maps.regions import box_in, circle_in
from community.issues.models import Issue, Tally
from community.taxonomy.reference import categories
from tests import makers

POINTS = "/issues/map/points/"
STRANGER = AnonymousUser()
QUIET = settings(
    max_examples=40, deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def filters(query: str) -> Filters:
    return Filters.read(QueryDict(query), wards=wards(), categories=categories())


def points(client, query: str = "") -> list[dict]:
    answer = client.get(f"{POINTS}?{query}")
    assert answer.status_code == 200
    return json.loads(answer.content)["points"]


def around(lat: float, lng: float) -> str:
    """A box of about four metres."""
    return f"bbox={lng - 2e-5},{lat - 2e-5},{lng + 2e-5},{lat + 2e-5}"


@pytest.fixture
def town(db: None) -> None:
    """A few hundred posts, some of them not for everybody, some of them merged."""
    chance = random.Random(4)
    bulk.make(count=300, days=90, seed=4, say=lambda words: None)
    keys = list(Issue.objects.values_list("pk", flat=True))
    for visibility in ("hidden", "pending", "private", "erased"):
        Issue.objects.filter(pk__in=chance.sample(keys, 12)).update(visibility=visibility)
    Issue.objects.filter(pk__in=chance.sample(keys, 12)).update(merged_into=keys[0])
    Issue.objects.filter(pk__in=chance.sample(keys, 12)).update(shown_lat=None, shown_lng=None, cell=None)


def brute(asked: Filters) -> list[tuple[int, float, float]]:
    """(number, latitude, longitude) of every post that fits, one by one in Python."""
    box, circle = box_in(asked.bbox), circle_in(asked.near)
    states = GROUPS.get(asked.status, (asked.status,))
    return [
        (issue.number, issue.shown_lat, issue.shown_lng)
        for issue in Issue.objects.all()
        if issue.visibility == "public"
        and issue.merged_into_id is None
        and issue.shown_lat is not None
        and (not asked.ward or issue.ward_id == asked.ward)
        and (not asked.category or issue.category_id == asked.category)
        and (not asked.status or issue.status in states)
        and (box is None or box.holds(issue.shown_lat, issue.shown_lng))
        and (circle is None or circle.holds(issue.shown_lat, issue.shown_lng))
        and (not asked.since or issue.posted_at.astimezone().date().isoformat() >= asked.since)
    ]


def cell_at(lat: float, lng: float, level: int) -> int:
    if level <= grid.BASE:
        return grid.cell_of(lat, lng) >> 2 * (grid.BASE - level)
    parts = 2 ** (level - grid.BASE)
    row, column = (lat - grid.SOUTH) / (grid.HEIGHT / parts), (lng - grid.WEST) / (grid.WIDTH / parts)
    return int(row) * grid.SIDE * parts + int(column)


asked = st.fixed_dictionaries(
    {},
    optional={
        "ward": st.sampled_from(["27127", "27126", "27123"]),
        "category": st.sampled_from(["light", "road", "litter"]),
        "status": st.sampled_from(["open", "solved", "received"]),
        "bbox": st.tuples(
            st.floats(135.3, 135.6), st.floats(34.5, 34.8), st.floats(0.001, 0.3), st.floats(0.001, 0.3)
        ).map(lambda b: f"{b[0]},{b[1]},{b[0] + b[2]},{b[1] + b[3]}"),
        "near": st.tuples(st.floats(34.6, 34.75), st.floats(135.4, 135.6), st.integers(50, 5000)).map(
            lambda place: ",".join(map(str, place))
        ),
        "since": st.just("2020-01-01"),
    },
)


class TestClusters:
    def test_are_what_a_count_by_hand_says(self, town):
        @QUIET
        @given(asked, st.integers(0, 19))
        def check(values: dict, zoom: int) -> None:
            query = QueryDict(mutable=True)
            query.update(values)
            wanted = filters(query.urlencode())
            level = level_of(wanted, zoom)
            expected = Counter(cell_at(lat, lng, level) for _number, lat, lng in brute(wanted))
            assert {cell: sums[0] for cell, sums in cells(wanted, level=level, user=STRANGER).items()} == expected

        check()

    def test_single_ones_carry_their_number_and_place(self, town):
        places = {number: (round(lat, 4), round(lng, 4)) for number, lat, lng in brute(filters(""))}

        found = [cluster for cluster in clusters(filters(""), zoom=18, user=STRANGER) if cluster.count == 1]

        assert len(found) > 50
        for cluster in found:
            lat, lng = places[cluster.number]
            assert abs(cluster.lat - lat) < 2e-4 and abs(cluster.lng - lng) < 2e-4

    def test_answer_never_has_more_than_four_thousand(self):
        assert all(grid.level_for(zoom, width=0.35, height=0.29, most=MOST) <= 15 for zoom in range(14, 30))


class TestTally:
    def test_follows_every_write_whatever_its_way(self, town):
        issue = makers.issue(**makers.IN_KITA)
        assert tally.is_right()
        actions.change_status(number=issue.number, to="in_review", by=makers.officer())
        actions.hide_issue(number=issue.number, by=makers.officer(), reason="x")
        actions.restore_issue(number=issue.number, by=makers.officer(), reason="x")
        Issue.objects.filter(status="received").update(status="resolved", category="road")
        before = _sums()

        tally.recount()

        assert _sums() == before and tally.is_right()

    def test_tidying_changes_no_sum_and_leaves_fewer_lines(self, town):
        for status in ("assigned", "received", "resolved"):
            Issue.objects.filter(category="light").update(status=status)
        before, lines = _sums(), Tally.objects.count()

        gone = tally.tidy()

        assert gone > 0 and Tally.objects.count() == lines - gone
        assert _sums() == before and tally.tidy() == 0


def _sums() -> Counter:
    """Every sort in every cell, with its sums."""
    sums: Counter = Counter()
    for line in Tally.objects.all():
        for name in tally.SUMS:
            sums[(*(getattr(line, facet) for facet in tally.FACETS), name)] += getattr(line, name)
    return Counter({key: n for key, n in sums.items() if n})


@pytest.mark.django_db
class TestPoints:
    def test_single_post_says_what_and_where(self, client):
        issue = makers.issue(**makers.IN_KITA)

        (point,) = points(client, "zoom=16")

        assert (point["number"], point["title"], point["url"]) == (
            issue.number,
            issue.title,
            f"/issues/{issue.number}/",
        )
        assert (point["count"], point["status"], point["label"]) == (1, "received", "受付")
        assert (point["lat"], point["lng"]) == (issue.shown_lat, issue.shown_lng)

    def test_post_stands_on_the_map_at_once_and_is_gone_at_once(self, client):
        assert points(client) == []
        issue = makers.issue(**makers.IN_KITA)
        assert [point["number"] for point in points(client)] == [issue.number]

        actions.hide_issue(number=issue.number, by=makers.officer(), reason="x")

        assert points(client) == []

    @pytest.mark.parametrize("visibility", ["draft", "pending", "hidden", "private", "erased"])
    def test_what_is_not_public_is_nobodys_point_not_even_its_authors(self, client, login, visibility):
        issue = makers.issue(visibility=visibility, **makers.IN_KITA)

        for browser in (client, login(issue.author), login(makers.officer())):
            for zoom in (10, 14, 18):
                assert points(browser, f"zoom={zoom}") == []

    def test_merged_post_leaves_its_place_to_the_one_that_goes_on(self, client):
        whole, part = makers.issue(**makers.IN_KITA), makers.issue(**makers.IN_KITA)
        Issue.objects.filter(pk=part.pk).update(merged_into=whole)

        assert [point["number"] for point in points(client)] == [whole.number]

    @pytest.mark.parametrize("precision", ["100m", "town"])
    def test_no_box_however_small_finds_a_blurred_post_where_it_really_is(self, client, precision):
        issue = makers.issue(lat=34.70441, lng=135.51193, precision=precision)
        assert geometry.metres(issue.lat, issue.lng, issue.shown_lat, issue.shown_lng) > 5
        real, shown = around(issue.lat, issue.lng), around(issue.shown_lat, issue.shown_lng)

        for zoom in (12, 16, 18):
            assert points(client, f"{real}&zoom={zoom}") == []
            (point,) = points(client, f"{shown}&zoom={zoom}")
            assert (point["lat"], point["lng"]) == (
                pytest.approx(issue.shown_lat, abs=1e-5),
                pytest.approx(issue.shown_lng, abs=1e-5),
            )
            assert point["precision"] == precision
        assert f"/issues/{issue.number}/" not in client.get(f"/issues/?{real}").content.decode()
        assert f"/issues/{issue.number}/" in client.get(f"/issues/?{shown}").content.decode()

    @pytest.mark.parametrize("query", ["zoom=x", "zoom=-1", "zoom=999999", "bbox=1,2", "bbox=nan,1,2,3", "zoom=²"])
    def test_odd_values_are_ignored(self, client, query):
        makers.issue(**makers.IN_KITA)

        assert len(points(client, query)) == 1


@pytest.mark.usefixtures("committed", "warm")
class TestCosts:
    def test_points_cost_a_few_queries(self, client, django_assert_max_num_queries):
        bulk.make(count=200, days=90, seed=4, say=lambda words: None)
        points(client)

        for query in (
            "zoom=12",
            "zoom=18",
            "bbox=135.45,34.65,135.55,34.72&zoom=14&status=open",
            "near=34.7,135.5,900",
        ):
            with django_assert_max_num_queries(4):
                points(client, query)
