"""What is known of the demo city while its weeks go by."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from community.issues.models import Issue
from community.taxonomy.models import Board

from .people import Cast
from .posts import Post

# When, in which order among acts of the same moment, and what is done.
Act = tuple[datetime, int, Callable[[], Any]]


@dataclass
class City:
    cast: Cast
    end: datetime
    boards: dict[str, Board]
    issues: dict[str, Issue] = field(default_factory=dict)

    def number(self, post: Post) -> int:
        return self.issues[post.key].number
