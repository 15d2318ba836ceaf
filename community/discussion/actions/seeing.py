"""How far somebody has read."""

from typing import Any

from django.db import connection

from ..models import Seen, Thread

LARGEST = 2**31 - 1
NOTE = """
INSERT INTO {seen} (thread_id, person_id, seq)
SELECT id, %(person)s, CASE WHEN last_seq < %(seq)s THEN last_seq ELSE %(seq)s END FROM {thread} WHERE id = %(thread)s
ON CONFLICT (thread_id, person_id) DO UPDATE SET seq = excluded.seq WHERE {seen}.seq < excluded.seq
"""


def mark_seen(*, person: Any, thread: Thread, seq: int) -> None:
    """This person has read the talk up to here, on whatever device. It never goes back, nor beyond what there is.

    One statement: two devices, or a new line, do not come between.
    """
    if not person.is_authenticated or seq <= 0:
        return
    asked = {"person": person.pk, "thread": thread.pk, "seq": min(seq, LARGEST)}
    with connection.cursor() as cursor:
        cursor.execute(NOTE.format(seen=Seen._meta.db_table, thread=Thread._meta.db_table), asked)
