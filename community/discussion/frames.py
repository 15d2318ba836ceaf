"""What a page says over its socket, and the action that does it. Runs on the hub's threads."""

from collections.abc import Callable
from typing import Any

from community.core.errors import CommunityError, InvalidInput, NotAllowed, NotFound, TooFast
from community.core.text import UNWRITABLE
from community.organisations.speaking import voice_of

from . import actions
from .models import Thread


class LoginNeeded(NotAllowed):
    code = "login"


def _post(user: Any, thread: Thread, frame: dict[str, Any], key: str) -> int:
    body, voice = frame.get("body"), frame.get("as")
    if not isinstance(body, str) or not (voice is None or type(voice) is int):
        raise InvalidInput
    organisation = voice_of(user, voice)
    return actions.post_message(author=user, thread=thread, body=body, key=key, organisation=organisation).seq


WRITES: dict[str, Callable[[Any, Thread, dict[str, Any], str], int]] = {"post": _post}


def key_of(frame: dict[str, Any]) -> str:
    """The key that an answer names. Raises InvalidInput."""
    key = frame.get("key")
    if not isinstance(key, str) or not key or UNWRITABLE.search(key):
        raise InvalidInput
    return key


def write(user: Any, thread: Thread, frame: dict[str, Any], key: str) -> int:
    """Do what a frame asks for; returns the number that the log has for it. Raises a CommunityError."""
    if not user.is_authenticated:
        raise LoginNeeded
    return WRITES[frame["t"]](user, Thread.objects.of(user, thread.kind, thread.number), frame, key)


def code_of(error: CommunityError) -> str:
    """The protocol's word for a refusal."""
    if isinstance(error, TooFast):
        return "rate"
    if isinstance(error, NotFound):
        return "gone"
    if isinstance(error, InvalidInput):
        return "bad_frame"
    return error.code
