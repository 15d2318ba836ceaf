"""Words to start from while answering: templates with their gaps filled, and answers that were approved before."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict

from community.core.templatetags.components import WEEKDAYS
from community.core.text import fold
from community.issues.models import Issue
from community.replies.models import OfficialReply
from community.taxonomy import gaps
from community.taxonomy.models import ReplyTemplate, Use

MOST_ALIKE, MOST_LOOKED_AT = 3, 100
LONGEST_COMPARED = 600  # characters


@dataclass(frozen=True)
class Ready:
    """What an officer can start from, and what they have chosen (by the address)."""

    replies: list[ReplyTemplate]
    sentences: list[ReplyTemplate]
    alike: list[OfficialReply]
    reply_words: dict[str, str]
    sentence: str


def ready_words(issue: Issue, asked: QueryDict) -> Ready:
    """Templates for this issue and former answers; `?template=` and `?start=` fill the forms."""
    templates = ReplyTemplate.objects.fitting(category=issue.category_id, ward=issue.ward_id)
    alike = alike_answers(issue)
    chosen = _chosen(templates, asked.get("template", ""))
    return Ready(
        replies=[one for one in templates if one.use == Use.REPLY],
        sentences=[one for one in templates if one.use == Use.STATUS],
        alike=alike,
        reply_words=_reply_words(issue, chosen, _chosen(alike, asked.get("start", ""))),
        sentence=filled(issue, chosen.text) if chosen and chosen.use == Use.STATUS else "",
    )


def alike_answers(issue: Issue) -> list[OfficialReply]:
    """The three published answers of the same category whose posts share most with this one, the nearest first."""
    published = OfficialReply.objects.visible_to(AnonymousUser()).published()
    known = published.filter(issue__category=issue.category_id).exclude(issue=issue.pk).select_related("issue")
    wanted = _pairs(f"{issue.title} {issue.body}")
    found = []
    for reply in known.order_by("-answered_on", "-pk")[:MOST_LOOKED_AT]:
        words = _pairs(f"{reply.issue.title} {reply.issue.body} {reply.subject}")
        reply.share = len(wanted & words) / (len(wanted | words) or 1)
        found.append(reply)
    found = [reply for reply in found if reply.share]
    return sorted(found, key=lambda reply: -reply.share)[:MOST_ALIKE]


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


def _chosen(things: Iterable[Any], asked: str) -> Any:
    return next((one for one in things if str(one.pk) == asked), None)


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日（{WEEKDAYS[day.weekday()]}）"


def _pairs(text: str) -> set[str]:
    """Pairs of neighbouring letters: they find the same words without knowing where words end."""
    text = "".join(letter for letter in fold(text[:LONGEST_COMPARED]) if letter.isalnum())
    return {text[at : at + 2] for at in range(len(text) - 1)}
