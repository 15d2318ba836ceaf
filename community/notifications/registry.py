"""What people can be told. A package above registers each sort of news with its audience and its words."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Recipient:
    """One person whom some news concerns, and why: `mine`, `talk`, `support`, `follow`, `place`, `desk`.

    `how` is what this person chose for the very thing they follow; empty leaves it to their settings. `data`: ids that
    the words for this very person need, beside those of the news.
    """

    user_id: int
    reason: str
    how: str = ""
    data: Mapping[str, Any] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Step:
    """One cell of the bridge in a letter: `done`, `now` or `next`."""

    word: str
    day: date | None
    state: str


@dataclass(frozen=True)
class Words:
    """News as said to one person, in the language that is active: who and what in the first 20 letters of `title`.

    The rest makes a fuller letter, where there is more: the thing it is about and how to stop hearing of it
    (`about`: kind and key of a Follow), the city's own words whole, and the steps so far.
    """

    title: str
    line: str
    url: str  # path on this site
    official: bool = False  # the city's own words
    about: tuple[str, str] | None = None
    thing: str = ""
    place: str = ""
    office: str = ""
    said: str = ""
    steps: Sequence[Step] = ()
    button: str | Promise = ""


@dataclass(frozen=True)
class NewsType:
    """`audience(data)` runs in the worker; `words(data, user)` is None when this person may not see the thing.

    `all_words` says many at once, in their order, for lists; without it they are said one by one. `bundle` names the
    id in `data` of what such news flows about: while one is unread, further ones wait for the digest. `after`: other
    news with which it is told, by the same data, to whom that did not concern. `letter(data, user, settings)` gives
    the template of a letter of its own (without .html and .txt) and what it takes.
    """

    name: str
    label: str | Promise
    audience: Callable[[dict[str, Any]], Iterable[Recipient]]
    words: Callable[[dict[str, Any], Any], Words | None]
    all_words: Callable[[list[dict[str, Any]], Any], list[Words | None]] | None = None
    icon: str = "bell"
    bundle: str = ""
    after: str = ""
    letter: Callable[[dict[str, Any], Any, Any], tuple[str, dict[str, Any]]] | None = None


@dataclass(frozen=True)
class Followable:
    """A kind of thing that can be followed. `named(keys, user)` tells what `user` may know: key → (name, path)."""

    kind: str
    label: str | Promise
    named: Callable[[list[str], Any], dict[str, tuple[str, str]]]


_news: dict[str, NewsType] = {}
_followables: dict[str, Followable] = {}


def register(news: NewsType) -> None:
    _news[news.name] = news


def news_type(name: str) -> NewsType:
    return _news[name]


def told_with(name: str) -> list[NewsType]:
    """The sort of news itself, then those that are told with it."""
    return [news_type(name), *(news for news in _news.values() if news.after == name)]


def known_news(name: str) -> NewsType | None:
    """A sort of news may have gone since it was told."""
    return _news.get(name)


def register_followable(followable: Followable) -> None:
    _followables[followable.kind] = followable


def followables() -> dict[str, Followable]:
    return _followables
