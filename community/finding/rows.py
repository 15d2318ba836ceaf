"""What each kind of thing shows of itself on the search page. The things were checked to be the person's to see."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

import search
from community.areas.reference import wards
from community.core.bilingual import open_to_all
from community.discussion.models import Message
from community.efforts.models import Effort
from community.issues.cards import state_of
from community.issues.models import Issue, Note
from community.photos.models import Photo
from community.replies.models import OfficialReply

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
    messages = messages.filter(thread__kind="issue").select_related("thread", "event")
    numbers = [message.thread.number for message in messages]
    issues = {issue.number: issue for issue in Issue.objects.visible_to(user).filter(number__in=numbers)}
    return {
        str(message.pk): _about(
            issues[message.thread.number], message.body, message.at, "chat", f"m{message.event.seq}"
        )
        for message in messages
        if message.thread.number in issues
    }


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
    "effort": Kind(gettext_lazy("取り組み"), "wrench", _efforts),
    "reply": Kind(gettext_lazy("市の回答"), "building", _replies),
    "message": Kind(gettext_lazy("話"), "chat", _messages),
    "page": Kind(gettext_lazy("読みもの"), "book", _pages),
    "note": Kind(gettext_lazy("内部メモ"), "lock", _notes),
}
