"""The board, live. The protocol is docs/live-protocol.md."""

from typing import Any

from django.http import QueryDict

from community.areas.reference import wards
from community.discussion.lists import ListConsumer
from community.taxonomy.reference import categories

from .filters import Filters
from .watching import BOARD, wants


class BoardConsumer(ListConsumer):
    """`/ws/board/?<filters of the board>`"""

    feed = BOARD

    def enter(self, user: Any, query: QueryDict) -> Any:
        return wants(Filters.read(query, wards=wards(), categories=categories()))
