"""The words of the demo city's data, events and projects fit together and fit their columns."""

from community.demo.helping import rows_of
from community.demo.posts import all_posts
from community.projects.actions.challenges import LONGEST
from community.projects.models import Dataset


def test_challenges_come_from_posts_that_exist_and_their_words_fit():
    posts = {post.key for post in all_posts()}
    for event in rows_of("events"):
        for challenge in event["challenges"]:
            assert set(challenge["issues"]) <= posts, challenge["title"]
            assert len(challenge["title"]) <= LONGEST["title"] and len(challenge["about"]) <= LONGEST["about"]


def test_every_challenge_keeps_a_public_post():
    public = {post.key for post in all_posts() if post.visibility == "public"}
    bare = [
        challenge["title"]
        for event in rows_of("events")
        for challenge in event["challenges"]
        if not public & set(challenge["issues"])
    ]

    assert bare == []


def test_projects_build_on_data_and_events_that_exist():
    data, events = {row["key"] for row in rows_of("datasets")}, {row["key"] for row in rows_of("events")}
    for project in rows_of("projects"):
        assert set(project["datasets"]) <= data and project["event"] in events | {""}, project["key"]


def test_datasets_fit_their_columns():
    rows = rows_of("datasets")

    assert len(rows) == 20 and len({row["url"] for row in rows}) == 20
    for row in rows:
        for name in ("title", "title_en", "publisher", "about", "licence", "format"):
            assert len(row[name]) <= Dataset._meta.get_field(name).max_length, row["key"]
