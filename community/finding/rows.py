"""What each kind of thing shows of itself on the search page. The things were checked to be the person's to see."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

import search
from community.areas.reference import wards
from community.core.bilingual import open_to_all
from community.core.templatetags.components import KIND_ICONS
from community.discussion.models import Message
from community.efforts.models import Effort
from community.issues.cards import state_of
from community.issues.models import Issue, Note
from community.organisations.models import Organisation
from community.people.cards import dress as dress_card
from community.people.models import VolunteerCard
from community.photos.models import Photo
from community.projects.models import Dataset, Project
from community.replies.models import OfficialReply
from community.resources.cards import dress
from community.resources.models import Resource

EXCERPT, BEFORE = 90, 24  # letters


@dataclass
class Row:
    """One hit: `title` and `excerpt` as pieces, each with whether it answers the query; `why` in words."""

    url: str
    title: str
    body: str
    at: datetime | None
    place: str = ""
    state: SafeString | str = ""
    photo_url: str = ""
    photo_alt: str = ""
    icon: str = "doc"
    title_pieces: list[tuple[str, bool]] = field(default_factory=list)
    excerpt: list[tuple[str, bool]] = field(default_factory=list)
    why: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Kind:
    """One kind of thing: its name on the page, its picture, and how its rows are made from keys."""

    label: Any
    icon: str
    rows: Callable[[Iterable[str], Any], dict[str, Row]]


def rows_of(kind: str, hits: list[search.Hit], query: search.Query, user: Any) -> list[Row]:
    """The rows of hits of one kind, in their order, with what answers marked."""
    made = KINDS[kind].rows([hit.key for hit in hits], user)
    rows = []
    for hit in hits:
        if hit.key in made:
            row = made[hit.key]
            row.title_pieces = pieces(row.title, search.mark(query, row.title))
            row.excerpt = excerpt(row.body, search.mark(query, row.body))
            row.why = [
                why for reason in search.explain(query, hit, f"{row.title}\n{row.body}") if (why := _why(reason))
            ]
            rows.append(row)
    return rows


def pieces(text: str, marks: list[tuple[int, int]]) -> list[tuple[str, bool]]:
    """A text cut where marks begin and end."""
    cut, at = [], 0
    for begin, end in marks:
        cut += [(text[at:begin], False), (text[begin:end], True)]
        at = end
    return [piece for piece in [*cut, (text[at:], False)] if piece[0]]


def excerpt(text: str, marks: list[tuple[int, int]]) -> list[tuple[str, bool]]:
    """The part of a text round its first mark."""
    text = text.replace("\n", " ")
    begin = max(marks[0][0] - BEFORE, 0) if marks else 0
    end = begin + EXCERPT
    inside = [(max(a, begin) - begin, min(b, end) - begin) for a, b in marks if a < end and b > begin]
    shown = pieces(text[begin:end], inside)
    return [("…", False)] * (begin > 0) + shown + [("…", False)] * (end < len(text))


def _why(reason: search.Reason) -> str:
    if reason.how == "meaning":
        return _("ことばはちがいますが、意味が近いものです")
    if reason.how == "word" or reason.asked == reason.found:
        return ""
    return _("「%(asked)s」→「%(found)s」で一致") % {"asked": reason.asked, "found": reason.found}


def _issues(keys: Iterable[str], user: Any) -> dict[str, Row]:
    issues = Issue.objects.visible_to(user).filter(number__in=[int(key) for key in keys])
    return {str(issue.number): _issue(issue) for issue in issues.select_related("cover", "category")}


def _issue(issue: Issue) -> Row:
    issue.ward = wards().get(issue.ward_id)
    return Row(
        url=issue.get_absolute_url(),
        title=issue.title,
        body=issue.body,
        at=issue.posted_at,
        place=issue.place,
        state=state_of(issue),
        photo_url=Photo(token=issue.cover.token).card_url if issue.cover else "",
        photo_alt=issue.cover.alt if issue.cover else "",
        icon=issue.category.icon,
    )


def _efforts(keys: Iterable[str], user: Any) -> dict[str, Row]:
    efforts = Effort.objects.visible_to(user).filter(pk__in=[int(key) for key in keys]).select_related("issue")
    return {
        str(effort.pk): _about(effort.issue, effort.body, effort.created_at, "wrench", f"effort-{effort.pk}")
        for effort in efforts
    }


def _replies(keys: Iterable[str], user: Any) -> dict[str, Row]:
    replies = OfficialReply.objects.published().visible_to(user).filter(pk__in=[int(key) for key in keys])
    rows = {}
    for reply in replies.select_related("issue"):
        rows[str(reply.pk)] = row = _about(reply.issue, reply.view, reply.created_at, "building", "")
        row.title = reply.subject
    return rows


def _messages(keys: Iterable[str], user: Any) -> dict[str, Row]:
    messages = Message.objects.filter(pk__in=[int(key) for key in keys], state=Message.State.SHOWN)
    messages = messages.filter(thread__kind__in=("issue", "resource", "project")).select_related("thread", "event")
    numbers = [message.thread.number for message in messages if message.thread.kind == "issue"]
    issues = {issue.number: issue for issue in Issue.objects.visible_to(user).filter(number__in=numbers)}
    things: dict[str, dict[str, Row]] = {}
    for kind, rows_of_kind in (("resource", _resources), ("project", _projects)):
        numbers = [message.thread.number for message in messages if message.thread.kind == kind]
        things[kind] = rows_of_kind(numbers, user) if numbers else {}
    rows = {}
    for message in messages:
        number, anchor = message.thread.number, f"m{message.event.seq}"
        if message.thread.kind == "issue" and number in issues:
            rows[str(message.pk)] = _about(issues[number], message.body, message.at, "chat", anchor)
        elif str(number) in things.get(message.thread.kind, {}):
            rows[str(message.pk)] = row = replace(things[message.thread.kind][str(number)])
            row.url, row.body, row.at, row.icon = f"{row.url}#{anchor}", message.body, message.at, "chat"
    return rows


def _notes(keys: Iterable[str], user: Any) -> dict[str, Row]:
    notes = Note.objects.filter(pk__in=[int(key) for key in keys], issue__in=Issue.objects.at_desk_of(user))
    rows = {}
    for note in notes.select_related("issue"):
        rows[str(note.pk)] = row = _about(note.issue, note.body, note.at, "lock", "")
        row.url = reverse("desk:issue", args=[note.issue.number])
    return rows


def _about(issue: Issue, body: str, at: datetime, icon: str, anchor: str) -> Row:
    """Words on a post, shown under its title."""
    issue.ward = wards().get(issue.ward_id)
    url = issue.get_absolute_url()
    return Row(f"{url}#{anchor}" if anchor else url, issue.title, body, at, place=issue.place, icon=icon)


def _resources(keys: Iterable[str], user: Any) -> dict[str, Row]:
    found = Resource.objects.visible_to(user).with_card().filter(pk__in=[int(key) for key in keys])
    return {str(resource.pk): _resource(resource) for resource in found}


def _resource(resource: Resource) -> Row:
    """With its kind, who offers it and what is left."""
    dress(resource)
    return Row(
        url=resource.get_absolute_url(),
        title=resource.label,
        body=resource.body,
        at=resource.confirmed_at,
        place="・".join(resource.reach) or (resource.ward.label if resource.ward else ""),
        state=render_to_string("resources/_found.html", {"resource": resource}),
        photo_url=resource.cover.card_url if resource.cover else "",
        photo_alt=resource.cover.alt if resource.cover else "",
        icon=KIND_ICONS[resource.look],
    )


def _projects(keys: Iterable[str], user: Any) -> dict[str, Row]:
    found = Project.objects.visible_to(user).with_card().filter(pk__in=[int(key) for key in keys])
    return {
        str(project.pk): Row(
            url=project.get_absolute_url(),
            title=project.label,
            body=project.does,
            at=project.created_at,
            place=project.ward.label if project.ward else "",
            state=render_to_string("projects/_stage.html", {"project": project}),
            photo_url=project.cover.card_url if project.cover else "",
            photo_alt=project.cover.alt if project.cover else "",
            icon=KIND_ICONS["project"],
        )
        for project in found
    }


def _organisations(keys: Iterable[str], user: Any) -> dict[str, Row]:
    found = Organisation.objects.visible_to(user).filter(pk__in=[int(key) for key in keys])
    return {
        str(one.pk): Row(
            url=one.get_absolute_url(),
            title=one.label,
            body=one.about,
            at=one.created_at,
            place=one.ward.label if one.ward else "",
            photo_url=one.picture.card_url if one.picture else "",
            icon="people",
        )
        for one in found.select_related("ward", "picture")
    }


def _people(keys: Iterable[str], user: Any) -> dict[str, Row]:
    """Cards of those who chose to be seen, under the names of their people."""
    found = VolunteerCard.objects.visible_to(user).listed().with_card().filter(pk__in=[int(key) for key in keys])
    return {
        str(card.pk): Row(
            url=card.person.get_absolute_url(),
            title=f"{card.person.shown_name}　{'・'.join(card.skills)}",
            body=card.shown_words,
            at=card.changed_at,
            place="・".join(card.reach),
            icon="heart",
        )
        for card in map(dress_card, found)
    }


def _datasets(keys: Iterable[str], user: Any) -> dict[str, Row]:
    found = Dataset.objects.visible_to(user).filter(pk__in=[int(key) for key in keys])
    return {
        str(one.pk): Row(
            url=one.get_absolute_url(),
            title=one.shown_title,
            body=one.shown_about,
            at=None,
            place=one.shown_publisher,
            icon="database",
        )
        for one in found
    }


def _pages(keys: Iterable[str], user: Any) -> dict[str, Row]:
    pages = open_to_all(Page.objects.filter(pk__in=[int(key) for key in keys])).specific()
    return {
        str(page.pk): Row(
            url=page.url or "/",
            title=page.shown_title,
            body=getattr(page, "shown_lead", "") or getattr(page, "shown_call", ""),
            at=page.first_published_at,
            icon="book",
        )
        for page in pages
    }


KINDS = {
    "issue": Kind(gettext_lazy("課題"), "alert", _issues),
    "resource": Kind(gettext_lazy("力になるもの"), "hand", _resources),
    "project": Kind(gettext_lazy("プロジェクト"), "code", _projects),
    "effort": Kind(gettext_lazy("取り組み"), "wrench", _efforts),
    "reply": Kind(gettext_lazy("市の回答"), "building", _replies),
    "message": Kind(gettext_lazy("話"), "chat", _messages),
    "organisation": Kind(gettext_lazy("団体"), "people", _organisations),
    "person": Kind(gettext_lazy("ボランティア"), "heart", _people),
    "dataset": Kind(gettext_lazy("データ"), "database", _datasets),
    "page": Kind(gettext_lazy("読みもの"), "book", _pages),
    "note": Kind(gettext_lazy("内部メモ"), "lock", _notes),
}
