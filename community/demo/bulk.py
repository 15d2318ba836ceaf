"""Posts in bulk for measuring: made up from the hand-written ones, in a few inserts a thousand."""

import gc
import random
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from community.accounts.models import User
from community.areas.models import Town
from community.core import clock
from community.discussion.models import Event, Message, Thread
from community.issues.maps import tally
from community.issues.maps.grid import cell_of
from community.issues.models import Issue, StatusChange
from community.issues.numbering import SEQUENCE
from community.issues.workflow import Kind, Status
from community.taxonomy.models import Board, Category, Department
from search.models import OutboxItem

from .posts import Post, all_posts

BATCH = 2000
PEOPLE = 300
# How often a state is met on a board that has lived for a year.
STATES = {
    Status.RECEIVED: 10,
    Status.IN_REVIEW: 8,
    Status.ASSIGNED: 8,
    Status.SCHEDULED: 6,
    Status.IN_PROGRESS: 8,
    Status.RESOLVED: 42,
    Status.RESOLVED_BY_COMMUNITY: 8,
    Status.NOT_ACTIONABLE: 4,
    Status.NOT_OURS: 4,
    Status.INFO_REQUESTED: 2,
}


class Town24:
    """What is the same for every made-up post, fetched once."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.posts = [post for post in all_posts() if post.kind == "problem" and post.body]
        self.talk = [words["body"] for post in self.posts for words in post.comments]
        self.towns = list(Town.objects.all())
        self.people = _people()
        self.categories = {category.pk: category for category in Category.objects.all()}
        self.departments = list(Department.objects.all())
        self.board = Board.objects.main()
        self._zone, self._promises = timezone.get_current_timezone(), {}

    def promise(self, category: Category, moment: datetime) -> date:
        """The day promised to posts of this sort, worked out once a day."""
        day = (category.pk, moment.astimezone(self._zone).date())
        if day not in self._promises:
            self._promises[day] = category.promised_on(moment)
        return self._promises[day]


def make(*, count: int, days: int, seed: int, say: Callable[[str], None]) -> None:
    """Add `count` public posts spread over the past `days`, oldest first, with a time line and some talk."""
    town = Town24(seed)
    end = clock.now()
    number = (Issue.objects.aggregate(Max("number"))["number__max"] or 0) + 1
    moments = sorted(end - timedelta(days=days * town.chance.random()) for _n in range(count))
    gc.freeze()
    gc.disable()  # looking for circles at every step costs a fifth of the time
    for first in range(0, count, BATCH):
        batch = moments[first : first + BATCH]
        with transaction.atomic():
            _make_batch(town, number + first, batch)
        gc.collect()
        say(f"投稿 {first + len(batch)} / {count}")
    gc.enable()
    tally.recount()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT setval('{SEQUENCE}', %s)", [number + count - 1])


def _make_batch(town: Town24, number: int, moments: list[datetime]) -> None:
    drafts = [_draft(town, number + nth, moment) for nth, moment in enumerate(moments)]
    threads = Thread.objects.bulk_create(draft["thread"] for draft in drafts)
    for draft, thread in zip(drafts, threads, strict=True):
        draft["issue"].thread = thread
    Issue.objects.bulk_create(draft["issue"] for draft in drafts)
    _first_lines(number, number + len(drafts))
    _talk(drafts)


def _first_lines(first: int, end: int) -> None:
    """The beginning of each time line, and a wish for the index: copied inside the database."""
    posts, lines, wishes = (model._meta.db_table for model in (Issue, StatusChange, OutboxItem))
    between = f"FROM {posts} WHERE number >= %s AND number < %s"
    due = connection.ops.adapt_datetimefield_value(clock.now())
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {lines} (issue_id, status, sentence, at, by_id) "
            f"SELECT id, '{Status.RECEIVED}', '', posted_at, author_id {between}",
            [first, end],
        )
        cursor.execute(
            f"INSERT INTO {wishes} (kind, key, due_at, attempts) "
            f"SELECT 'issue', CAST(number AS varchar(40)), %s, 0 {between}",
            [due, first, end],
        )


def _draft(town: Town24, number: int, moment: datetime) -> dict[str, Any]:
    chance, post, place = town.chance, town.chance.choice(town.posts), town.chance.choice(town.towns)
    author, category = chance.choice(town.people), town.categories[post.category]
    state = chance.choices(list(STATES), list(STATES.values()))[0]
    words = chance.choices(town.talk, k=chance.choice((0, 0, 1, 2)))
    thread = Thread(
        kind="issue", number=number, visibility="public", author=author, ward_id=place.ward_id,
        last_seq=len(words), message_count=len(words),
    )  # fmt: skip
    lat, lng = place.lat + chance.uniform(-0.001, 0.001), place.lng + chance.uniform(-0.001, 0.001)
    issue = Issue(
        number=number,
        visibility="public",
        author=author,
        ward_id=place.ward_id,
        kind=Kind.PROBLEM,
        status=state,
        title=_title(post, place),
        body=post.body,
        board=town.board,
        category=category,
        town=place.name,
        lat=lat,
        lng=lng,
        shown_lat=lat,
        shown_lng=lng,
        cell=cell_of(lat, lng),
        support_count=int(chance.expovariate(0.2)),
        posted_at=moment,
        promised_on=town.promise(category, moment),
        first_answer_at=None if state == Status.RECEIVED else moment + timedelta(hours=chance.expovariate(0.05)),
        department=None if state in (Status.RECEIVED, Status.IN_REVIEW) else chance.choice(town.departments),
    )
    return {"issue": issue, "thread": thread, "words": words, "moment": moment}


def _title(post: Post, place: Town) -> str:
    return f"{place.name}：{post.title}"[:60]


def _talk(drafts: list[dict[str, Any]]) -> None:
    messages = Message.objects.bulk_create(
        Message(thread=draft["issue"].thread, author=draft["issue"].author, body=body, at=draft["moment"])
        for draft in drafts
        for body in draft["words"]
    )
    seqs = (seq for draft in drafts for seq in range(1, len(draft["words"]) + 1))
    Event.objects.bulk_create(
        Event(thread=message.thread, seq=seq, type=Event.MESSAGE, author=message.author, message=message, at=message.at)
        for message, seq in zip(messages, seqs, strict=True)
    )


def _people() -> list[User]:
    """Made-up neighbours, the same ones every time."""
    made = list(User.objects.filter(display_name__startswith="ご近所").order_by("pk"))
    missing = range(len(made) + 1, PEOPLE + 1)
    return made + User.objects.bulk_create(User(email=None, display_name=f"ご近所{n}") for n in missing)
