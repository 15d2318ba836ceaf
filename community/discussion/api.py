"""The words of a talk for programs. What each field means is in docs/api.md and community/opendata/openapi.json."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from community.accounts.api import endpoint
from community.core import api
from community.core.errors import InvalidInput, NotAllowed
from community.core.text import UNWRITABLE, asked_number

from . import actions
from .models import Event, Message, Thread
from .permissions import is_off_duty
from .rendering import fill

USUAL, MOST = 100, 200  # messages of one answer


@endpoint("GET", "POST")
def messages(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """The words of a thread after a number, in their order · one more."""
    thread = Thread.objects.of(request.user, kind, number)
    return _say(request, thread) if request.method == "POST" else _read(request, thread)


def _read(request: HttpRequest, thread: Thread) -> HttpResponse:
    after, limit = _asked(request, "after", 0), min(_asked(request, "limit", USUAL), MOST)
    if limit < 1:
        raise InvalidInput
    said = thread.events.filter(type=Event.MESSAGE, seq__gt=min(after, thread.last_seq)).with_words().order_by("seq")
    events = list(said[: limit + 1])
    fill(event.message for event in events)
    return api.answer(
        {
            "thread": {"kind": thread.kind, "number": thread.number, "last_seq": thread.last_seq},
            "messages": [as_data(event) for event in events[:limit]],
            "next": events[limit - 1].seq if len(events) > limit else None,
        }
    )


def _say(request: HttpRequest, thread: Thread) -> HttpResponse:
    sent, author = api.sent(request), request.user
    body, key = sent.get("body"), sent.get("key")
    if not (isinstance(body, str) and isinstance(key, str) and key) or UNWRITABLE.search(key):
        raise InvalidInput(_("body と key を、文字で送ってください。key は 64字までです。"))
    reply_to = sent.get("reply_to")
    if reply_to is not None and type(reply_to) is not int:
        raise InvalidInput(_("reply_to は、数字で送ってください。"))
    _refuse(author, thread)
    is_known = Message.objects.filter(thread=thread, author=author, key=key).exists()
    event = actions.post_message(author=author, thread=thread, body=body, key=key, reply_to=reply_to)
    said = Event.objects.with_words().get(pk=event.pk)
    return api.answer(as_data(said), status=200 if is_known else 201)


def _refuse(author: Any, thread: Thread) -> None:
    """What the action would refuse as well, in words for programs. Raises NotAllowed."""
    if is_off_duty(author):
        raise NotAllowed(
            _("市の仕事の役割がある人は、トークンでは書けません。2つめの確認をして、サイトから書いてください。")
        )


def as_data(event: Event) -> dict[str, Any]:
    """One message. As in the live protocol, words of the city, of an organisation and hidden ones name no author."""
    said = event.message
    is_shown = not said.is_hidden
    is_own = is_shown and not said.official and said.organisation_id is None
    author = said.author if is_own else None
    return {
        "id": said.pk,
        "seq": event.seq,
        "at": said.at.isoformat(),
        "author": {"id": author.public_id, "name": author.shown_name} if author else None,
        "official": is_shown and said.official,
        "office": said.office_name if is_shown and said.official else None,
        "organisation": said.speaker if is_shown and not said.official and said.organisation_id else None,
        "body": said.body if is_shown else None,
        "html": said.html if is_shown else None,
        "state": Message.State.HIDDEN if said.state == Message.State.ASIDE else said.state,  # why, nobody is told
        "reply_to": said.reply_to_id,
        "edited_at": said.edited_at.isoformat() if is_shown and said.edited_at else None,
    }


def _asked(request: HttpRequest, name: str, otherwise: int) -> int:
    """A whole number of the query. Raises InvalidInput for anything else."""
    if name not in request.GET:
        return otherwise
    number = asked_number(request.GET[name])
    if number is None:
        raise InvalidInput(_("%(name)s は、数字で送ってください。") % {"name": name})
    return number
