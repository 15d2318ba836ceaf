"""What stands under the words of a line: all but the same under every message, so it is made once for all alike."""

from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from community.core.clock import now

from .models import Message

# What stands for the number of the message and the page of the talk in what is kept.
NUMBER, PAGE = 9_007_199_254_740_991, "/of-the-talk/"
Counts = tuple[tuple[str, int], ...]


def foot(message: Message, page: str) -> SafeString:
    """Answers without words, 返信, and what its author can do; `page` is the address of the talk's page."""
    is_persons = not message.official and message.organisation_id is None
    counts = tuple(message.reaction_counts.items())
    kept = _foot(counts, message.edited_at is not None, is_persons, get_language())
    html = kept.replace(PAGE, conditional_escape(page)).replace(str(NUMBER), str(message.pk))
    return mark_safe(html)  # noqa: S308 - a template's, with a number and an escaped address


@lru_cache(maxsize=512)
def _foot(counts: Counts, is_edited: bool, is_persons: bool, language: str) -> str:
    any_message = Message(
        pk=NUMBER, reaction_counts=dict(counts), edited_at=now() if is_edited else None, official=not is_persons
    )
    return render_to_string("discussion/_foot.html", {"message": any_message, "page": PAGE})
