from typing import Any

from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from community.core.errors import NotAllowed

from .models import Ban


def ban_of(user: Any) -> Ban | None:
    """The ban that holds for this person now. One query; none for strangers and for staff."""
    if user is None or user.pk is None or user.is_staff:
        return None
    return Ban.objects.in_force().filter(user=user).first()


def refuse_banned(user: Any) -> None:
    """Raises NotAllowed, with a sentence and the end, for a person who may only read. One query at most."""
    ban = ban_of(user)
    if ban is not None:
        raise NotAllowed(sentence_of(ban))


def sentence_of(ban: Ban) -> str:
    if ban.until is None:
        return _("いま、投稿や書きこみはできません。理由と申し立てのしかたは、マイページにあります。")
    return _("%(until)sまで、投稿や書きこみはできません。理由と申し立てのしかたは、マイページにあります。") % {
        "until": end_of(ban)
    }


def end_of(ban: Ban) -> str:
    """The end in words, to the minute."""
    local = timezone.localtime(ban.until)
    return format_date(local, "j M Y H:i" if get_language() == "en" else "Y年n月j日 H:i")
