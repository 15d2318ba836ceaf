"""News of posts that were merged, or told apart again: for those who follow the post that is led elsewhere."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.notifications.registry import NewsType, Recipient, Words

from .models import Issue
from .news import audience_of

Data = dict[str, Any]


def _audience(data: Data) -> Iterable[Recipient]:
    """Author, supporters with an account and followers of the post that was merged."""
    return audience_of(data["issue"])


def _both(data: Data, user: Any) -> tuple[Issue | None, Issue | None]:
    seen = Issue.objects.visible_to(user).in_bulk([data["issue"], data["into"]])
    return seen.get(data["issue"]), seen.get(data["into"])


def _merged(data: Data, user: Any) -> Words | None:
    source, whole = _both(data, user)
    if source is None or whole is None:
        return None
    names = {"number": source.number, "into": whole.number, "title": whole.title}
    return Words(
        title=_("#%(number)d は #%(into)d にまとまりました") % names,
        line=_("同じ内容の投稿にまとまりました。これからの返事は「%(title)s」に出て、こちらにも届きます。") % names,
        url=whole.get_absolute_url(),
        official=True,
        about=("issue", str(source.number)),
    )


def _unmerged(data: Data, user: Any) -> Words | None:
    source, _whole = _both(data, user)
    if source is None:
        return None
    names = {"number": source.number, "title": source.title}
    return Words(
        title=_("#%(number)d は、別の課題になりました") % names,
        line=_("まとめを解きました。「%(title)s」は、また別に進みます。") % names,
        url=source.get_absolute_url(),
        official=True,
        about=("issue", str(source.number)),
    )


NEWS = (
    NewsType("issue.merged", gettext_lazy("ほかの投稿にまとまったとき"), _audience, _merged),
    NewsType("issue.unmerged", gettext_lazy("まとめが解かれたとき"), _audience, _unmerged),
)
