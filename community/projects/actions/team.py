"""Who belongs to a team: raising a hand, being taken in or not, leaving."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from community.accounts.testaccounts import is_exempt
from community.core.clock import now
from community.core.errors import InvalidInput, NotAllowed, NotFound
from community.core.ratelimit import Rate, spend
from community.core.text import said
from community.moderation.permissions import refuse_banned
from community.notifications import actions as notices

from ..models import Member, Project
from ..models.projects import LONGEST_MESSAGE
from ..permissions import leads
from .locking import lock, record, save, take_own, take_seen

RATES = (Rate(10, 3600), Rate(30, 86400))
ASKED, JOINED, DECLINED, LEFT = Member.State.ASKED, Member.State.JOINED, Member.State.DECLINED, Member.State.LEFT


def ask_to_join(*, number: int, person: Any, role: int | None = None, message: str = "") -> Member:
    """手を挙げる, for a role (its number) or without one; only who leads the project reads the message. Said twice it
    stands once, and nobody asks again who was not taken in.

    Raises NotFound, NotAllowed, InvalidInput or TooFast.
    """
    refuse_banned(person)
    message = said(message, LONGEST_MESSAGE)
    if not is_exempt(person.email):
        spend("project.join", person.pk, *RATES)
    with transaction.atomic():
        project = take_seen(number, by=person)
        member = project.members.filter(person=person).first()
        if member is not None and member.state in (ASKED, JOINED):
            return member
        _refuse(project, person, member)
        member = member or Member(project=project, person=person)
        member.role, member.state, member.message, member.at = _role(project, role), ASKED, message, now()
        member.save()
        record("project.ask", project, by=person)
        _tell("project.asked", member, by=person)
    return member


def _refuse(project: Project, person: Any, member: Member | None) -> None:
    if leads(person, project):
        raise NotAllowed(_("あなたが始めたプロジェクトです。"))
    if not project.takes_people:
        raise NotAllowed(_("このプロジェクトは、いま人をさがしていません。"))
    if member is not None and member.state == DECLINED:
        raise NotAllowed(_("前に手を挙げたときに、見送りになっています。話に書いて、聞いてみてください。"))


def _role(project: Project, number: int | None) -> Any:
    if number is None:
        return None
    role = project.roles.wanted().filter(pk=number).first()
    if role is None:
        raise InvalidInput(_("この役は、もうさがしていません。ほかの役をえらんでください。"))
    return role


@transaction.atomic
def take_in(*, number: int, member: int, by: Any) -> Member:
    """Somebody who raised a hand belongs to the team. Raises NotFound or NotAllowed."""
    project, found = _asked(number, member, by)
    if found.state == JOINED:
        return found
    if found.state != ASKED:
        raise NotAllowed(_("この人は、もう手を下ろしています。"))
    found.state, found.at = JOINED, now()
    found.save(update_fields=["state", "at"])
    save(project)
    record("project.join", project, by=by, member=found.person.public_id)
    _tell("project.taken_in", found, by=by)
    _tell("project.joined", found, by=by)
    return found


@transaction.atomic
def decline(*, number: int, member: int, by: Any) -> Member:
    """Not this time; what they wrote is gone. Raises NotFound or NotAllowed."""
    project, found = _asked(number, member, by)
    if found.state == DECLINED:
        return found
    if found.state != ASKED:
        raise NotAllowed(_("この人は、もう手を下ろしています。"))
    found.state, found.message = DECLINED, ""
    found.save(update_fields=["state", "message"])
    record("project.decline", project, by=by, member=found.person.public_id)
    _tell("project.declined", found, by=by)
    return found


@transaction.atomic
def leave(*, number: int, person: Any) -> None:
    """Take the hand down, or leave the team; what was written goes along. Nothing happens to whoever is not in it.

    Raises NotFound.
    """
    project = lock(number)
    mine = project.members.filter(person=person, state__in=(ASKED, JOINED))
    if not mine and not Project.objects.visible_to(person).filter(pk=number).exists():
        raise NotFound
    if mine.update(state=LEFT, message=""):
        save(project)
        record("project.leave", project, by=person)


def _asked(number: int, member: int, by: Any) -> tuple[Project, Member]:
    project = take_own(number, by=by)
    found = project.members.filter(pk=member).select_related("person").first()
    if found is None:
        raise NotFound
    return project, found


def _tell(news: str, member: Member, *, by: Any) -> None:
    """The moment tells one raised hand of a person from a later one."""
    data = {"project": member.project_id, "member": member.pk, "by": by.pk}
    notices.announce(news=news, data=data, key=f"{news}:{member.pk}:{member.at.timestamp():.0f}")
