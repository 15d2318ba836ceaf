"""What the page of a thing shows of its talk to this person."""

import json
from collections import defaultdict
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from community.core.ids import token
from community.core.text import asked_number
from community.moderation.permissions import ban_of, sentence_of

from .models import Message, Reaction, Thread
from .permissions import is_off_duty, is_open, may_post
from .rendering import page_address, page_of
from .saying import reply_in, waiting_photos


def talk_of(request: HttpRequest, thread: Thread, *, draft: str = "", draft_error: str = "") -> dict[str, Any]:
    """The lines; up to where this person had read; the way to their own words, and their answers without words, where
    there are any; whether they may write, and why not; the message that they are about to answer (`?reply=`, or the
    field of a form that could not be taken); the words and photos of such a form."""
    user = request.user
    lines, seen, has_written, has_reacted = page_of(thread.pk, user)
    banned = sentence_of(ban) if (ban := ban_of(user)) is not None else ""
    return {
        "thread": thread,
        "lines": lines,
        "seen": seen,
        "mine_url": reverse("talk:mine", args=[thread.kind, thread.number]) if has_written else "",
        "reacted": _reacted(user, thread) if has_reacted else "",
        "talk_page": page_address(thread),
        "say_url": page_address(thread, "comments"),
        "can_post": may_post(user, thread) and not banned,
        "banned": banned,
        "off_duty": is_off_duty(user),
        "talk_is_open": is_open(thread),
        "message_key": token(),
        "draft": draft,
        "draft_error": draft_error,
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
