"""What the pages of hand-overs show to this person."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from community.core.clock import today
from community.core.paging import page_of
from community.discussion.page import talk_of
from community.resources.models import Resource

from .models import Match, Reveal, Thanks
from .permissions import acting_for, side_of
from .sentences import next_step, of_step, waiting_for
from .workflow import AFTER_DELIVERY, PATH, Side, State, verbs_for

PAGE = 20
SHOWN = 50  # open hand-overs on one's list


def offerable(user: Any) -> QuerySet[Resource]:
    """What this person could bring to an issue now."""
    return Resource.objects.owned_by(user).public().available(today()).select_related("organisation").order_by("-pk")


def match_context(request: HttpRequest, match: Match, *, draft: str = "", draft_error: str = "") -> dict[str, Any]:
    side = side_of(request.user, match)
    other = Side.ASKER if side == Side.OWNER else Side.OWNER
    thanks = Thanks.objects.filter(match=match).select_related("photo", "effort", "story").first()
    talk = talk_of(request, match.thread, draft=draft, draft_error=draft_error)
    return {
        "match": match,
        "side": side,
        "other": other,
        "other_name": match.name_of(other),
        "trail": [{"label": _("手の貸し借り"), "url": reverse("matches:mine")}],
        "dots": dots(match),
        "next": next_step(match, side),
        "is_my_turn": side is not None and waiting_for(match) in (None, side) and not match.is_over,
        "verbs": [] if talk["banned"] else verbs_for(match.state, side=side, proposed_by=match.proposed_by),
        "past": [{"step": step, "words": of_step(match, step)} for step in match.steps.all()],
        "contacts": contacts_of(match, side),
        "shows_contacts": match.shares_contacts and side is not None,
        "can_return": bool(
            side
            and match.resource
            and match.resource.returns
            and match.returned_at is None
            and match.state in AFTER_DELIVERY
        ),
        "thanks": thanks,
        "is_thanker": thanks is not None and thanks.by_id == request.user.pk,
        "agreed": thanks.agrees(side) if thanks is not None and side is not None else None,
        "asks_questions": bool(
            side and match.state in (*AFTER_DELIVERY, State.FAILED) and not match.answers.filter(side=side).exists()
        ),
        **talk,
    }


def dots(match: Match) -> list[dict[str, str]]:
    """The hand-over line: a dot a state, done, now or next; one that ended aside ends there."""
    done = match.steps_done
    helping = {State.PROPOSED: _("呼びかけ"), State.DELIVERED: _("手伝い")} if match.by_person else {}
    names = [
        {"word": helping.get(state, state.label), "state": _dot(nth, done)} for nth, state in enumerate(PATH, start=1)
    ]
    return names if done else [{"word": match.get_state_display(), "state": "end"}]


def _dot(nth: int, done: int) -> str:
    is_end = done == len(PATH)
    if nth < done or is_end:
        return "done"
    return "now" if nth == done else "next"


def contacts_of(match: Match, side: str | None) -> dict[str, list[dict[str, Any]]]:
    """Each field of both sides, with what is shown; the desk reads none."""
    if side is None:
        return {"theirs": [], "mine": []}
    shown = {(reveal.side, reveal.field): reveal for reveal in match.reveals.all()}
    fields = [(field, field.label) for field in Reveal.Field]
    other = Side.ASKER if side == Side.OWNER else Side.OWNER
    return {
        name: [{"field": field, "label": label, "shown": shown.get((whose, field))} for field, label in fields]
        for name, whose in (("theirs", other), ("mine", side))
    }


def mine_context(request: HttpRequest) -> dict[str, Any]:
    """What waits for this person first, then what goes on, then page by page what is over."""
    known = Match.objects.mine(request.user).with_words()
    acting = acting_for(request.user)
    going = [_row(match, request.user, acting) for match in known.open()[:SHOWN]]
    paging = page_of(known.ended(), request.GET, size=PAGE)
    return {
        "waiting": [row for row in going if row["is_my_turn"]],
        "going": [row for row in going if not row["is_my_turn"]],
        "paging": paging,
        "over": [_row(match, request.user, acting) for match in paging["things"]],
    }


def _row(match: Match, user: Any, acting: frozenset[int]) -> dict[str, Any]:
    side = side_of(user, match, acting)
    other = Side.ASKER if side == Side.OWNER else Side.OWNER
    turn = waiting_for(match)
    return {
        "match": match,
        "name": match.name_of(other),
        "next": next_step(match, side),
        "is_my_turn": not match.is_over and turn == side,
        "dots": dots(match),
    }


def verb_context(match: Match, verb: str, form: Any) -> dict[str, Any]:
    """The page of one step."""
    titles = {
        "accept": _("引き受ける"),
        "decline": _("今回は見送る"),
        "schedule": _("日時を決める"),
        "deliver": _("お渡しを記録する"),
        "confirm": _("ぶじに終わりました"),
        "thank": _("お礼を送る"),
        "withdraw": _("やめる"),
        "fail": _("できませんでした"),
    }
    if match.by_person:
        titles["deliver"] = _("手伝いを記録する")
    return {"match": match, "verb": verb, "title": titles[verb], "form": form, "resource": match.resource}
