"""What is known of the demo city while its weeks go by."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from community.issues.models import Issue
from community.organisations.models import Organisation
from community.projects.models import Dataset, EventPage
from community.resources.models import Resource
from community.taxonomy.models import Board

from .people import Cast
from .posts import Post, all_posts

# When, in which order among acts of the same moment, and what is done.
Act = tuple[datetime, int, Callable[[], Any]]


@dataclass
class City:
    cast: Cast
    end: datetime
    boards: dict[str, Board]
    issues: dict[str, Issue] = field(default_factory=dict)
    helpers: dict[str, Organisation] = field(default_factory=dict)
    offers: dict[str, Resource] = field(default_factory=dict)
    datasets: dict[str, Dataset] = field(default_factory=dict)
    events: dict[str, EventPage] = field(default_factory=dict)

    @cached_property
    def posted(self) -> dict[str, datetime]:
        """When each post begins, by its key: it moves within its day with the hour at which the city is made."""
        return {post.key: post.posted_at(self.end) for post in all_posts()}

    def number(self, post: Post) -> int:
        return self.issues[post.key].number
