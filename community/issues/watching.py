"""Open lists of the board hear of posts that came, changed or went."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils import translation

from community.discussion.live import Feed, in_database, tell_feed

from .cards import STAMP, cards
from .filters import Filters
from .models import Issue

FACTS = ("ward", "category", "kind", "school", "status", "board")


async def give(feed: Feed, news: dict[int, bool]) -> None:
    """What everybody may read, once a language: the same card for all who have it in their list."""
    for language in {watcher.viewer.language for watcher in feed.watchers}:
        shown = await in_database(_shown, list(news), language)
        for number, is_new in news.items():
            facts, card = shown.get(number, ({}, ""))
            for watcher in [one for one in feed.watchers if one.viewer.language == language]:
                if not card:
                    watcher.tell({"t": "gone", "number": number})
                    continue
                watcher.tell({"t": "changed", "number": number, "html": card})
                if is_new and watcher.wants(facts):
                    watcher.tell({"t": "new", "number": number})


BOARD = Feed("board", give)


def _shown(numbers: list[int], language: str) -> dict[int, tuple[dict[str, Any], str]]:
    """Of the posts that everybody may read: facts, and the card."""
    rows = Issue.objects.visible_to(AnonymousUser()).listed().filter(number__in=numbers)
    stamps = {row[1]: row for row in rows.values_list(*STAMP)}
    facts = {row["number"]: row for row in rows.values("number", *FACTS)}
    with translation.override(language):
        made = dict(zip(stamps, cards(stamps.values()), strict=True))
    return {number: (facts[number], str(card)) for number, card in made.items() if number in facts}


def wants(filters: Filters) -> Any:
    """Whether a new post belongs into a list; one narrowed by words, places or days leaves that to its next load."""
    conditions = [name.partition("__") + (value,) for name, value in filters.facets.items()]

    def fits(facts: dict[str, Any]) -> bool:
        if filters.is_endless or filters.after or filters.before:
            return False
        return all(
            facts[column] in value if lookup else facts[column] == value for column, _mark, lookup, value in conditions
        )

    return fits


def tell_lists(issue: Issue, *, was_public: bool | None = None, is_new: bool = False) -> None:
    """A post came, or what its card shows or who may see it has changed. Call in the transaction that did it.

    Lists of everybody hear nothing, not even a number, of a post that they never had.
    """
    number = issue.number
    transaction.on_commit(lambda: tell_feed("desk", number, is_new=is_new))
    if issue.is_public or was_public:
        transaction.on_commit(lambda: tell_feed("board", number, is_new=is_new))
