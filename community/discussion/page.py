"""What the page of a thing shows of its talk to this person."""

import json
from collections import defaultdict
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from community.core.text import asked_number

from .models import Message, Reaction, Thread
from .rendering import page_address, page_of
from .saying import reply_in, waiting_photos


def talk_of(request: HttpRequest, thread: Thread) -> dict[str, Any]:
    """The lines; up to where this person had read; the way to their own words, and their answers without words, where
    there are any; the message that they are about to answer (`?reply=`, or the field of a form that could not be
    taken); photos of such a form."""
    lines, seen, has_written, has_reacted = page_of(thread.pk, request.user)
    return {
        "lines": lines,
        "seen": seen,
        "mine_url": reverse("talk:mine", args=[thread.kind, thread.number]) if has_written else "",
        "reacted": _reacted(request.user, thread) if has_reacted else "",
        "talk_page": page_address(thread),
        "replying": _answered(request, thread),
        "waiting_photos": waiting_photos(request),
    }


def _reacted(user: Any, thread: Thread) -> str:
    """By message, which of its counts hold this person: lines are the same for everybody, so the page marks them."""
    kinds: dict[str, list[str]] = defaultdict(list)
    for message, kind in Reaction.objects.filter(message__thread=thread, person=user).values_list("message", "kind"):
        kinds[str(message)].append(kind)
    return json.dumps(kinds)


def _answered(request: HttpRequest, thread: Thread) -> Message | None:
    number = reply_in(request) or asked_number(request.GET.get("reply"))
    if number is None:
        return None
    return Message.objects.shown().with_words().filter(thread=thread, pk=number).first()
