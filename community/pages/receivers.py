from typing import Any

from django.db.models.signals import post_delete
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished, post_page_move

from search import outbox


@receiver([page_published, page_unpublished, post_page_move, post_delete])
def follow(sender: Any, instance: Any = None, **kwargs: Any) -> None:
    """What editors publish is found, what they take back is not."""
    if isinstance(instance, Page):
        outbox.record("page", instance.pk)
