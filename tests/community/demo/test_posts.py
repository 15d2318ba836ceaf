"""The hand-written city keeps to the rules of the real one."""

from collections import Counter

import pytest

from community.areas.models import Town
from community.areas.names import shown
from community.demo.people import RESIDENTS
from community.demo.posts import all_posts, long_posts
from community.demo.scenes import SUBJECTS
from community.issues import workflow
from community.issues.workflow import FIRST, Kind, Status
from community.taxonomy.models import Category, Department


def test_there_are_enough_posts_of_every_sort():
    posts = all_posts()

    assert len(long_posts()) >= 150
    assert len(posts) >= 380
    assert min(Counter(post.ward for post in posts).values()) >= 15
    assert {post.kind for post in posts} == set(Kind.values)
    assert {post.visibility for post in posts} == {"public", "pending", "private", "hidden"}


def test_every_status_is_met():
    reached = {post.life[-1]["to"] if post.life else FIRST[Kind(post.kind)] for post in all_posts()}

    assert reached == {*Status.values, ""}


def test_answers_are_published_waiting_and_returned():
    replies = [post.reply for post in all_posts() if post.reply]

    assert sum(reply["published"] for reply in replies) >= 30
    assert len([reply for reply in replies if not reply["published"] and not reply.get("returned")]) >= 2
    assert len([reply for reply in replies if reply.get("returned")]) == 1


def test_nothing_happens_before_its_post_or_after_today():
    for post in all_posts():
        hours = [line["after_hours"] for line in (*post.life, *post.comments, *post.notes)]
        assert all(0 < after < post.days_ago * 24 for after in hours), post.key


def test_what_is_not_ours_says_where_to_turn():
    ways = ("窓口", "#9910", "警察署")
    for post in all_posts():
        for line in post.life:
            assert line["to"] != "not_ours" or any(way in line["sentence"] for way in ways), post.key


@pytest.mark.django_db
def test_every_post_names_things_that_exist():
    categories, departments = (
        set(Category.objects.values_list("pk", flat=True)),
        set(Department.objects.values_list("pk", flat=True)),
    )
    for post in all_posts():
        assert Town.objects.filter(ward=post.ward, name=shown(post.town)).exists(), post.key
        assert post.category in categories and post.author in RESIDENTS, post.key
        assert {scene["subject"] for scene in post.scenes} <= set(SUBJECTS), post.key
        assert {line["department"] for line in post.life} <= departments | {""}, post.key
        speakers = {words["author"] for words in post.comments}
        assert speakers <= set(RESIDENTS) | {f"city:{slug}" for slug in departments}, post.key
    assert {post.category for post in all_posts()} == categories


def test_every_life_follows_the_table():
    for post in all_posts():
        now, kind = FIRST[Kind(post.kind)], Kind(post.kind)
        for line in post.life:
            steps = workflow.RULES[kind][now]
            assert line["to"] in steps, (post.key, now, line["to"])
            now = line["to"]
