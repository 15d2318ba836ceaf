"""What people are told about posts: whom it concerns, and how it is said."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.core.visibility import Visibility
from community.discussion.models import Message
from community.discussion.news import answered, heading
from community.notifications.models import Follow
from community.notifications.registry import Followable, NewsType, Recipient, Step, Words
from community.notifications.sorts import Reason

from .bridge import bridge_of
from .models import Issue, StatusChange, Support
from .workflow import Status

LINE = 80  # characters of somebody's words
BY_PEOPLE = (Status.RECEIVED, Status.WITHDRAWN, Status.RESOLVED_BY_COMMUNITY, Status.REOPEN_REQUESTED)
CELLS = {"done": "done", "now": "now", "asked": "now", "again": "now", "end": "now"}


# ── Whom it concerns ────────────────────────────────────────────────────────────────────────────────────────────
def audience_of(issue_pk: int) -> list[Recipient]:
    """Whom news of an issue concerns, each once for the strongest reason: its author, supporters with an account,
    followers – of the issue and of all that were merged into it.

    While not everybody sees the post only its author is meant; who silenced it is left out.
    """
    issue = Issue.objects.filter(pk=issue_pk).exclude(visibility=Visibility.ERASED).first()
    if issue is None:
        return []
    parts = issue.merged.public().only("number", "author_id", "merged_into")  # merged posts hold none themselves
    whole = [issue, *parts] if issue.is_public else [issue]
    follows = Follow.objects.on("issue", *[part.number for part in whole])
    people = {part.author_id: Recipient(part.author_id, Reason.MINE) for part in whole if part.author_id}
    if issue.is_public:
        supports = Support.objects.filter(issue__in=whole, user__isnull=False).order_by("pk")
        for user_id in supports.values_list("user_id", flat=True):
            people.setdefault(user_id, Recipient(user_id, Reason.SUPPORT))
        for person in follows.recipients():
            people.setdefault(person.user_id, person)
    for user_id in follows.silenced().values_list("user_id", flat=True):
        people.pop(user_id, None)
    return list(people.values())


def _author(data: dict[str, Any]) -> list[Recipient]:
    return [person for person in audience_of(data["issue"]) if person.reason == Reason.MINE]


def _of_post(data: dict[str, Any]) -> Iterator[Recipient]:
    """Who waits for new posts of this ward, category, board or 校区, or around a place; its author knows of it."""
    issue = Issue.objects.listed().select_related("board").filter(pk=data["issue"]).first()
    if issue is None:
        return
    for kind, key in _groups(issue):
        yield from _others(issue, Follow.objects.on(kind, key).recipients(Reason.PLACE))
    yield from _nearby(issue)


def _groups(issue: Issue) -> list[tuple[str, Any]]:
    groups: list[tuple[str, Any]] = [("category", issue.category_id), ("board", issue.board.slug)]
    if issue.ward_id:
        groups.append(("ward", issue.ward_id))
    if issue.school_id:
        groups.append(("school", issue.school_id))
    return groups


def _nearby(issue: Issue) -> Iterator[Recipient]:
    """Around the place that everybody may know, never the exact one."""
    if issue.shown_lat is not None and issue.shown_lng is not None:
        yield from _others(issue, Follow.objects.around(issue.shown_lat, issue.shown_lng))


def _others(issue: Issue, people: Iterable[Recipient]) -> Iterator[Recipient]:
    return (person for person in people if person.user_id != issue.author_id)


def _of_change(data: dict[str, Any]) -> Iterator[Recipient]:
    """All whom the issue concerns, then those who live near it; who silenced it stays silent."""
    yield from audience_of(data["issue"])
    issue = Issue.objects.listed().filter(pk=data["issue"]).first()
    if issue is not None:
        silenced = set(Follow.objects.on("issue", issue.number).silenced().values_list("user_id", flat=True))
        yield from (person for person in _nearby(issue) if person.user_id not in silenced)


def _of_message(data: dict[str, Any]) -> list[Recipient]:
    """Whom it answers, the author and followers; supporters too when it is the city that speaks."""
    message = Message.objects.shown().select_related("reply_to").filter(pk=data["message"]).first()
    issue = Issue.objects.filter(thread=data["thread"]).first()
    if message is None or issue is None:
        return []
    people, replied = audience_of(issue.pk), answered(message, "issue", issue.number) if issue.is_public else []
    if message.official:
        return [*replied, *people]
    as_talk = {Reason.MINE: Reason.TALK, Reason.FOLLOW: Reason.FOLLOW}
    told = [person for person in people if person.reason in as_talk]
    return [*replied, *(Recipient(person.user_id, as_talk[person.reason], person.how) for person in told)]


# ── How it is said ──────────────────────────────────────────────────────────────────────────────────────────────
def issues_for(user: Any, pks: Iterable[int]) -> dict[int, Issue]:
    """The posts of these ids that this person may see."""
    return Issue.objects.visible_to(user).with_card().in_bulk(set(pks))


def about_issue(issue: Issue, title: str, line: str, **more: Any) -> Words:
    """Words about an issue; `title` says who and what, the issue's own title follows it."""
    given = {"url": issue.get_absolute_url(), "button": _("投稿を見る")} | more
    return Words(
        title=_("%(what)s：%(title)s") % {"what": title, "title": issue.title},
        line=line,
        about=("issue", str(issue.number)),
        thing=issue.title,
        place=issue.place,
        **given,
    )


def steps_of(issue: Issue) -> tuple[Step, ...]:
    """The bridge as the cells of a letter."""
    bridge = bridge_of(issue, list(issue.changes.select_related("department")))
    spans = bridge.spans if bridge else []
    return tuple(Step(span.word, span.day, CELLS.get(span.state, "next")) for span in spans)


def _all_posted(datas: list[dict[str, Any]], user: Any) -> list[Words | None]:
    issues = issues_for(user, (data["issue"] for data in datas))
    return [_posted(issues[data["issue"]]) if data["issue"] in issues else None for data in datas]


def _posted(issue: Issue) -> Words:
    where = issue.ward.label if issue.ward else _("大阪市")
    return about_issue(issue, _("%(ward)sの新しい投稿") % {"ward": where}, f"{issue.category.label}　{issue.place}")


def _all_approved(datas: list[dict[str, Any]], user: Any) -> list[Words | None]:
    issues = issues_for(user, (data["issue"] for data in datas))
    title, line = _("投稿を公開しました"), _("みんなに見えるようになりました。返事が来たら、また知らせます。")
    return [about_issue(issues[data["issue"]], title, line) if data["issue"] in issues else None for data in datas]


def _all_changes(datas: list[dict[str, Any]], user: Any) -> list[Words | None]:
    issues = issues_for(user, (data["issue"] for data in datas))
    changes = StatusChange.objects.select_related("department").in_bulk({data["change"] for data in datas})
    pairs = [(issues.get(data["issue"]), changes.get(data["change"])) for data in datas]
    return [_changed(issue, change) if issue and change else None for issue, change in pairs]


def _changed(issue: Issue, change: StatusChange) -> Words:
    status = change.get_status_display()
    if change.status in BY_PEOPLE:
        return about_issue(issue, _("「%(status)s」になりました") % {"status": status}, change.sentence or status)
    office = change.department.label if change.department else _("大阪市")
    title = _("%(office)sから「%(status)s」") % {"office": office, "status": status}
    return about_issue(
        issue, title, change.sentence or status, official=True, office=office, said=change.sentence or status
    )


def _change(data: dict[str, Any], user: Any) -> Words | None:
    return with_steps(_all_changes([data], user)[0], data["issue"])


def with_steps(words: Words | None, issue_pk: int) -> Words | None:
    """For a letter: the same with the bridge."""
    if words is None:
        return None
    issue = Issue.objects.select_related("thread").get(pk=issue_pk)
    return Words(**{**vars(words), "steps": steps_of(issue)})


def _all_messages(datas: list[dict[str, Any]], user: Any) -> list[Words | None]:
    issues = {
        issue.thread_id: issue
        for issue in Issue.objects.visible_to(user).with_card().filter(thread__in={data["thread"] for data in datas})
    }
    messages = Message.objects.shown().select_related("author", "organisation", "reply_to")
    messages = messages.in_bulk({data["message"] for data in datas})
    pairs = [(issues.get(data["thread"]), messages.get(data["message"])) for data in datas]
    return [_written(issue, said, user) if issue and said else None for issue, said in pairs]


def _written(issue: Issue, said: Message, user: Any) -> Words:
    is_person = not said.official and said.organisation is None
    who = _("%(name)sさん") % {"name": said.speaker} if is_person else said.speaker
    title = heading(said, who, user)
    line = Truncator(" ".join(said.body.split())).chars(LINE) or said.first_line
    more = {"official": True, "office": who, "said": said.body} if said.official else {}
    return about_issue(issue, title, line, url=f"{issue.get_absolute_url()}#talk", button=_("話を見る"), **more)


def _sort(
    name: str, label: Any, audience: Any, all_words: Any, icon: str, words: Any = None, bundle: str = ""
) -> NewsType:
    one = words or (lambda data, user: all_words([data], user)[0])
    return NewsType(name, label, audience, one, all_words, icon, bundle)


NEWS = (
    _sort("issue.posted", gettext_lazy("新しい投稿"), _of_post, _all_posted, "pin"),
    _sort("issue.approved", gettext_lazy("投稿の公開"), _author, _all_approved, "check-circle"),
    _sort("issue.status", gettext_lazy("様子の変化"), _of_change, _all_changes, "person-check", _change),
    _sort("message", gettext_lazy("話の書きこみ"), _of_message, _all_messages, "chat", bundle="thread"),
)


def _named(keys: list[str], user: Any) -> dict[str, tuple[str, str]]:
    numbers = [int(key) for key in keys if key.isdecimal()]
    seen = Issue.objects.visible_to(user).filter(number__in=numbers).only("number", "title")
    return {str(issue.number): (issue.title, issue.get_absolute_url()) for issue in seen}


ISSUES = Followable("issue", gettext_lazy("投稿"), _named)
