"""What people are told about reports: that there is one, and that theirs was confirmed."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.issues.news import audience_of
from community.notifications.registry import NewsType, Recipient, Words

from .models import Effort, State

LONGEST_LINE = 80


def _concerned(data: dict[str, Any]) -> Iterable[Recipient]:
    """The poster, supporters with an account, followers; not whoever reported it."""
    effort = Effort.objects.filter(pk=data["effort"]).first()
    if effort is None:
        return []
    return [person for person in audience_of(effort.issue_id) if person.user_id != effort.author_id]


def _reporter(data: dict[str, Any]) -> Iterable[Recipient]:
    author = Effort.objects.filter(pk=data["effort"]).values_list("author", flat=True).first()
    return [Recipient(author, "mine")] if author else []


def _reported_words(data: dict[str, Any], user: Any) -> Words | None:
    effort = _seen(data, user)
    if effort is None:
        return None
    asked = effort.is_solved and effort.state == "waiting" and effort.issue.author_id == user.pk
    if asked:
        title = _("直りましたか？「%(title)s」")
    else:
        title = _("かいけつ報告「%(title)s」") if effort.is_solved else _("取り組み報告「%(title)s」")
    line = effort.body or _("写真がとどきました。")
    return _words(effort, title % {"title": effort.issue.title}, line)


def _confirmed_words(data: dict[str, Any], user: Any) -> Words | None:
    effort = _seen(data, user)
    if effort is None or effort.state != State.CONFIRMED:
        return None
    title = _("報告が確かめられました「%(title)s」") % {"title": effort.issue.title}
    return _words(effort, title, effort.word or _("ありがとうございました。"))


def _words(effort: Effort, title: str, line: str) -> Words:
    about = ("issue", str(effort.issue.number))
    return Words(title, line[:LONGEST_LINE], effort.get_absolute_url(), about=about)


def _seen(data: dict[str, Any], user: Any) -> Effort | None:
    return Effort.objects.visible_to(user).select_related("issue").filter(pk=data["effort"]).first()


NEWS = (
    NewsType("effort.reported", gettext_lazy("取り組みの報告"), _concerned, _reported_words),
    NewsType("effort.confirmed", gettext_lazy("自分の報告への返事"), _reporter, _confirmed_words),
)
