"""Thanks, the two questions, and – when both sides want it told – the report on the issue and the story."""

import logging
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from community.core.errors import CommunityError, InvalidInput, NotAllowed
from community.core.text import said
from community.core.visibility import Visibility
from community.efforts.actions import report_effort
from community.efforts.models import MOST_PEOPLE, Effort, Kind
from community.efforts.permissions import kinds_of
from community.photos import actions as photo_actions
from community.photos.models import Photo
from community.projects.actions import tell_story

from ..models import LONGEST_NOTE, Answer, Match, Side, Thanks
from ..workflow import AFTER_DELIVERY, State
from .locking import append_step, move, must_be_possible, take
from .needs import note_delivery

log = logging.getLogger(__name__)


@transaction.atomic
def thank_for_match(
    *, number: int, by: Any, words: str, people: int | None = None, photo: Photo | None = None, tell: bool = False
) -> Thanks:
    """Thank the other side; `tell` lets others read it too, once the other side agrees.

    Raises NotFound, NotAllowed, NotNow or InvalidInput.
    """
    match, side = take(number=number, by=by)
    must_be_possible(match, "thank", side)
    words = said(words, LONGEST_NOTE, _("お礼をひとこと書いてください。"))
    if people is not None and not 1 <= people <= MOST_PEOPLE:
        raise InvalidInput(_("人数は、1人から%(most)d人までで入れてください。") % {"most": MOST_PEOPLE})
    was_confirmed = match.state == State.CONFIRMED
    agrees = {"asker_agrees" if side == Side.ASKER else "owner_agrees": tell}
    thanks = Thanks.objects.create(match=match, by=by, side=side, words=words, people=people, photo=photo, **agrees)
    if photo is not None:
        photo_actions.give_to(photos=[photo], visibility=Visibility.PRIVATE, author=by, ward=match.ward)
    move(match, State.THANKED, "thank", side=side, by=by, note=words)
    if not was_confirmed:
        note_delivery(match)
    return thanks


@transaction.atomic
def agree_to_tell(*, number: int, by: Any, tell: bool) -> Thanks:
    """Whether others may read of it. The second yes tells it, once: on the issue, to its followers, as a story.

    Raises NotFound, NotAllowed when there is nothing to tell, when it has been told, or while the city hides the offer.
    """
    match, side = take(number=number, by=by, banned_too=not tell)
    thanks = Thanks.objects.select_for_update().filter(match=match).first()
    if thanks is None or thanks.is_public:
        raise NotAllowed(_("いま、決めることはありません。"))
    name = "asker_agrees" if side == Side.ASKER else "owner_agrees"
    setattr(thanks, name, tell)
    thanks.save(update_fields=[name])
    append_step(match, "tell" if tell else "keep", side=side, by=by)
    if thanks.is_public:
        if match.resource is not None and not match.resource.is_shown:
            raise NotAllowed(_("いまは公開されていないものなので、ほかの人に知らせることができません。"))
        _tell_everybody(match, thanks)
    return thanks


@transaction.atomic
def answer_questions(*, number: int, by: Any, went: str, again: bool) -> Answer:
    """How it went, and whether again; each side for itself. The other side does not read it.

    Raises NotFound, NotAllowed before it is done, or InvalidInput.
    """
    match, side = take(number=number, by=by)
    if match.state not in (*AFTER_DELIVERY, State.FAILED):
        raise NotAllowed(_("質問は、お渡しのあとにお聞きします。"))
    if went not in Answer.Went.values:
        raise InvalidInput(_("「よかった」「まあまあ」「こまった」から、えらんでください。"))
    answer, _made = Answer.objects.update_or_create(match=match, side=side, defaults={"went": went, "again": again})
    return answer


def _may_stand(thanks: Thanks, match: Match) -> bool:
    """Whether nobody has to read the words first: both who wrote them and who gave are trusted."""
    organisation, person = match.owning_organisation, match.owner
    gives = organisation.is_verified if organisation else bool(person and person.is_trusted)
    return gives and bool(thanks.by and thanks.by.is_trusted)


def _report(match: Match, thanks: Thanks, body: str) -> Effort | None:
    """The owner's report on the issue, as if they had written it; what keeps them from it keeps the thanks here."""
    try:
        with transaction.atomic():
            return report_effort(
                issue_number=match.issue.number,
                author=match.owner,
                organisation=match.owning_organisation,
                kind=Kind.PROGRESS,
                body=body,
                people=thanks.people,
                photos_after=[thanks.picture] if thanks.picture is not None else (),
                key=f"match-{match.pk}",
            )
    except CommunityError as refusal:
        log.warning("the thanks of match %s are not on its issue: %s", match.pk, refusal.code)
        return None


def _tell_everybody(match: Match, thanks: Thanks) -> None:
    """The report goes out in the owner's name; its photo is the one of the thanks."""
    issue = match.issue
    what = match.what if match.resource is None else match.resource.title
    title = _("%(name)sの「%(title)s」が、力になりました") % {"name": match.owner_name, "title": what}
    if issue is not None and issue.is_public and Kind.PROGRESS in kinds_of(issue) and match.owner is not None:
        thanks.effort = _report(match, thanks, f"{title}\n「{thanks.words}」")
    thanks.story = tell_story(
        title=title,
        lead=issue.title if issue is not None and issue.is_public else what,
        thanks=thanks.words,
        ward=match.ward,
        issue_numbers=[issue.number] if issue is not None and issue.is_public else [],
        publish=_may_stand(thanks, match),
    )
    thanks.save(update_fields=["effort", "story"])
