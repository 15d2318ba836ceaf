"""From live posts to an event's challenges: what the desk's screen shows for one address.

event ─▶ posts, found and ticked ─▶ one challenge of all of them, or one of each ─▶ the event's set
"""

import re
from dataclasses import dataclass, field, replace
from typing import Any, Self

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Prefetch
from django.http import HttpRequest, QueryDict
from django.utils import translation
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from community.areas.reference import wards
from community.core.clock import now
from community.core.errors import NotFound
from community.core.ids import token
from community.core.text import asked_number
from community.issues.filters import FIRST_PAGE, Filters
from community.issues.models import Issue
from community.projects.actions.challenges import LONGEST, MOST_ISSUES, Draft
from community.projects.events import open_events
from community.projects.models import Challenge, EventPage
from community.taxonomy.reference import categories

from .frame import menu

PAGE, MOST_EVENTS, MOST_OF_EACH = 20, 40, 10
HOWS, SORTS = ("one", "each"), ("supports", "new")
# What a challenge should not carry: telephone numbers, mail, the number of a house.
PHONE, MAIL = r"(?<!\d)0\d{1,4}[-(]?\d{1,4}[-)]?\d{3,4}(?!\d)", r"[\w.+\-]+@[\w\-]+\.[\w.\-]+"
PERSONAL = re.compile(rf"{PHONE}|{MAIL}|\d+(?:丁目\d+番|番地|-\d+-\d+)", re.ASCII)


@dataclass(frozen=True)
class Wanted:
    """`picks`: numbers of ticked posts; `challenge`: the one that is being changed, 0 for new ones."""

    event: int = 0
    challenge: int = 0
    picks: tuple[int, ...] = ()
    how: str = "one"
    writes: bool = False
    page: int = 1
    filters: Filters = field(default_factory=Filters)

    @classmethod
    def of(cls, query: QueryDict) -> Self:
        numbers = (asked_number(value) for value in query.getlist("issue")[: MOST_ISSUES + 1])
        sort = query.get("sort", "")
        filters = Filters.read(query, wards=wards(), categories=categories())
        kept = {"q": filters.q, "ward": filters.ward, "category": filters.category}
        return cls(
            event=asked_number(query.get("event")) or 0,
            challenge=asked_number(query.get("challenge")) or 0,
            picks=tuple(dict.fromkeys(number for number in numbers if number)),
            how=query.get("how", "") if query.get("how") in HOWS else "one",
            writes=query.get("step") == "write",
            page=min(asked_number(query.get("page")) or 1, 500),
            filters=Filters(**kept, status="open", sort=sort if sort in SORTS else "supports", **FIRST_PAGE),
        )


def screen_context(request: HttpRequest, wanted: Wanted, *, rows: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    """`rows`: what was sent and could not be taken."""
    events = list(open_events().order_by("-starts_at")[:MOST_EVENTS])
    event = event_of(events, wanted.event)
    known = _known(event, wanted.challenge)
    if known is not None and "picked" not in request.GET and not wanted.picks:
        wanted = replace(wanted, picks=tuple(_public(known).values_list("number", flat=True)), writes=True)
    picked = _picked(wanted.picks)
    if rows is None and picked and (wanted.writes or known is not None):
        rows = _rows(picked, wanted.how, known)
    found, more = _found(wanted)
    made = _made(event)
    return {
        "wanted": wanted,
        "events": events,
        "event": event,
        "known": known,
        "picked": picked,
        "found": found,
        "more": wanted.page + 1 if more else 0,
        "begun": wanted.page > 1,
        "rows": rows or [],
        "made": made,
        "preview": (rows or [None])[0],
        "checks": _checks(event, rows, picked, made, known is None and wanted.how == "each"),
        "wards": [(code, ward.label) for code, ward in wards().items()],
        "categories": [(slug, kind.label) for slug, kind in categories().items()],
        "sorts": [("supports", _("声が多い順")), ("new", _("新しい順"))],
        "key": token(),
        "longest": LONGEST,
        "menu": menu(request),
        "here": "challenges",
    }


def event_of(events: list[EventPage], number: int) -> EventPage | None:
    """The chosen one, or the next to come; None on a site without any. Raises NotFound for one that is not there."""
    if number:
        chosen = next((event for event in events if event.pk == number), None)
        if chosen is None:
            raise NotFound
        return chosen
    return min((event for event in events if not event.is_over), key=lambda event: event.starts_at, default=None) or (
        events[0] if events else None
    )


def _known(event: EventPage | None, number: int) -> Challenge | None:
    """Raises NotFound for one that is none of this event's."""
    if not number:
        return None
    known = event.challenges.filter(pk=number).first() if event else None
    if known is None:
        raise NotFound
    return known


def _public(challenge: Challenge) -> Any:
    return Issue.objects.visible_to(None).listed().filter(challenges=challenge.pk)


def _picked(numbers: tuple[int, ...]) -> list[Issue]:
    """Those of the ticked posts that everybody may see, the most supported first."""
    seen = Issue.objects.visible_to(None).listed().filter(number__in=numbers)
    return list(seen.with_card().most_supported())


def _found(wanted: Wanted) -> tuple[list[Issue], bool]:
    """One page of live public posts that are not ticked yet, and whether there are more."""
    live = Issue.objects.visible_to(None).listed()
    fitting = wanted.filters.apply(live, user=AnonymousUser()).exclude(number__in=wanted.picks)
    fitting = fitting.newest() if wanted.filters.sort == "new" else fitting.most_supported()
    begin = (wanted.page - 1) * PAGE
    page = list(fitting.with_card()[begin : begin + PAGE + 1])
    return page[:PAGE], len(page) > PAGE


def _made(event: EventPage | None) -> list[dict[str, Any]]:
    """The event's set as it stands; of posts that are not public only how many."""
    if event is None:
        return []
    public = Issue.objects.visible_to(None).listed().with_card().most_supported()
    rows = []
    found = event.challenges.annotate(total=Count("issues")).prefetch_related(Prefetch("issues", public))
    for nth, challenge in enumerate(found, 1):
        live = list(challenge.issues.all())
        gone = challenge.total - len(live)
        closed = sum(not issue.is_open for issue in live)
        rows.append({"challenge": challenge, "nth": nth, "issues": live, "gone": gone, "closed": closed})
    return rows


def _rows(picked: list[Issue], how: str, known: Challenge | None) -> list[dict[str, Any]]:
    """What is written into the form before anybody writes: Japanese, whoever looks."""
    if known is not None:
        words = {name: getattr(known, name) for name in LONGEST}
        return [words | {"issues": picked}]
    groups = [[issue] for issue in picked[:MOST_OF_EACH]] if how == "each" else [picked]
    with translation.override("ja"):
        return [_prefilled(group) for group in groups]


def _prefilled(issues: list[Issue]) -> dict[str, Any]:
    """The title of the first; what they are about and how many people share it."""
    values = {
        "kinds": "・".join(dict.fromkeys(issue.category.label for issue in issues)),
        "n": len(issues),
        "people": sum(issue.support_count for issue in issues),
        "places": len({issue.ward_id for issue in issues}),
    }
    if len(issues) == 1:
        about = _("%(kinds)sの投稿から。%(people)d人が「わたしも」と言っています。")
    else:
        about = _("%(kinds)sの投稿 %(n)d件から（%(places)d区）。合わせて%(people)d人が「わたしも」と言っています。")
    words = {"title": Truncator(issues[0].title).chars(LONGEST["title"]), "title_en": "", "about_en": ""}
    return words | {"about": Truncator(about % values).chars(LONGEST["about"]), "issues": issues}


def sent_rows(post: QueryDict) -> tuple[list[Draft], list[dict[str, Any]]]:
    """The rows `title-0, about-0, title_en-0, about_en-0, issues-0` …: as drafts, and as the form shows them again."""
    drafts, rows = [], []
    for nth in range(MOST_OF_EACH):
        if f"title-{nth}" not in post:
            break
        words = {name: post.get(f"{name}-{nth}", "") for name in LONGEST}
        numbers = (asked_number(value) for value in post.getlist(f"issues-{nth}")[: MOST_ISSUES + 1])
        issues = tuple(dict.fromkeys(number for number in numbers if number))
        drafts.append(Draft(issues=issues, **words))
        rows.append(words | {"issues": _picked(issues)})
    return drafts, rows


# ── Before it goes out ──────────────────────────────────────────────────────────────────────────────────────────
def _checks(
    event: EventPage | None,
    rows: list[dict[str, Any]] | None,
    picked: list[Issue],
    made: list[dict[str, Any]],
    of_each: bool,
) -> list[dict[str, Any]]:
    """What to look at, each with whether it is well; none of it stops anybody."""
    if event is None:
        return []
    checks = [_check(event.starts_at > now(), _("催しは、これからです"), _("催しは、もう始まっています"))]
    if not rows:
        well = not any(row["gone"] or row["closed"] for row in made)
        label, bad = _("もとの投稿は、ぜんぶ公開で、動いています"), _("公開でなくなった投稿か、終わった投稿があります")
        return [*checks, _check(well, label, bad)]
    if of_each and len(picked) > MOST_OF_EACH:
        values = {"n": MOST_OF_EACH, "rest": len(picked) - MOST_OF_EACH}
        checks.append(
            _check(False, "", _("一度に出せるのは%(n)dまでです。あとの%(rest)d件は、つぎに出してください") % values)
        )
    words = "\n".join(str(row[name]) for row in rows for name in LONGEST)
    titles = [row["title"] for row in rows]
    label, bad = _("電話番号・メール・番地は入っていません"), _("電話番号・メール・番地のようなものが入っています")
    return [
        *checks,
        _check(not PERSONAL.search(words), label, bad),
        _check(len(set(titles)) == len(titles), _("同じ題のお題はありません"), _("同じ題のお題があります")),
        _check(
            all(issue.is_open for issue in picked),
            _("もとの投稿は、ぜんぶ動いています"),
            _("もう終わった投稿が入っています"),
        ),
    ]


def _check(ok: bool, label: str, bad: str) -> dict[str, Any]:
    return {"ok": ok, "label": label if ok else bad}
