"""The files of the board: what stands in them, what never does, and that they cost what they should."""

import csv
import io
import json
import tracemalloc
from datetime import UTC, datetime

import pytest

from community.core import clock
from community.core.visibility import Visibility
from community.discussion import actions as talk
from community.issues import actions as issues
from community.issues import columns
from community.issues.models import Issue
from community.issues.workflow import Status
from community.opendata import public
from tests import makers

FORMS = ("csv", "geojson", "jsonl")
COLUMNS = [
    "number", "url", "kind", "category", "ward", "town", "title", "body", "status", "department", "lat", "lng",
    "posted", "first_answer", "closed", "supports", "messages",
]  # fmt: skip
pytestmark = pytest.mark.django_db


def fetch(client, form: str, query: str = "") -> str:
    answer = client.get(f"/data/issues.{form}{query}")
    assert answer.status_code == 200, answer.content
    return makers.read(answer).decode()


def rows(client, query: str = "") -> list[dict[str, str]]:
    text = fetch(client, "csv", query).removeprefix("\ufeff")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def numbers(client, query: str = "") -> list[int]:
    return [int(row["number"]) for row in rows(client, query)]


class TestRows:
    def test_columns_are_those_that_others_rely_on(self, client):
        text = fetch(client, "csv")

        assert text == "\ufeff" + ",".join(f'"{name}"' for name in COLUMNS) + "\r\n"

    def test_one_post_in_every_format(self, client):
        post = makers.issue(title="街灯, 切れ", body='「"暗い」\n二行め', **makers.IN_KITA)
        Issue.objects.filter(pk=post.pk).update(posted_at=datetime(2026, 11, 28, 0, 5, tzinfo=UTC))

        row = rows(client)[0]
        line = json.loads(fetch(client, "jsonl"))
        feature = json.loads(fetch(client, "geojson"))["features"][0]

        assert row["url"] == f"http://testserver/issues/{post.number}/" and row["body"] == '「"暗い」\n二行め'
        assert (row["ward"], row["category"], row["posted"]) == ("27127", "light", "2026-11-28T09:05:00+09:00")
        assert list(line) == list(feature["properties"]) == COLUMNS and line == feature["properties"]
        assert (line["title"], line["lat"], line["closed"]) == ("街灯, 切れ", 34.7044, None)
        assert feature["geometry"] == {"type": "Point", "coordinates": [135.5119, 34.7044]}
        assert feature["id"] == post.number

    def test_people_get_japanese_words_when_they_ask(self, client):
        makers.issue()

        row = rows(client, "?header=ja")[0]

        assert (row["区"], row["分類"], row["状態"], row["しゅるい"]) == ("北区", "街灯", "受付", "課題")

    def test_supports_messages_answer_and_office_are_counted(self, client):
        officer, post = makers.officer(), makers.issue()
        issues.support_issue(number=post.number, user=makers.person(), person="", address="10.0.0.1")
        talk.post_message(author=makers.person(), thread=post.thread, body="見ました")
        issues.change_status(number=post.number, by=officer, to=Status.RESOLVED, sentence="直しました。")

        row = rows(client)[0]

        assert (row["supports"], row["messages"], row["status"]) == ("1", "1", "resolved")
        assert row["closed"] and row["first_answer"]

    def test_place_is_as_rough_as_its_author_asked(self, client):
        place = {"lat": 34.7044321, "lng": 135.5119876}
        exact, block, town, none = (
            makers.issue(precision="exact", **place),
            makers.issue(precision="100m", **place),
            makers.issue(precision="town", address="ひみつの角", **place),
            makers.issue(),
        )

        got = {int(row["number"]): (row["lat"], row["lng"]) for row in rows(client)}

        assert got[exact.number] == ("34.70443", "135.51199")
        assert all(len(value.partition(".")[2]) <= 3 for value in got[block.number])
        assert got[town.number] == (str(round(town.shown_lat, 5)), str(round(town.shown_lng, 5)))
        assert got[none.number] == ("", "")
        assert "ひみつの角" not in fetch(client, "csv") + fetch(client, "jsonl") + fetch(client, "geojson")

    def test_post_without_a_place_has_no_geometry(self, client):
        makers.issue()

        assert json.loads(fetch(client, "geojson"))["features"][0]["geometry"] is None

    def test_empty_board_is_a_valid_file_too(self, client):
        assert json.loads(fetch(client, "geojson"))["features"] == [] and fetch(client, "jsonl") == ""

    def test_no_cell_of_people_is_computed(self, client):
        for title in ("=HYPERLINK(1)", "＝1+1", "+81", "-1", "@SUM(1)"):
            makers.issue(title=title, body="\t=1")

        assert all(row["title"].startswith("'") and row["body"].startswith("'") for row in rows(client))


class TestWhoSeesWhat:
    @pytest.mark.parametrize("form", FORMS)
    @pytest.mark.parametrize("state", [state for state in Visibility if state != Visibility.PUBLIC])
    def test_what_is_not_public_is_in_no_file_not_even_for_its_author_or_the_desk(self, login, state, form):
        post = makers.issue(visibility=state, title="かくれた題")

        for browser in (login(post.author), login(makers.officer())):
            assert "かくれた題" not in fetch(browser, form)

    @pytest.mark.parametrize("form", FORMS)
    def test_merged_post_is_left_to_the_one_that_goes_on(self, client, form):
        whole, part = makers.issue(), makers.issue(title="まとめられた題")
        Issue.objects.filter(pk=part.pk).update(merged_into=whole)

        assert "まとめられた題" not in fetch(client, form)

    @pytest.mark.parametrize("form", FORMS)
    def test_nobody_is_named(self, client, form):
        author = makers.person(display_name="なまえの人")
        officer = makers.officer()
        post = makers.issue(author=author)
        Issue.objects.filter(pk=post.pk).update(officer=officer)

        text = fetch(client, form)

        assert not any(word in text for word in ("なまえの人", author.email, author.public_id, "職員"))

    def test_post_hidden_while_the_file_is_read_is_not_in_it(self, client, monkeypatch):
        monkeypatch.setattr(columns, "BATCH", 2)
        first, second, third = (makers.issue() for _nth in range(3))
        pieces = client.get("/data/issues.jsonl").streaming_content

        begun = next(iter(pieces)).decode()
        makers.set_visibility(first, Visibility.HIDDEN)
        makers.issue(title="あとから来た投稿")
        rest = b"".join(pieces).decode()

        assert [json.loads(line)["number"] for line in begun.splitlines()] == [third.number, second.number]
        assert rest == ""


class TestAsking:
    def test_filters_are_those_of_the_board(self, client):
        light, road = makers.issue(), makers.issue(category="road", ward=makers.HIRANO)

        assert numbers(client, "?ward=27126") == [road.number]
        assert numbers(client, "?category=light") == [light.number]
        assert numbers(client, "?status=solved") == []

    def test_what_cannot_be_meant_is_ignored(self, client):
        post = makers.issue()

        assert numbers(client, "?ward=99999&category=x&status=zz&kind=1&after=3-x&before=1&sort=supports") == [
            post.number
        ]

    def test_file_says_what_it_is(self, client):
        with clock.held(datetime(2026, 11, 28, 3, 0, tzinfo=UTC)):
            answer = client.get("/data/issues.csv")
        makers.read(answer)

        assert answer["Content-Disposition"] == 'attachment; filename="mycomi-issues-20261128.csv"'
        assert answer["Last-Modified"] == "Sat, 28 Nov 2026 03:00:00 GMT"
        assert 'rel="license"' in answer["Link"] and "/licenses/by/4.0/" in answer["Link"]
        assert answer["Content-Type"].startswith("text/csv; charset=utf-8")

    def test_head_reads_nothing(self, client, django_assert_max_num_queries):
        with django_assert_max_num_queries(4):
            assert client.head("/data/issues.csv").content == b""

    def test_eleventh_whole_file_of_a_minute_waits_and_narrow_ones_do_not(self, client):
        for _nth in range(10):
            fetch(client, "jsonl")

        refused = client.get("/data/issues.csv")

        assert refused.status_code == 429 and int(refused["Retry-After"]) > 0
        assert client.get("/data/issues.csv?since=2000-01-01").status_code == 429, "a filter that filters nothing"
        assert fetch(client, "jsonl", "?ward=27127") == ""

    @pytest.mark.parametrize("few", [1001, 1])
    def test_box_of_few_and_box_of_many_hold_what_lies_in_them(self, client, monkeypatch, few):
        monkeypatch.setattr(public, "MOST_COUNTED", few)
        inside = [makers.issue(lat=34.7044, lng=135.5119 + nth / 10_000, precision="exact").number for nth in range(3)]
        makers.issue(lat=34.6203, lng=135.5601, ward=makers.HIRANO, precision="exact")

        assert numbers(client, "?bbox=135.50,34.69,135.53,34.72") == inside[::-1]
        assert numbers(client, "?near=34.7044,135.5119&ward=27127") == inside[::-1]


class TestCost:
    def test_each_batch_is_one_question(self, client, monkeypatch, django_assert_max_num_queries):
        monkeypatch.setattr(columns, "BATCH", 3)
        author = makers.person()
        for _nth in range(8):
            makers.issue(author=author)

        with django_assert_max_num_queries(6):
            assert len(numbers(client)) == 8

    def test_memory_does_not_grow_with_the_board(self, client, monkeypatch):
        monkeypatch.setattr(columns, "BATCH", 5)
        author = makers.person()
        for _nth in range(20):
            makers.issue(author=author, body="あ" * 4000)
        pieces = client.get("/data/issues.csv").streaming_content

        begun = len(next(iter(pieces)) + next(iter(pieces)))
        tracemalloc.start()
        for piece in pieces:
            begun = max(begun, len(piece))
        _now, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()

        assert most < 8 * begun
