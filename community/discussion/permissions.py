from typing import Any

from django.utils.translation import gettext_lazy as _

from community.accounts.permissions import serves_ward
from community.core.errors import NotAllowed
from community.core.visibility import ALL_WARDS, desk_wards
from community.moderation.permissions import refuse_banned

from .models import Message, Thread
from .registry import discussable


def may_post(user: Any, thread: Thread) -> bool:
    """Whoever is logged in, while the thread takes messages. That they see it is the caller's to know; a ban is
    asked for apart, since it has its own sentence."""
    is_there = bool(user is not None and user.is_authenticated and user.is_active)
    return is_there and not is_off_duty(user) and is_open(thread)


class Closed(NotAllowed):
    """The talk takes no more words."""

    code = "closed"
    sentence = _("ここには、いま書けません。")


def refuse_silent(user: Any, thread: Thread) -> None:
    """Raises NotAllowed for whoever may not write there now, Closed when nobody may."""
    refuse_banned(user)
    if not may_post(user, thread):
        raise NotAllowed(Closed.sentence) if is_off_duty(user) else Closed(thread.closing_sentence or None)


def is_off_duty(user: Any) -> bool:
    """Staff of a desk whose session no longer counts for one: their words would go out under their own name."""
    return bool(user.is_authenticated and user.is_staff and user.desk_role and not user.on_duty)


def is_open(thread: Thread) -> bool:
    known = discussable(thread.kind)
    is_closed = thread.closed_at is not None or thread.closing_sentence
    return known is not None and not is_closed and known.takes_messages(thread)


def speaks_for_city(user: Any, thread: Thread) -> bool:
    """Words of staff on duty in the thread's ward are the city's."""
    return serves_ward(user, thread.ward_id)


def keeps_order(user: Any, thread: Thread) -> bool:
    """Staff on duty who look after this talk: the desk of its ward, of the whole city where it belongs to none."""
    return speaks_for_city(user, thread) or (thread.ward_id is None and desk_wards(user) is ALL_WARDS)


def office_of(user: Any) -> dict[str, str]:
    """Under which name somebody speaks for the city, as columns."""
    role = user.desk_role
    return (
        {"office": role.office, "office_en": role.office_en}
        if role
        else {"office": "大阪市", "office_en": "Osaka City"}
    )


def may_change(user: Any, message: Message) -> bool:
    """Say one's own words anew: while one may write there. In whose name they stand is the action's to ask."""
    return _is_author(user, message) and not message.is_hidden and may_post(user, message.thread)


def may_take_away(user: Any, message: Message) -> bool:
    """One's own words, also where one may no longer write; not while the desk hides them."""
    return _is_author(user, message) and message.state in (Message.State.SHOWN, Message.State.ASIDE)


def may_read_history(user: Any, message: Message) -> bool:
    """What stood there before is for its author and the desk of the ward."""
    return (user.is_authenticated and message.author_id == user.pk) or serves_ward(user, message.thread.ward_id)


def _is_author(user: Any, message: Message) -> bool:
    """The city's words are changed by its desk alone: whoever wrote them, while they speak for it."""
    is_own = user.is_authenticated and message.author_id == user.pk
    return is_own and (not message.official or speaks_for_city(user, message.thread))
