"""How people are told of the city's official answers."""

from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.issues.news import about_issue, audience_of, issues_for, with_steps
from community.notifications.registry import NewsType, Recipient, Words

from .models import OfficialReply

LINE = 80  # characters


def _audience(data: dict[str, Any]) -> list[Recipient]:
    return audience_of(data["issue"])


def _all_words(datas: list[dict[str, Any]], user: Any) -> list[Words | None]:
    issues = issues_for(user, (data["issue"] for data in datas))
    replies = OfficialReply.objects.published().select_related("department")
    found = replies.in_bulk({data["reply"] for data in datas})
    pairs = [(issues.get(data["issue"]), found.get(data["reply"])) for data in datas]
    return [_answered(issue, reply) if issue and reply else None for issue, reply in pairs]


def _answered(issue: Any, reply: OfficialReply) -> Words:
    return about_issue(
        issue,
        _("大阪市から回答がありました"),
        Truncator(" ".join(reply.view.split())).chars(LINE),
        official=True,
        office=reply.department.label if reply.department else _("大阪市"),
        said=reply.view,
        button=_("回答と話を見る"),
    )


def _words(data: dict[str, Any], user: Any) -> Words | None:
    return with_steps(_all_words([data], user)[0], data["issue"])


PUBLISHED = NewsType("reply.published", gettext_lazy("市の公式の回答"), _audience, _words, _all_words, icon="building")
