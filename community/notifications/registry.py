"""What people can be told. A package above registers each sort of news with its audience and its words."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise


@dataclass(frozen=True)
class Recipient:
    """One person whom some news concerns, and why: `mine`, `support`, `follow`, `place`, `desk` …"""

    user_id: int
    reason: str


@dataclass(frozen=True)
class Words:
    """News as said to one person, in the language that is active: who and what in the first 20 letters of `title`."""

    title: str
    line: str
    url: str  # path on this site
    official: bool = False  # the city's own words


@dataclass(frozen=True)
class NewsType:
    """`audience(data)` runs in the worker; `words(data, user)` is None when this person may not see the thing."""

    name: str
    label: str | Promise
    audience: Callable[[dict[str, Any]], Iterable[Recipient]]
    words: Callable[[dict[str, Any], Any], Words | None]


_news: dict[str, NewsType] = {}


def register(news: NewsType) -> None:
    _news[news.name] = news


def news_type(name: str) -> NewsType:
    return _news[name]
