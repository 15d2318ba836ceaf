from typing import Any

from django.dispatch import receiver

from community.discussion.signals import message_posted

from . import actions


@receiver(message_posted)
def the_city_has_spoken(sender: Any, thread_id: int, official: bool, **kwargs: Any) -> None:
    if official:
        actions.note_first_answer(thread_id=thread_id)
