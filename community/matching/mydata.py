"""One's hand-overs, for one's own copy: the steps and words that were one's own, and never how others are reached."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from community.core.mydata import Files, Row, forgets, gives

from .actions.leaving import leave_matches
from .models import Call, FitAnswer, Invitation, Match, MatchStep, Need, Reveal, Side, Thanks

forgets(
    leave_matches,
    "matching.Match.asker",
    "matching.Match.volunteer",
    "matching.Match.made_by",
    "matching.MatchStep.by",
    "matching.Reveal.by",
    "matching.FitAnswer.by",
    "matching.Thanks.by",
    "matching.Need.by",
    "matching.Call.by",
)


@gives("needs", _("ほしいもの"), "matching.Need.by")
def needs(person: Any, files: Files) -> Iterator[Row]:
    for one in Need.objects.filter(by=person).select_related("issue").order_by("pk"):
        yield {
            "issue": one.issue.number,
            "code": one.code_id,
            "quantity": one.quantity,
            "note": one.note,
            "state": one.state,
            "at": one.created_at,
        }


@gives("matches", _("手の貸し借り"), "matching.Match.asker", "matching.Match.volunteer", "matching.Match.made_by")
def matches(person: Any, files: Files) -> Iterator[Row]:
    sides = Q(asker=person) | Q(volunteer=person) | Q(made_by=person)
    mine = Match.objects.filter(sides | Q(resource__author=person, resource__organisation=None))
    rows = mine.distinct().select_related("resource__organisation", "issue", "need__code", "thread")
    for one in rows.order_by("pk"):
        side = Side.ASKER if one.asker_id == person.pk else Side.OWNER
        yield {
            "number": one.pk,
            "side": side.value,
            "state": one.state,
            "what": one.what,
            "issue": one.shown_issue.number if one.shown_issue else None,
            "quantity": one.quantity,
            "scheduled_at": one.scheduled_at,
            "place": one.place,
            "made_at": one.created_at,
            "answers": list(one.answers.filter(side=side).values("went", "again", "at")),
        }


@gives("match_steps", _("手の貸し借りでしたこと"), "matching.MatchStep.by")
def match_steps(person: Any, files: Files) -> Iterator[Row]:
    columns = ("match", "act", "note", "quantity", "moment", "at")
    yield from MatchStep.objects.filter(by=person).values(*columns)


@gives("shown_contacts", _("相手に見せた連絡先"), "matching.Reveal.by")
def shown_contacts(person: Any, files: Files) -> Iterator[Row]:
    yield from Reveal.objects.filter(by=person).order_by("pk").values("match", "field", "value", "at")


@gives("thanks", _("お礼"), "matching.Thanks.by")
def thanks(person: Any, files: Files) -> Iterator[Row]:
    yield from Thanks.objects.filter(by=person).order_by("pk").values("match", "words", "people", "at")


@gives("offer_answers", _("おすすめへの返事"), "matching.FitAnswer.by")
def offer_answers(person: Any, files: Files) -> Iterator[Row]:
    for one in FitAnswer.objects.filter(by=person).select_related("issue"):
        yield {
            "issue": one.issue.number if one.issue.is_public else None,
            "resource": one.resource_id,
            "answer": one.answer,
            "reason": one.reason,
            "note": one.note,
            "at": one.at,
        }


@gives("volunteer_calls", _("ボランティアへの呼びかけ"), "matching.Call.by")
def volunteer_calls(person: Any, files: Files) -> Iterator[Row]:
    yield from Call.objects.filter(by=person).order_by("pk").values("need__code", "asked", "at", "ends_at")


@gives("volunteer_invitations", _("ボランティアとして呼びかけられたこと"), "matching.Invitation.person")
def volunteer_invitations(person: Any, files: Files) -> Iterator[Row]:
    yield from Invitation.objects.filter(person=person).values("need__code", "state", "at", "answered_at")
