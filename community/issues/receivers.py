from typing import Any

from django.db import connection
from django.dispatch import receiver

from community.areas.signals import schools_loaded
from community.discussion.signals import message_posted

from . import actions


@receiver(message_posted)
def the_city_has_spoken(sender: Any, thread_id: int, official: bool, **kwargs: Any) -> None:
    if official:
        actions.note_first_answer(thread_id=thread_id)


@receiver(schools_loaded)
def districts_have_changed(sender: Any, **kwargs: Any) -> None:
    actions.place_in_schools()


def keep_tally(sender: Any, using: str = "default", **kwargs: Any) -> None:
    """After every `migrate`: the triggers are there, and what was written while they were not is counted."""
    from .maps import tally, triggers

    if using == "default" and triggers.TALLY in connection.introspection.table_names():
        if triggers.install() or not tally.is_right():
            tally.recount()
