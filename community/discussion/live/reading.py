"""What the hub reads of the log."""

import json
from typing import NamedTuple

from django.db import connection
from django.utils import translation

STATES = "SELECT id, last_seq, visibility FROM {table} WHERE id IN ({marks})"


class Frame(NamedTuple):
    """One event as it is sent, in one language. `turns` is the number of the words that it changes, hides or shows,
    `quoted_in` those of the words that quote them."""

    seq: int
    text: str
    turns: int | None
    quoted_in: tuple[int, ...]


def read_frames(thread_id: int, seq: int, language: str) -> list[Frame]:
    """A page of the events after `seq`, in order."""
    from ..models import Event
    from ..rendering import also_takes_back, as_frame, takes_back, with_html

    with translation.override(language):
        events = with_html(Event.objects.filter(thread_id=thread_id).after(seq), live=True)
        texts = [json.dumps(as_frame(event), ensure_ascii=False) for event in events]
        return [
            Frame(event.seq, text, takes_back(event), tuple(also_takes_back(event)))
            for event, text in zip(events, texts, strict=True)
        ]


def read_states(thread_ids: list[int]) -> dict[int, tuple[int, str]]:
    """The last number and the visibility of each. Asked every second for all that is open: the ORM takes longer to say
    it than the database to answer."""
    from ..models import Thread

    if not thread_ids:
        return {}
    marks = ", ".join(["%s"] * len(thread_ids))
    with connection.cursor() as cursor:
        cursor.execute(STATES.format(table=Thread._meta.db_table, marks=marks), thread_ids)
        return {pk: (seq, visibility) for pk, seq, visibility in cursor.fetchall()}
