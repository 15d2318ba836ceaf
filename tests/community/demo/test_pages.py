"""What the demo city's editors wrote, and what its people did: enough of each, about things that exist."""

from collections import Counter

import pytest

from community.areas.models import Town
from community.areas.names import shown
from community.demo.editing import written
from community.demo.efforts import all_efforts
from community.demo.people import RESIDENTS
from community.demo.posts import all_posts
from community.demo.scenes import SUBJECTS
from community.demo.themes import THEMES
from community.taxonomy.models import Department


def test_there_are_news_events_stories_and_a_call():
    words = written()

    assert len({ward for news in words["news"] for ward in news["wards"]}) >= 6
    assert len([event for event in words["events"] if event["in_days"] > 0]) == 4
    assert len([event for event in words["events"] if event["in_days"] < 0]) == 2
    assert len(words["stories"]) == 2
    assert 5 <= len(words["call"]["answers"]) < words["call"]["places"]
    assert len(words["desks"]) == 24


def test_each_theme_has_a_dozen_posts_from_its_time():
    for slug, (_name, _english, begun, over) in THEMES.items():
        days = [post.days_ago for post in all_posts() if post.board == slug]
        assert len(days) >= 12
        assert max(days) < begun
        assert min(days) > -over


def test_people_and_the_city_report_what_they_did():
    reports = all_efforts()
    said = Counter(report["answer"]["say"] if report["answer"] else "nothing" for report in reports)

    assert len(reports) >= 12
    assert said["confirm"] >= 6 and said["decline"] >= 1 and said["nothing"] >= 3
    assert any(report["before"] and report["after"] for report in reports)
    assert any(report["author"].startswith("city:") for report in reports)


@pytest.mark.django_db
def test_reports_and_pages_name_things_that_exist():
    posts = {post.key: post for post in all_posts()}
    officers = {f"city:{slug}" for slug in Department.objects.values_list("pk", flat=True)}
    for report in all_efforts():
        scenes = {scene["subject"] for scene in (*report["before"], *report["after"])}
        assert scenes <= set(SUBJECTS), report["post"]
        assert report["author"] in officers | set(RESIDENTS)
        assert posts[report["post"]].visibility == "public"
    for event in written()["events"]:
        assert Town.objects.filter(ward=event["ward"], name=shown(event["town"])).exists(), event["slug"]
    for story in written()["stories"]:
        assert all(posts[key].visibility == "public" for key in story["posts"])


def test_nothing_is_reported_after_today():
    posts = {post.key: post for post in all_posts()}
    for report in all_efforts():
        room = posts[report["post"]].days_ago * 24
        hours = [report["after_hours"], *([report["answer"]["after_hours"]] if report["answer"] else [])]
        assert hours == sorted(hours) and hours[-1] < room, report["post"]
