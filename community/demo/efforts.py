"""What people of the demo city did about posts, reported and answered as anybody would."""

import json
from collections.abc import Iterator
from datetime import timedelta
from functools import lru_cache
from typing import Any

from community.efforts import actions as efforts
from community.efforts.models import Effort

from . import drawing
from .city import Act, City
from .posts import Post, all_posts
from .shorts import WORDS

ORDER = 6  # after everything else that happens at the same moment


@lru_cache(maxsize=1)
def all_efforts() -> tuple[dict[str, Any], ...]:
    return tuple(json.loads((WORDS / "efforts.json").read_text(encoding="utf-8")))


def acts_of_efforts(city: City) -> Iterator[Act]:
    """Each report, and the word of the poster or of the desk on it."""
    posts = {post.key: post for post in all_posts()}
    for report in all_efforts():
        post = posts[report["post"]]
        begun = city.posted[post.key]
        key = f"demo-{post.key}-{report['author']}"
        at = begun + timedelta(hours=report["after_hours"])
        yield at, ORDER, lambda post=post, report=report, key=key: _report(city, post, report, key)
        if report["answer"]:
            at = begun + timedelta(hours=report["answer"]["after_hours"])
            yield at, ORDER, lambda post=post, said=report["answer"], key=key: _answer(city, post, said, key)


def _report(city: City, post: Post, report: dict[str, Any], key: str) -> None:
    author, issue = city.cast.of(report["author"]), city.issues[post.key]

    def pictures(role: str) -> list[Any]:
        scenes = report[role]
        return [drawing.picture_for(issue, scene, palette=post.palette, author=author) for scene in scenes]

    efforts.report_effort(
        issue_number=issue.number,
        author=author,
        kind=report["kind"],
        body=report["body"],
        people=report["people"],
        photos_before=pictures("before"),
        photos_after=pictures("after"),
        key=key,
    )


def _answer(city: City, post: Post, said: dict[str, Any], key: str) -> None:
    by = city.cast.clerk if said["by"] == "desk" else city.cast.of(post.author)
    decide = efforts.confirm_effort if said["say"] == "confirm" else efforts.decline_effort
    effort = Effort.objects.only("pk").get(key=key)
    decide(number=city.number(post), effort=effort.pk, by=by, word=said["word"])
