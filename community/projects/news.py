"""What people are told about projects: whom it concerns, and how it is said."""

from collections.abc import Callable, Iterable
from typing import Any

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.core.visibility import Visibility
from community.discussion.models import Message
from community.discussion.news import answered, heading
from community.issues.models import Issue
from community.issues.news import audience_of
from community.notifications.models import Follow
from community.notifications.registry import Followable, NewsType, Recipient, Words
from community.notifications.sorts import Reason
from community.organisations.models import Membership
from community.resources.news import who_said

from .models import Member, Project

LINE = 80  # characters of somebody's words
Data = dict[str, Any]


# ── Whom it concerns ────────────────────────────────────────────────────────────────────────────────────────────
def leads_of(project: Project) -> list[int]:
    """Who decides about it: the person who started it, or all who act for its organisation."""
    if project.organisation_id is None:
        return [project.author_id] if project.author_id else []
    acting = Membership.objects.acting().filter(organisation=project.organisation_id)
    return list(acting.order_by("pk").values_list("user_id", flat=True))


def team_of(project: Project) -> list[int]:
    joined = project.members.filter(state=Member.State.JOINED).order_by("pk").values_list("person_id", flat=True)
    return list(dict.fromkeys([*leads_of(project), *joined]))


def _leads(data: Data) -> list[Recipient]:
    project = _known(data)
    return [Recipient(user_id, Reason.MINE) for user_id in leads_of(project)] if project else []


def _team(data: Data) -> list[Recipient]:
    """All but the one whom it is about."""
    project, member = _known(data), Member.objects.filter(pk=data["member"]).first()
    if project is None or member is None:
        return []
    return [Recipient(user_id, Reason.MINE) for user_id in team_of(project) if user_id != member.person_id]


def _member(data: Data) -> list[Recipient]:
    member = Member.objects.filter(pk=data["member"]).first()
    return [Recipient(member.person_id, Reason.MINE)] if member else []


def _of_start(data: Data) -> Iterable[Recipient]:
    """Who follows the organisation that starts it."""
    project = _public(data)
    if project is None or project.organisation_id is None:
        return []
    people, leads = Follow.objects.on("organisation", project.organisation_id).recipients(), set(leads_of(project))
    return (person for person in people if person.user_id not in leads)


def _of_answer(data: Data) -> list[Recipient]:
    """Whom the issue concerns, while both are everybody's to see and one still answers the other."""
    project = _public(data)
    is_linked = project is not None and project.links.filter(issue=data["issue"]).exists()
    if not is_linked or not Issue.objects.listed().filter(pk=data["issue"]).exists():
        return []
    team = set(team_of(project))
    return [person for person in audience_of(data["issue"]) if person.user_id not in team]


def _of_message(data: Data) -> list[Recipient]:
    """Its team, whom it answers, and its followers."""
    message = Message.objects.shown().select_related("reply_to").filter(pk=data["message"]).first()
    project = Project.objects.filter(thread=data["thread"]).exclude(visibility=Visibility.ERASED).first()
    if message is None or project is None:
        return []
    follows = Follow.objects.on("project", project.pk)
    silent = set(follows.silenced().values_list("user_id", flat=True))
    people = [Recipient(user_id, Reason.TALK) for user_id in (team_of(project) if project.is_public else [])]
    people = people or [Recipient(user_id, Reason.TALK) for user_id in leads_of(project)]
    team = {person.user_id for person in people}
    if Project.objects.visible_to(None).filter(pk=project.pk).exists():
        people += [person for person in answered(message, "project", project.pk) if person.user_id not in team]
        people += [person for person in follows.recipients() if person.user_id not in team]
    return [person for person in people if person.user_id not in silent]


def _known(data: Data) -> Project | None:
    return Project.objects.filter(pk=data["project"]).exclude(visibility=Visibility.ERASED).first()


def _public(data: Data) -> Project | None:
    return Project.objects.visible_to(None).filter(pk=data["project"]).first()


# ── How it is said ──────────────────────────────────────────────────────────────────────────────────────────────
Say = Callable[[Project, Data, Any], Words | None]


def _words(say: Say) -> Callable[[list[Data], Any], list[Words | None]]:
    """Of many at once, in their order: nothing of what this person may not see."""

    def all_words(datas: list[Data], user: Any) -> list[Words | None]:
        numbers = {data["project"] for data in datas}
        seen = Project.objects.visible_to(user).select_related("organisation").in_bulk(numbers)
        return [say(seen[data["project"]], data, user) if data["project"] in seen else None for data in datas]

    return all_words


def _about(project: Project, title: str, line: str, **more: Any) -> Words:
    given = {"url": project.get_absolute_url(), "button": _("見てみる")} | more
    return Words(
        title=_("%(what)s：%(title)s") % {"what": title, "title": project.label},
        line=line,
        about=("project", str(project.pk)),
        thing=project.label,
        **given,
    )


def _started(project: Project, data: Data, user: Any) -> Words:
    name = project.organisation.label if project.organisation else _("どなたか")
    title = _("%(name)sから、新しいプロジェクト") % {"name": Truncator(name).chars(14)}
    return _about(project, title, Truncator(project.does).chars(LINE))


def _approved(project: Project, data: Data, user: Any) -> Words | None:
    if not project.is_public:
        return None
    return _about(project, _("公開しました"), _("みんなに見えるようになりました。手が挙がったら、知らせます。"))


def _asked(project: Project, data: Data, user: Any) -> Words | None:
    """While the hand is up; what was written is read on the page alone."""
    member = _hand(data, Member.State.ASKED, user)
    if member is None:
        return None
    line = _("ひとことを読んで、決めてください。")
    if member.role is not None:
        line = _("「%(role)s」に手を挙げています。") % {"role": member.role.title}
    title, url = (
        _("%(name)sさんが手を挙げました") % {"name": _name(member)},
        reverse("projects:members", args=[project.pk]),
    )
    return _about(project, title, line, url=url, button=_("読んで決める"))


def _joined(project: Project, data: Data, user: Any) -> Words | None:
    member = _hand(data, Member.State.JOINED, user)
    if member is None:
        return None
    return _about(
        project, _("%(name)sさんが入りました") % {"name": _name(member)}, _("話で、ひとこと声をかけてください。")
    )


def _taken_in(project: Project, data: Data, user: Any) -> Words:
    return _about(project, _("チームに入りました"), _("話で、まずひとこと。"), url=f"{project.get_absolute_url()}#talk")


def _declined(project: Project, data: Data, user: Any) -> Words:
    return _about(
        project, _("今回は見送りになりました"), _("手を挙げてくれて、ありがとうございました。見まもることはできます。")
    )


def _hand(data: Data, state: str, user: Any) -> Member | None:
    found = Member.objects.visible_to(user).filter(pk=data["member"], state=state)
    return found.select_related("person", "role").first()


def _name(member: Member) -> str:
    return Truncator(member.person.shown_name).chars(14)


def _answers(project: Project, data: Data, user: Any) -> Words | None:
    issue = Issue.objects.visible_to(user).filter(pk=data["issue"]).first()
    if issue is None:
        return None
    title = _("プロジェクト「%(name)s」が答えます") % {"name": Truncator(project.label).chars(14)}
    words = {"what": title, "title": issue.title}
    return Words(
        title=_("%(what)s：%(title)s") % words,
        line=Truncator(project.does).chars(LINE),
        url=project.get_absolute_url(),
        about=("issue", str(issue.number)),
        thing=issue.title,
        place=issue.place if issue.ward_id else "",
        button=_("プロジェクトを見る"),
    )


def _all_messages(datas: list[Data], user: Any) -> list[Words | None]:
    threads = {data["thread"] for data in datas}
    seen = Project.objects.visible_to(user).filter(thread__in=threads)
    projects = {project.thread_id: project for project in seen}
    messages = Message.objects.shown().select_related("author", "organisation", "reply_to")
    messages = messages.in_bulk({data["message"] for data in datas})
    pairs = [(projects.get(data["thread"]), messages.get(data["message"])) for data in datas]
    return [_written(project, said, user) if project and said else None for project, said in pairs]


def _written(project: Project, said: Message, user: Any) -> Words:
    title = heading(said, who_said(said), user)
    line = Truncator(" ".join(said.body.split())).chars(LINE) or said.first_line
    return _about(project, title, line, url=f"{project.get_absolute_url()}#talk", button=_("話を見る"))


def _sort(name: str, label: Any, audience: Any, all_words: Any, icon: str = "code", bundle: str = "") -> NewsType:
    return NewsType(name, label, audience, lambda data, user: all_words([data], user)[0], all_words, icon, bundle)


NEWS = (
    _sort("project.started", gettext_lazy("団体の新しいプロジェクト"), _of_start, _words(_started)),
    _sort("project.approved", gettext_lazy("プロジェクトの公開"), _leads, _words(_approved), "check-circle"),
    _sort("project.answers", gettext_lazy("課題に答えるプロジェクト"), _of_answer, _words(_answers)),
    _sort("project.asked", gettext_lazy("手が挙がった知らせ"), _leads, _words(_asked), "hand"),
    _sort("project.joined", gettext_lazy("チームの新しい人"), _team, _words(_joined), "people"),
    _sort("project.taken_in", gettext_lazy("チームに入った知らせ"), _member, _words(_taken_in), "check-circle"),
    _sort("project.declined", gettext_lazy("見送りの知らせ"), _member, _words(_declined), "minus-circle"),
    _sort("project.message", gettext_lazy("プロジェクトの話"), _of_message, _all_messages, "chat", "thread"),
)


def _named(keys: list[str], user: Any) -> dict[str, tuple[str, str]]:
    numbers = [int(key) for key in keys if key.isdecimal()]
    seen = Project.objects.visible_to(user).filter(pk__in=numbers)
    return {str(project.pk): (project.label, project.get_absolute_url()) for project in seen}


PROJECTS = Followable("project", gettext_lazy("プロジェクト"), _named)
