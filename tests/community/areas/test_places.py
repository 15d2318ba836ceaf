"""Wards by geometry, towns by name and by point."""

import csv
import re

import pytest

from community.areas import geometry
from community.areas.models import Town, Ward
from community.areas.names import READINGS
from tests import makers

pytestmark = pytest.mark.django_db


def test_every_town_lies_in_its_own_ward():
    wrong = [town for town in Town.objects.all() if geometry.ward_at(town.lat, town.lng) != town.ward_id]

    assert Town.objects.count() == 1903 and Ward.objects.count() == 24
    assert wrong == []


@pytest.mark.parametrize("point", [(35.681, 139.767), (34.70, 135.30), (34.80, 135.50), (0, 0), (float("nan"), 135.5)])
def test_point_outside_osaka_has_no_ward(point):
    assert geometry.ward_at(*point) is None


def test_check_digits_of_all_wards_are_right():
    for ward in Ward.objects.listed():
        total = sum(int(digit) * weight for digit, weight in zip(ward.code, (6, 5, 4, 3, 2), strict=True))
        assert ward.code6 == f"{ward.code}{(11 - total % 11) % 10}", ward


@pytest.mark.parametrize(
    "words", ["天神橋六丁目", "天神橋6丁目", "天神橋６丁目", "北区天神橋6丁目", "大阪市北区　天神橋６丁目"]
)
def test_town_is_found_in_every_spelling(words):
    assert [town.name for town in Town.objects.named(words)] == ["天神橋6丁目"]


def test_towns_that_begin_with_the_words_come_first(client):
    found = client.get("/areas/places/", {"q": "梅田"}).json()["places"]

    assert found and all("梅田" in place["name"] for place in found)
    assert found[0]["name"].startswith("梅田")


@pytest.mark.parametrize("words", ["十一十丁", "十十丁目", "〇十丁", "一二三丁目", "丁目"])
def test_strange_block_numbers_break_nothing(client, words):
    assert client.get("/areas/places/", {"q": words}).status_code == 200


def test_point_is_named_as_people_call_it(client):
    answer = client.get("/areas/point/", makers.IN_KITA).json()

    assert (answer["ward"], answer["ward_name"], answer["town"]) == (makers.KITA, "北区", "天神橋4丁目")


@pytest.mark.parametrize("query", [{}, {"lat": "x", "lng": "1"}, {"lat": "34.7"}])
def test_point_that_is_none_gets_a_sentence(client, query):
    answer = client.get("/areas/point/", query)

    assert answer.status_code == 400 and answer.json()["message"].endswith("。")


def test_blurred_point_is_the_same_for_the_whole_square():
    here = geometry.blurred(34.70460, 135.51160)

    assert geometry.metres(34.70460, 135.51160, *here) <= 71
    assert geometry.blurred(*here) == here
    assert geometry.blurred(34.7200, 135.5116) != here


def test_outlines_are_light_and_drawn_from_the_database(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        answer = client.get("/areas/outlines.geojson")

    kinds = [feature["properties"]["kind"] for feature in answer.json()["features"]]
    assert (kinds.count("ward"), kinds.count("river")) == (24, 6)
    assert len(answer.content) < 40_000 and "max-age" in answer["Cache-Control"]


def test_newer_edition_of_the_towns_keeps_rows_and_drops_what_is_gone(tmp_path):
    from django.core.management import call_command

    kept = Town.objects.get(ward=makers.KITA, name="天神橋6丁目")
    path = tmp_path / "towns.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["ward_code", "ward", "town", "lat", "lng"])
        writer.writerow([makers.KITA, "北区", "天神橋六丁目", "34.71", "135.51"])

    call_command("load_areas", towns=path)

    town = Town.objects.get()
    assert (town.pk, town.lat) == (kept.pk, 34.71)


def test_newer_edition_of_the_shapes_is_drawn_light_and_meets_at_the_borders(tmp_path):
    import json

    from django.core.management import call_command

    features = [
        {
            "type": "Feature",
            "properties": {"N03_007": ward.code},
            "geometry": {"type": "MultiPolygon", "coordinates": ward.shape},
        }
        for ward in Ward.objects.all()
    ]
    path = tmp_path / "wards.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    Ward.objects.update(outline=[])

    call_command("load_areas", wards=path)

    points = [tuple(p) for ward in Ward.objects.all() for polygon in ward.outline for ring in polygon for p in ring]
    assert 300 < len(set(points)) < 0.8 * len(points)  # shared corners are the same points


@pytest.mark.parametrize(
    ("typed", "town"),
    [
        ("てんじんばし", "天神橋1丁目"), ("テンジンバシ６", "天神橋6丁目"), ("はなてん", "放出西1丁目"),
        ("じゅうそう", "十三東1丁目"), ("いたちぼり", "立売堀1丁目"), ("くまた", "杭全1丁目"),
    ],
)  # fmt: skip
def test_towns_are_found_as_they_are_read(client, typed, town):
    assert town in [found["name"] for found in client.get("/areas/places/", {"q": typed}).json()["places"]]


def test_every_town_has_a_reading():
    read = {row["name"] for row in csv.DictReader(READINGS.read_text(encoding="utf-8").splitlines())}
    assert {re.sub(r"\d+丁目$", "", town.name) for town in Town.objects.all()} == read
