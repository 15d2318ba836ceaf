"""Notices as said to their reader, in the language that is active: for the list and for digests."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from .models import Notice
from .registry import NewsType, Words, known_news


@dataclass
class Line:
    """One notice and its words; `words` is None for what its reader may not see (any more)."""

    notice: Notice
    news: NewsType | None
    words: Words | None


def lines_of(notices: list[Notice], person: Any) -> list[Line]:
    """In the order of the notices; each sort of news is asked once, whatever their number."""
    by_news: dict[str, list[Notice]] = defaultdict(list)
    for notice in notices:
        by_news[notice.news].append(notice)
    said: dict[int, Words | None] = {}
    for name, some in by_news.items():
        said |= zip((notice.pk for notice in some), _say(known_news(name), some, person), strict=True)
    return [Line(notice, known_news(notice.news), said[notice.pk]) for notice in notices]


def _say(news: NewsType | None, notices: list[Notice], person: Any) -> list[Words | None]:
    if news is None:
        return [None] * len(notices)
    datas = [notice.data for notice in notices]
    if news.all_words is not None:
        return news.all_words(datas, person)
    return [news.words(data, person) for data in datas]
