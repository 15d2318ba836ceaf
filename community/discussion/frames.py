"""What a page says over its socket, and the action that does it. Runs on the hub's threads."""

from collections.abc import Callable
from typing import Any

from community.core.errors import CommunityError, InvalidInput, NotAllowed
from community.core.text import UNWRITABLE
from community.organisations.speaking import voice_of

from . import actions
from .models import Thread

Frame = dict[str, Any]
LARGEST = 2**63 - 1


class LoginNeeded(NotAllowed):
    code = "login"


def _post(user: Any, thread: Thread, frame: Frame, key: str) -> int:
    organisation = voice_of(user, _number(frame, "as", may_lack=True))
    said = {"body": _words(frame, "body"), "reply_to": _number(frame, "reply_to", may_lack=True)}
    given = {"organisation": organisation, "photos": _tokens(frame), **said}
    return actions.post_message(author=user, thread=thread, key=key, **given).seq


def _edit(user: Any, thread: Thread, frame: Frame, key: str) -> int:
    message = _number(frame, "id")
    return actions.edit_message(author=user, thread=thread, message_id=message, body=_words(frame, "body"), key=key)


def _delete(user: Any, thread: Thread, frame: Frame, key: str) -> int:
    return actions.delete_message(author=user, thread=thread, message_id=_number(frame, "id"), key=key)


def _react(user: Any, thread: Thread, frame: Frame, key: str) -> int:
    is_on = frame.get("on", True)
    if not isinstance(is_on, bool):
        raise InvalidInput
    what = {"message_id": _number(frame, "id"), "kind": _words(frame, "emoji"), "on": is_on}
    return actions.react(person=user, thread=thread, key=key, **what)


WRITES: dict[str, Callable[[Any, Thread, Frame, str], int]] = {
    "post": _post,
    "edit": _edit,
    "delete": _delete,
    "react": _react,
}


def _words(frame: Frame, name: str) -> str:
    words = frame.get(name)
    if not isinstance(words, str):
        raise InvalidInput
    return words


def _tokens(frame: Frame) -> list[str]:
    """Photos that were taken in before; none where nothing is said of them."""
    names = frame.get("photos") or []
    if not isinstance(names, list) or not all(isinstance(name, str) and not UNWRITABLE.search(name) for name in names):
        raise InvalidInput
    return names


def _number(frame: Frame, name: str, *, may_lack: bool = False) -> Any:
    """A whole number that a column can hold; None where it may lack and does."""
    number = frame.get(name)
    if number is None and may_lack:
        return None
    if type(number) is not int or not 0 <= number <= LARGEST:
        raise InvalidInput
    return number


def note_seen(user: Any, thread: Thread, frame: Frame) -> None:
    """Raises InvalidInput."""
    actions.mark_seen(person=user, thread=thread, seq=_number(frame, "seq"))


def key_of(frame: Frame) -> str:
    """The key that an answer names. Raises InvalidInput."""
    key = frame.get("key")
    if not isinstance(key, str) or not key or UNWRITABLE.search(key):
        raise InvalidInput
    return key


def write(user: Any, thread: Thread, frame: Frame, key: str) -> int:
    """Do what a frame asks for; returns the number that the log has for it. Raises a CommunityError."""
    if not user.is_authenticated:
        raise LoginNeeded
    return WRITES[frame["t"]](user, Thread.objects.of(user, thread.kind, thread.number), frame, key)


def code_of(error: CommunityError) -> str:
    """The protocol's word for a refusal."""
    return {"invalid": "bad_frame", "not_found": "gone"}.get(error.code, error.code)
