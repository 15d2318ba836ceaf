"""いま、待っている力: all needs that still wait, or those that fit one's own card. Reads only.

What fits a person is worked out while their page is made and kept nowhere: nobody else may ever look it up.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q
from django.http import QueryDict
from django.utils.translation import gettext as _

from community.areas.reference import wards
from community.core.clock import today
from community.people.models import VolunteerCard
from community.projects.models import Member, Project, Role
from community.taxonomy.codes import code_names

from .gapcell import waits_of
from .models import Need
from .ranking import Reason, judge
from .sides import Hours, Offer, Wanted
from .weights import shipped

PAGE, MOST_COUNTED = 24, 1_000
LAST = re.compile(r"[0-9]{1,17}")
LOOKED_AT, MOST_FITTING, MOST_ROLES = 300, 24, 6
LEARNING = 0.5  # of a sort of help that somebody can do already


@dataclass(frozen=True)
class Choice:
    """What the address asks for; what is unknown is ignored."""

    code: str = ""
    ward: str = ""
    short: bool = False
    mine: bool = False
    after: int = 0  # the last need of the page before

    @classmethod
    def of(cls, query: QueryDict, *, has_card: bool) -> "Choice":
        code, ward, after = query.get("code", ""), query.get("ward", ""), query.get("after", "")
        return cls(
            code=code if code in code_names() else "",
            ward=ward if ward in wards() else "",
            short=query.get("short") == "1",
            mine=has_card and query.get("mine") == "1",
            after=int(after) if LAST.fullmatch(after) else 0,
        )

    def address(self, **changes: Any) -> str:
        said = {"code": self.code, "ward": self.ward, "short": self.short, "mine": self.mine} | changes
        return "?" + urlencode({name: "1" if value is True else value for name, value in said.items() if value})


def context(query: QueryDict, user: Any) -> dict[str, Any]:
    """For `matching/open_needs.html`."""
    cards = VolunteerCard.objects.visible_to(user).filter(person=user.pk)
    has_card = cards.exists() if user.is_authenticated else False
    choice = Choice.of(query, has_card=has_card)
    shown = _for_card(choice, cards.with_card().get(), user) if choice.mine else _page(choice)
    for row in shown["rows"]:
        row["waits"] = waits_of(row["need"])
    return shown | {
        "choice": choice,
        "has_card": has_card,
        "tabs": _tabs(choice, has_card=has_card),
        "codes": list(code_names().items()),
        "wards": [(one.pk, one.label) for one in wards().values()],
        "chips": _chips(choice),
    }


def _page(choice: Choice) -> dict[str, Any]:
    """The newest first, a page after the other; beyond a thousand nobody counts."""
    needs = _waiting(choice)
    beyond = needs.filter(pk__lt=choice.after) if choice.after else needs
    found = list(beyond.order_by("-pk")[: PAGE + 1])
    count = needs.order_by()[: MOST_COUNTED + 1].count()
    return {
        "rows": [{"need": need, "reasons": []} for need in found[:PAGE]],
        "next": choice.address(after=found[PAGE - 1].pk) if len(found) > PAGE else "",
        "count": min(count, MOST_COUNTED),
        "is_capped": count > MOST_COUNTED,
    }


def _for_card(choice: Choice, card: VolunteerCard, user: Any) -> dict[str, Any]:
    return {"rows": fitting(_waiting(choice), card), "roles": roles_for(card, user)}


def _waiting(choice: Choice) -> Any:
    found = Need.objects.waiting().select_related("code", "issue__ward")
    found = found.defer("issue__ward__shape", "issue__ward__outline")
    if choice.code:
        found = found.filter(code=choice.code)
    if choice.ward:
        found = found.filter(issue__ward=choice.ward)
    return found.filter(short=True) if choice.short else found


def _tabs(choice: Choice, *, has_card: bool) -> list[dict[str, Any]]:
    """All, what takes a quarter of an hour, and what fits one's card."""
    tabs = [
        (_("ぜんぶ"), choice.address(short=False, mine=False), not (choice.short or choice.mine)),
        (_("15分でできる"), choice.address(short=True, mine=False), choice.short and not choice.mine),
    ]
    if has_card:
        tabs.append((_("わたしに合う"), choice.address(short=False, mine=True), choice.mine))
    return [{"label": label, "url": url, "current": current} for label, url, current in tabs]


def _chips(choice: Choice) -> list[dict[str, str]]:
    """What narrows the list, each with the address without it."""
    named = {
        "code": code_names().get(choice.code, ""),
        "ward": wards()[choice.ward].label if choice.ward else "",
    }
    return [{"label": label, "url": choice.address(**{name: ""})} for name, label in named.items() if label]


def fitting(needs: Any, card: VolunteerCard) -> list[dict[str, Any]]:
    """The needs that one person can answer or would learn by, the best fitting first, each with its reasons."""
    offer = offer_of_card(card)
    found = needs.filter(code__in=list(offer.codes)).exclude(issue__author=card.person_id)
    found = found.filter(issue__ward__in=list(offer.wards)) if offer.wards else found
    weights = shipped()
    judged = [(need, judge(_wanted(need), offer, weights)) for need in found.order_by("-pk")[:LOOKED_AT]]
    able = [(need, it) for need, it in judged if not it.gate and it.score]
    able.sort(key=lambda pair: (-pair[1].score, -pair[0].pk))
    can, names = {code.pk for code in card.can.all()}, code_names()
    return [{"need": need, "reasons": list(_said(it.reasons, can, names))} for need, it in able[:MOST_FITTING]]


def offer_of_card(card: VolunteerCard) -> Offer:
    """A card as the ranker sees an offer. No organisation stands behind it: what is sensitive stays behind its gate."""
    reached = frozenset(ward.pk for ward in card.wards.all())
    learning = {code.pk: LEARNING for code in card.learn.all()}
    return Offer(
        id=f"c{card.pk}",
        kind="people",
        codes=learning | {code.pk: 1.0 for code in card.can.all()},
        wards=reached,
        whole_city=not reached,
        hours=tuple(Hours(it.weekday, it.opens, it.closes) for it in card.hours.all()),
        owner=f"u{card.person_id}",
        languages=frozenset(card.languages) or frozenset({"ja"}),
    )


def _wanted(need: Need) -> Wanted:
    """One need by its facts; what its issue's words mean is nothing to a card, which has no words for it."""
    return Wanted(
        id=str(need.pk),
        kinds=frozenset({need.code.kind}),
        codes={need.code_id: 1.0},
        sensitive=frozenset({need.code_id} if need.code.sensitive else ()),
        ward=need.issue.ward_id or "",
        from_on=need.from_on if need.until_on else None,
        until_on=need.until_on if need.from_on else None,
        owner=f"u{need.issue.author_id}",
        languages=frozenset({"ja"}),
        on=today(),
    )


def _said(reasons: Iterable[Reason], can: Collection[str], names: Mapping[str, str]) -> Iterable[str]:
    """Reasons as one says them to whom they are about."""
    for reason in reasons:
        if reason.code == "codes":
            code = reason.about["codes"][0]
            words = _("できること：%(code)s") if code in can else _("おぼえたいこと：%(code)s")
            yield words % {"code": names.get(code, code)}
        elif reason.code == "place":
            yield _("行ける所です。")
        elif reason.code == "dates":
            yield _("空いている日です。") if reason.about["whole"] else _("空いている日があります。")


def roles_for(card: VolunteerCard, user: Any) -> list[Role]:
    """Roles in teams that look for somebody who can this, the newest first; none where one is in the team already."""
    taken = Member.objects.filter(person=user).exclude(state=Member.State.LEFT)  # who asked or was declined, too
    projects = Project.objects.visible_to(user).listed().working().exclude(pk__in=taken.values("project"))
    projects = projects.exclude(pk__in=Project.objects.of_team(user).values("pk"))
    known = [code.pk for code in (*card.can.all(), *card.learn.all()) if not code.sensitive]
    carried = Role.codes.through.objects.filter(role=OuterRef("pk"), needcode__in=known)
    found = Role.objects.wanted().filter(Exists(carried), project__in=projects.values("pk"))
    reached = [ward.pk for ward in card.wards.all()]
    if reached:
        found = found.filter(Q(remote=True) | Q(project__ward=None) | Q(project__ward__in=reached))
    return list(
        found.select_related("project").prefetch_related("codes").order_by("-project_id", "position")[:MOST_ROLES]
    )
