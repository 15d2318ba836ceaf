"""Why somebody is told, and how: the rows and columns of the settings."""

from collections.abc import Mapping

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Reason(TextChoices):
    """The strongest first: who is reached for several reasons is told for the first of them."""

    MINE = "mine", _("自分の投稿")
    DESK = "desk", _("担当のしごと")
    TALK = "talk", _("自分の投稿の話")
    SUPPORT = "support", _("わたしも")
    FOLLOW = "follow", _("見まもり")
    PLACE = "place", _("区・種類・場所・検索")
    FIT = "fit", _("力になれそうな投稿")


class How(TextChoices):
    SITE = "site", _("サイトの中だけ")
    NOW = "now", _("メールですぐに")
    DAILY = "daily", _("メールで1日1回")
    WEEKLY = "weekly", _("メールで週1回")
    OFF = "off", _("知らせない")


MAILED = (How.NOW, How.DAILY, How.WEEKLY)
DIGESTS = (How.DAILY, How.WEEKLY)
BUNDLE = "bundle"  # among the choices: how further news of a thing is told while some is unread; daily, unless stopped
USUAL: Mapping[str, str] = {
    Reason.MINE: How.NOW,
    Reason.DESK: How.NOW,
    Reason.TALK: How.NOW,
    Reason.SUPPORT: How.DAILY,
    Reason.FOLLOW: How.DAILY,
    Reason.PLACE: How.DAILY,
    Reason.FIT: How.NOW,
}
_STRENGTH = {reason: nth for nth, reason in enumerate(Reason.values)}


def strength(reason: str) -> int:
    """The smaller, the stronger; reasons that nobody declared are the weakest."""
    return _STRENGTH.get(reason, len(_STRENGTH))


def way(reason: str, choices: Mapping[str, str] | None, own: str = "") -> str:
    """How somebody with these choices is told: what they chose for the thing itself, for such news, or the usual."""
    chosen = own or (choices or {}).get(reason, "")
    return chosen if chosen in How.values else USUAL.get(reason, How.DAILY)
