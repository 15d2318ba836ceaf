"""The demo city comes to life: every word through the same actions as everybody's, each at its own time.

The acts of all posts are put in one row by time and done with the clock held, so that numbers, promises, time lines
and the journal are as they would be in a city that had lived these weeks.
"""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from community.accounts.models import Standing
from community.areas.models import Town
from community.areas.names import shown
from community.core import clock
from community.discussion import actions as talk
from community.issues import actions as issues
from community.issues.actions.locking import lock
from community.issues.actions.status import step
from community.issues.models import Issue, Support
from community.moderation import actions as moderation
from community.pages.actions import plant_first_pages
from community.replies import actions as replies
from community.taxonomy.models import Category, Department

from . import drawing, editing, hackathons, themes
from .building import acts_of_builders
from .city import Act, City
from .efforts import acts_of_efforts
from .helping import acts_of_helpers
from .people import make_cast
from .posts import Post, all_posts
from .volunteering import acts_of_volunteers

PICTURES_AT_ONCE = 24


def seed(say: Callable[[str], None]) -> int:
    """Make the demo city; returns how many posts it has. Call once, on an empty site."""
    end = clock.now()
    city = City(cast=make_cast(), end=end, boards=themes.make_boards(end))
    acts = [act for post in all_posts() for act in _acts_of(city, post)]
    with _without_waiting_for_the_disk():
        plant_first_pages()  # thanks become stories, which need their shelf
        hackathons.publish_everything(city)
        acts += [*acts_of_efforts(city), *acts_of_helpers(city), *acts_of_volunteers(city), *acts_of_builders(city)]
        _live(city, sorted(acts, key=lambda act: act[:2]), say)
        _add_supports(city)
        editing.publish_everything(city)
        hackathons.set_challenges(city)
        _draw(city, say)
    return len(city.issues)


@contextmanager
def _without_waiting_for_the_disk() -> Iterator[None]:
    """Four thousand small transactions on SQLite, on a site that has nothing to lose yet."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        level = cursor.execute("PRAGMA synchronous").fetchone()[0]
        cursor.execute("PRAGMA synchronous=OFF")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA synchronous={level:d}")


def _live(city: City, acts: list[Act], say: Callable[[str], None]) -> None:
    """Do the acts in the order of their time. Each is its own transaction: what follows from it keeps its moment."""
    for nth, (moment, _order, act) in enumerate(acts, 1):
        with clock.held(min(moment, city.end)):
            act()
        if nth % 200 == 0:
            say(f"できごと {nth} / {len(acts)}")


def _acts_of(city: City, post: Post) -> list[Act]:
    """Everything that happens to one post, with its time. At the same moment the earlier kind comes first."""
    begun = city.posted[post.key]

    def at(hours: float) -> datetime:
        return begun + timedelta(hours=hours)

    acts: list[Act] = [(begun, 0, lambda: _post(city, post))]
    for line in post.life:
        act = _merge if line["to"] == "duplicate" else _step
        acts.append((at(line["after_hours"]), 1, lambda act=act, line=line: act(city, post, line)))
    if post.reply:
        acts.append((at(post.reply["after_hours"]), 2, lambda: _reply(city, post)))
    for note in post.notes:
        acts.append((at(note["after_hours"]), 3, lambda note=note: _note(city, post, note)))
    for words in post.comments:
        acts.append((at(words["after_hours"]), 4, lambda words=words: _say(city, post, words)))
    for flag in post.flags:
        acts.append((at(flag["after_hours"]), 5, lambda flag=flag: _flag(city, post, flag)))
    if post.visibility == "hidden":
        acts.append((min(at(6), city.end), 5, lambda: _hide(city, post)))
    return acts


def _post(city: City, post: Post) -> None:
    author = city.cast.of(post.author)
    author.standing = Standing.EARNED if post.visibility == "pending" else Standing.TRUSTED
    town = Town.objects.select_related("ward").get(ward_id=post.ward, name=shown(post.town))
    east, north = _aside(post.key)
    city.issues[post.key] = issues.post_issue(
        author=author,
        title=post.title,
        body=post.body,
        kind=post.kind,
        category=Category.objects.get(pk=post.category),
        board=city.boards[post.board],
        ward=town.ward,
        lat=town.lat + north,
        lng=town.lng + east,
        address=post.address,
        precision=post.precision,
        anonymous=post.anonymous,
        private=post.visibility == "private",
        key=f"demo-{post.key}",
    )


def _aside(key: str) -> tuple[float, float]:
    """A few metres beside the town's point, the same for the same post."""
    digest = hashlib.sha256(key.encode()).digest()
    return (digest[0] - 128) * 2e-6, (digest[1] - 128) * 2e-6


@transaction.atomic
def _step(city: City, post: Post, line: dict[str, Any]) -> None:
    issue = lock(number=city.number(post))
    if line["department"]:
        issue.department = Department.objects.get(pk=line["department"])
    by = city.cast.of(f"city:{line['department']}") if line["department"] else city.cast.clerk
    day = line.get("date_in_days")
    expected = timezone.localdate(city.posted[post.key] + timedelta(days=day)) if day is not None else None
    sentence = line["sentence"]
    step(issue, to=line["to"], by=by, sentence=sentence, expected_on=expected, fields=("department",))


def _merge(city: City, post: Post, line: dict[str, Any]) -> None:
    """The city says why, then the other post goes on for this one."""
    _say(city, post, {"author": f"city:{line['department']}", "body": line["sentence"]})
    into = city.issues[post.merged_into].number
    issues.merge_issue(number=city.number(post), into=into, by=city.cast.clerk)


def _reply(city: City, post: Post) -> None:
    words = {name: post.reply[name] for name in ("subject", "voice", "view", "kind")}
    number = city.number(post)
    issues.assign_issue(
        number=number,
        by=city.cast.clerk,
        department=Department.objects.get(pk=post.reply["department"]),
        officer=None if post.reply["published"] else city.cast.clerk,
    )
    replies.draft_reply(number=number, by=city.cast.clerk, **words)
    if post.reply["published"]:
        replies.publish_reply(number=number, by=city.cast.chief)
    elif post.reply.get("returned"):
        replies.return_reply(number=number, by=city.cast.chief, note=post.reply["returned"])


def _note(city: City, post: Post, note: dict[str, Any]) -> None:
    issues.add_note(number=city.number(post), by=city.cast.clerk, body=note["body"])


def _say(city: City, post: Post, words: dict[str, Any]) -> None:
    thread = city.issues[post.key].thread
    thread.refresh_from_db()
    talk.post_message(author=city.cast.of(words["author"]), thread=thread, body=words["body"])


def _flag(city: City, post: Post, flag: dict[str, Any]) -> None:
    by = city.cast.of(flag["by"])
    moderation.raise_flag(by=by, kind="issue", number=city.number(post), reason=flag["reason"], note=flag["note"])


def _hide(city: City, post: Post) -> None:
    issues.hide_issue(number=city.number(post), by=city.cast.clerk, reason=post.hidden_reason)


def _add_supports(city: City) -> None:
    for post in all_posts():
        issue = city.issues[post.key]
        Support.objects.bulk_create(
            Support(issue=issue, person=hashlib.sha256(f"demo:{post.key}:{n}".encode()).hexdigest())
            for n in range(post.supports)
        )
        merged = sum(other.supports for other in all_posts() if other.merged_into == post.key)
        Issue.objects.filter(pk=issue.pk).update(support_count=post.supports + merged)


def _draw(city: City, say: Callable[[str], None]) -> None:
    """The newest public posts get their pictures now, the others while the site is up."""
    drawn = 0
    for post in sorted(all_posts(), key=lambda post: (post.visibility != "public", post.days_ago)):
        if not post.scenes:
            continue
        work = drawing.order(city.issues[post.key], post.scenes, post.palette)
        if drawn < PICTURES_AT_ONCE:
            drawing.draw_now(work)
            drawn += len(post.scenes)
            say(f"絵 {drawn} / {PICTURES_AT_ONCE}（残りは、サイトが動いてから描きます）")
        else:
            drawing.draw_later(work)
