"""The desk's list, live. The protocol is docs/live-protocol.md."""

from typing import Any

from django.http import QueryDict

from community.accounts.permissions import is_on_desk
from community.core.errors import NotFound
from community.core.text import asked_number
from community.discussion.lists import ListConsumer
from community.discussion.live import Watcher, in_database

from .watching import DESK, seen


class DeskConsumer(ListConsumer):
    """`/ws/desk/`, and beside an open post `/ws/desk/?looking=<number>`: for city staff on duty, and nobody else."""

    feed = DESK

    def enter(self, user: Any, query: QueryDict) -> Any:
        if not is_on_desk(user):
            raise NotFound
        return None  # the desk asks of each what it sees

    async def opened(self, watcher: Watcher, query: QueryDict) -> None:
        await self.feed.tell_who(watcher, list(self.feed.looked_at))
        number = asked_number(query.get("looking"))
        if number and await in_database(seen, watcher.session, [number]):
            self.held.enter_context(self.feed.looking(number, self.user.staff_name))
