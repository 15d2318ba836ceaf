"""What the hub reads of the log."""

import json
from typing import NamedTuple

from django.utils import translation


class Frame(NamedTuple):
    """One event as it is sent, in one language. `turns` is the number of the words that it changes, hides or shows."""

    seq: int
    text: str
    turns: int | None


def read_frames(thread_id: int, seq: int, language: str) -> list[Frame]:
    """A page of the events after `seq`, in order."""
    from ..models import Event
    from ..rendering import as_frame, takes_back, with_html

    with translation.override(language):
        events = with_html(Event.objects.filter(thread_id=thread_id).after(seq), live=True)
        return [Frame(e.seq, json.dumps(as_frame(e), ensure_ascii=False), takes_back(e)) for e in events]


def read_states(thread_ids: list[int]) -> dict[int, tuple[int, str]]:
    """The last number and the visibility of each."""
    from ..models import Thread

    rows = Thread.objects.filter(pk__in=thread_ids).values_list("pk", "last_seq", "visibility")
    return {pk: (seq, visibility) for pk, seq, visibility in rows}
