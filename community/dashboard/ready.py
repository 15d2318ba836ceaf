"""Words to start from while answering: templates with their gaps filled, and a former answer."""

from dataclasses import dataclass
from datetime import date

from django.http import QueryDict

from community.core.templatetags.components import WEEKDAYS
from community.core.text import asked_number
from community.issues.models import Issue
from community.replies.models import OfficialReply
from community.taxonomy import gaps
from community.taxonomy.models import ReplyTemplate, Use

from .answers import public_answers


@dataclass(frozen=True)
class Ready:
    """What an officer can start from, and what they have chosen (by the address)."""

    replies: list[ReplyTemplate]
    sentences: list[ReplyTemplate]
    reply_words: dict[str, str]
    sentence: str


def ready_words(issue: Issue, asked: QueryDict) -> Ready:
    """Templates for this issue; `?template=` and `?start=` (a former answer) fill the forms."""
    templates = ReplyTemplate.objects.fitting(category=issue.category_id, ward=issue.ward_id)
    chosen = next((one for one in templates if str(one.pk) == asked.get("template")), None)
    return Ready(
        replies=[one for one in templates if one.use == Use.REPLY],
        sentences=[one for one in templates if one.use == Use.STATUS],
        reply_words=_reply_words(issue, chosen, _former(asked.get("start"))),
        sentence=filled(issue, chosen.text) if chosen and chosen.use == Use.STATUS else "",
    )


def filled(issue: Issue, text: str) -> str:
    """A template's text for this issue, in Japanese as all that the city says; unknown things stay as 【…】."""
    office = issue.department or issue.category.department
    precise = issue.town or (issue.address if issue.precision != "town" else "")
    values = {
        "番号": str(issue.number),
        "場所": "".join(filter(None, (issue.ward.name if issue.ward else "", precise))),
        "部署": office.name if office else "",
        "日": _day(issue.scheduled_on) if issue.scheduled_on else "",
        "種類": issue.category.name,
    }
    return gaps.fill(text, values)


def _reply_words(issue: Issue, template: ReplyTemplate | None, start: OfficialReply | None) -> dict[str, str]:
    if template is not None and template.use == Use.REPLY:
        words = {"view": filled(issue, template.text)}
        return words | ({"subject": filled(issue, template.subject)[:80]} if template.subject else {})
    if start is not None:
        return {"subject": start.subject, "view": start.view, "kind": start.kind}
    return {}


def _former(asked: str | None) -> OfficialReply | None:
    key = asked_number(asked)
    return public_answers().filter(pk=key).first() if key else None


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日（{WEEKDAYS[day.weekday()]}）"
