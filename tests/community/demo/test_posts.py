"""The hand-written city keeps to the rules of the real one."""

import re
from collections import Counter

import pytest

from community.areas.models import Town
from community.areas.names import shown
from community.demo.people import RESIDENTS
from community.demo.posts import all_posts
from community.demo.scenes import SUBJECTS
from community.issues import workflow
from community.issues.workflow import FIRST, Kind
from community.taxonomy.models import Category, Department


def test_there_are_enough_posts_of_every_sort():
    posts = all_posts()

    assert len(posts) >= 60
    assert len({post.ward for post in posts}) == 24
    assert {post.kind for post in posts} == set(Kind.values)


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


def test_no_sentence_is_said_twice():
    texts = [text for post in all_posts() for text in _texts(post)]
    sentences = Counter(part for text in texts for part in re.split(r"[。！？\n]", text) if len(part) >= 12)

    assert [sentence for sentence, count in sentences.items() if count > 1] == []


def _texts(post) -> list[str]:
    reply = [post.reply["view"]] if post.reply else []
    return [post.body, *reply, *(line["sentence"] for line in post.life), *(words["body"] for words in post.comments)]
