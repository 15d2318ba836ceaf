"""Whom words are for, and how that is said, for the packages that tell of their talks."""

from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from community.core.naming import may_name
from community.notifications.models import Follow
from community.notifications.registry import Recipient
from community.notifications.sorts import Reason

from .models import Mention, Message

LONGEST_NAME = 14  # of who wrote, in a heading


def answered(message: Message, kind: str, number: int) -> list[Recipient]:
    """Who wrote what this answers, unless they have silenced the thing, which is for everybody to see."""
    said = message.reply_to
    if said is None or said.is_hidden or said.author_id in (None, message.author_id):
        return []
    silenced = Follow.objects.on(kind, number).silenced()
    return [] if silenced.filter(user=said.author_id).exists() else [Recipient(said.author_id, Reason.TALK)]


def heading(message: Message, who: str, user: Any) -> str:
    """That somebody has written, or has answered or named this person."""
    name = {"who": Truncator(who).chars(LONGEST_NAME)}
    if message.reply_to is not None and message.reply_to.author_id == user.pk:
        return _("%(who)sが返信しました") % name
    if may_name(message.body) and Mention.objects.filter(message=message, person=user).exists():
        return _("%(who)sがあなたの名前を出しました") % name
    return _("%(who)sが話に書きました") % name
