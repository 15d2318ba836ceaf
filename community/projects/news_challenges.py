"""What people are told when a post that concerns them became a challenge."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.issues.news import about_issue, audience_of, issues_for
from community.notifications.registry import NewsType, Recipient, Words

from .models import Challenge


def _concerned(data: dict[str, Any]) -> list[Recipient]:
    """Its author, supporters and followers, while it still stands in the challenge."""
    there = Challenge.objects.visible_to(None).filter(pk=data["challenge"], issues=data["issue"]).exists()
    return audience_of(data["issue"]) if there else []


def _all_words(datas: list[dict[str, Any]], user: Any) -> list[Words | None]:
    issues = issues_for(user, (data["issue"] for data in datas))
    seen = Challenge.objects.visible_to(user).select_related("event")
    challenges = seen.in_bulk({data["challenge"] for data in datas})
    pairs = [(issues.get(data["issue"]), challenges.get(data["challenge"])) for data in datas]
    return [_said(issue, challenge, user) if issue and challenge else None for issue, challenge in pairs]


def _said(issue: Any, challenge: Challenge, user: Any) -> Words:
    title = _("あなたの投稿が、お題になりました") if issue.author_id == user.pk else _("投稿が、お題になりました")
    line = _("「%(event)s」のお題「%(challenge)s」です。") % {
        "event": challenge.event.shown_title,
        "challenge": challenge.shown_title,
    }
    url = f"{challenge.event.url}#challenge-{challenge.pk}"
    return about_issue(issue, title, line, url=url, button=_("お題を見る"))


def _words(data: dict[str, Any], user: Any) -> Words | None:
    return _all_words([data], user)[0]


CHALLENGED = NewsType("challenge.made", gettext_lazy("投稿からできたお題"), _concerned, _words, _all_words, icon="flag")
