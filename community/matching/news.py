"""What the two sides of a hand-over are told: each step of the other one, reminders, words in their talk."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.discussion.models import Message
from community.notifications.registry import NewsType, Recipient, Words
from community.notifications.sorts import Reason
from community.organisations.models import Membership

from .models import Invitation, Match, MatchStep
from .monday import FIT_NEWS
from .permissions import side_of
from .sentences import of_step, waiting_for
from .workflow import Side

LINE = 80  # characters of somebody's words
PEOPLE = ("resource__author", "resource__organisation", "volunteer")  # who is on the owner's side


def _people(match: Match, side: str) -> list[int]:
    """Everybody on that side: a person, or all who act for the organisation."""
    if side == Side.OWNER:
        organisation, owner = match.owning_organisation, match.owner
        organisation, person = organisation and organisation.pk, owner and owner.pk
    else:
        organisation, person = match.asking_organisation_id, match.asker_id
    if organisation is None:
        return [person] if person else []
    return list(Membership.objects.acting().filter(organisation=organisation).values_list("user", flat=True))


def _both(match: Match) -> list[Recipient]:
    people = {*_people(match, Side.OWNER), *_people(match, Side.ASKER)}
    return [Recipient(user, Reason.MINE) for user in sorted(people)]


def _of_step(data: dict[str, Any]) -> Iterable[Recipient]:
    """The other side; both when time did it."""
    step = MatchStep.objects.select_related(*(f"match__{name}" for name in PEOPLE)).filter(pk=data["step"]).first()
    if step is None:
        return []
    if not step.side:
        return _both(step.match)
    other = Side.ASKER if step.side == Side.OWNER else Side.OWNER
    return [Recipient(user, Reason.MINE) for user in _people(step.match, other) if user != step.by_id]


def _of_reminder(data: dict[str, Any]) -> Iterable[Recipient]:
    """Whoever has to do something; nobody when it went on meanwhile."""
    match = Match.objects.select_related(*PEOPLE).filter(pk=data["match"], state=data["state"]).first()
    if match is None:
        return []
    side = waiting_for(match)
    return _both(match) if side is None else [Recipient(user, Reason.MINE) for user in _people(match, side)]


def _of_message(data: dict[str, Any]) -> Iterable[Recipient]:
    """Everybody in the talk but who wrote."""
    match = Match.objects.select_related(*PEOPLE).filter(thread=data["thread"]).first()
    if match is None:
        return []
    return [Recipient(person.user_id, Reason.TALK) for person in _both(match) if person.user_id != data["by"]]


def _of_call(data: dict[str, Any]) -> Iterable[Recipient]:
    """Those who were asked, each for themselves."""
    asked = Invitation.objects.filter(call=data["call"], state=Invitation.State.WAITING)
    return [Recipient(user, Reason.MINE) for user in asked.order_by("pk").values_list("person", flat=True)]


def _call_words(data: dict[str, Any], user: Any) -> Words | None:
    """Which need of which post, where and when; nothing once it was answered or is over."""
    waiting = Invitation.objects.visible_to(user).waiting().with_words()
    invitation = waiting.filter(call=data["call"]).first()
    if invitation is None:
        return None
    need = invitation.need
    title = _("「%(code)s」で、手を貸してもらえませんか？") % {"code": need.code.label}
    days = [f"{day:%Y-%m-%d}" for day in (need.from_on, need.until_on) if day]
    line = "　".join((need.issue.title, need.issue.place, "〜".join(days))).strip()
    return Words(title, line, reverse("matches:invitations"), button=_("返事をする"))


def _step_words(data: dict[str, Any], user: Any) -> Words | None:
    match = _seen(data["match"], user)
    step = match.steps.filter(pk=data["step"]).first() if match is not None else None
    if match is None or step is None:
        return None
    return _words(match, of_step(match, step), step.note or _what(match))


def _reminder_words(data: dict[str, Any], user: Any) -> Words | None:
    match = _seen(data["match"], user)
    if match is None or match.state != data["state"]:
        return None
    title = {
        "proposed": _("お返事を待っています"),
        "accepted": _("日時が、まだ決まっていません"),
        "scheduled": _("手伝いは、できましたか？") if match.by_person else _("お渡しは、できましたか？"),
        "delivered": _("問題なければ「確認」を押してください"),
        "confirmed": _("お礼をひとこと、どうですか？"),
    }[match.state]
    return _words(match, title, _what(match))


def _message_words(data: dict[str, Any], user: Any) -> Words | None:
    match = Match.objects.visible_to(user).with_words().filter(thread=data["thread"]).first()
    message = Message.objects.filter(pk=data["message"]).first()
    if match is None or message is None or message.is_hidden:
        return None
    side = side_of(user, match)
    other = Side.ASKER if side == Side.OWNER else Side.OWNER
    title = _("%(name)sさんから：%(what)s") % {"name": match.name_of(other), "what": match.what}
    return _words(match, title, Truncator(message.body).chars(LINE) or message.first_line)


def _words(match: Match, title: str, line: str) -> Words:
    return Words(title, line, match.get_absolute_url(), button=_("手の貸し借りを見る"))


def _what(match: Match) -> str:
    if match.shown_issue is not None:
        return _("「%(what)s」を「%(issue)s」へ") % {"what": match.what, "issue": match.shown_issue.title}
    return match.what


def _seen(number: int, user: Any) -> Match | None:
    return Match.objects.mine(user).with_words().filter(pk=number).first()


NEWS = (
    NewsType("invitation.asked", gettext_lazy("ボランティアの呼びかけ"), _of_call, _call_words, icon="heart"),
    NewsType("match.step", gettext_lazy("手の貸し借り"), _of_step, _step_words, icon="hand"),
    *FIT_NEWS,
    NewsType("match.reminder", gettext_lazy("手の貸し借り"), _of_reminder, _reminder_words, icon="hand"),
    NewsType(
        "match.message", gettext_lazy("手の貸し借りの話"), _of_message, _message_words, icon="chat", bundle="thread"
    ),
)
