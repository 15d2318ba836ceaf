"""All that the search page shows for one address."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

import search
from community.areas.reference import wards
from community.core.templatetags.components import short_day
from community.core.text import asked_number
from community.issues.models import Issue
from community.issues.workflow import OPEN, SOLVED
from community.taxonomy.reference import categories
from search import unanswered
from search.documents import NEAR, NEW

from .asked import Asked
from .nearest import nearest_words
from .rows import KINDS, Row, rows_of

FIRST = 3  # rows of a kind before "all"
PAGE = 20
MOST_CHOICES = 6
STATES = {"open": OPEN, "solved": SOLVED}


@dataclass(frozen=True)
class Choice:
    """A chip, a tab or a line that narrows: where it leads and how many would be left."""

    label: str
    url: str
    count: int | None = None
    current: bool = False
    icon: str = ""


@dataclass
class Group:
    """The hits of one kind, as far as they are shown."""

    label: str
    icon: str
    count: int
    url: str
    rows: list[Row]


@dataclass
class Results:
    asked: Asked
    total: int = 0
    groups: list[Group] = field(default_factory=list)
    tabs: list[Choice] = field(default_factory=list)
    narrow: list[tuple[str, list[Choice]]] = field(default_factory=list)
    active: list[Choice] = field(default_factory=list)
    sorts: list[Choice] = field(default_factory=list)
    ways: list[Choice] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    is_simple: bool = False
    previous: str = ""
    next: str = ""

    @property
    def as_written(self) -> str:
        """The same search by what is written alone; and back again, by other names too."""
        return self.asked.address(written="1")

    @property
    def with_names(self) -> str:
        return self.asked.address(written="")


def find(asked: Asked, user: Any) -> Results:
    """Finds, narrows, groups and counts. What counts say is true of what this person may see."""
    results = Results(asked, active=_active(asked), sorts=_sorts(asked))
    if not asked.q:
        return results
    query = asked.query(user, kinds=tuple(KINDS))
    answer = search.answer(query)
    numbered = _of_number(asked, user)
    hits = numbered + [hit for hit in answer.hits if is_wanted(hit, asked) and hit not in numbered]
    if asked == asked.widest:
        unanswered.note(asked.q, hits)
    if asked.sort == NEAR:
        hits.sort(key=lambda hit: _distance(hit, asked))
    results.names, results.is_simple = answer.names, answer.is_simple
    counts = Counter(hit.kind for hit in hits)
    results.total = len(hits)
    results.tabs = _tabs(asked, counts)
    shown = [hit for hit in hits if not asked.of or hit.kind == asked.of]
    results.narrow = _narrow(asked, shown)
    if asked.of:
        _one_kind(results, shown, query, user)
    else:
        results.groups = [
            _group(kind, [hit for hit in hits if hit.kind == kind], asked, query, user)
            for kind in KINDS
            if counts[kind]
        ]
    if not shown:
        results.ways = _ways_out(asked, user)
    return results


def _of_number(asked: Asked, user: Any) -> list[search.Hit]:
    """A number alone, with or without #, is that post, whatever narrows."""
    number = asked_number(asked.q.lstrip("#＃"))
    issue = Issue.objects.visible_to(user).filter(number=number).first() if number else None
    if issue is None:
        return []
    facts = {"ward": issue.ward_id, "category": issue.category_id, "status": issue.status}
    return [search.Hit("issue", str(issue.number), at=issue.posted_at, title=issue.title, facts=facts)]


def is_wanted(hit: search.Hit, asked: Asked) -> bool:
    """Whether it is in the circle and the state that are asked for, which the index does not know."""
    if asked.near and not (hit.place and asked.circle.holds(*hit.place)):
        return False
    return not asked.state or hit.facts.get("status") in STATES[asked.state]


def _distance(hit: search.Hit, asked: Asked) -> float:
    (lat, lng), circle = hit.place, asked.circle
    return (lat - circle.lat) ** 2 + ((lng - circle.lng) * 0.82) ** 2  # cos of Osaka's latitude


def _group(kind: str, hits: list[search.Hit], asked: Asked, query: search.Query, user: Any) -> Group:
    about = KINDS[kind]
    url = asked.address(of=kind)
    return Group(about.label, about.icon, len(hits), url, rows_of(kind, hits[:FIRST], query, user))


def _one_kind(results: Results, hits: list[search.Hit], query: search.Query, user: Any) -> None:
    """A whole page of one kind, with the way on and back."""
    asked, about = results.asked, KINDS[results.asked.of]
    begin = (asked.page - 1) * PAGE
    page = hits[begin : begin + PAGE]
    if page:
        results.groups = [Group(about.label, about.icon, len(hits), "", rows_of(asked.of, page, query, user))]
    results.previous = asked.address(page=asked.page - 1) if asked.page > 1 else ""
    results.next = asked.address(page=asked.page + 1) if len(hits) > begin + PAGE else ""


def _tabs(asked: Asked, counts: Counter[str]) -> list[Choice]:
    tabs = [Choice(_("すべて"), asked.address(of=""), counts.total(), not asked.of)]
    for kind, about in KINDS.items():
        if counts[kind] or asked.of == kind:
            tabs.append(Choice(about.label, asked.address(of=kind), counts[kind], asked.of == kind, about.icon))
    return tabs


def _narrow(asked: Asked, hits: Iterable[search.Hit]) -> list[tuple[str, list[Choice]]]:
    hits = list(hits)
    sections = [
        (_("区"), "ward", {code: ward.label for code, ward in wards().items()}, lambda hit: hit.facts.get("ward")),
        (
            _("種類"),
            "category",
            {slug: it.label for slug, it in categories().items()},
            lambda hit: hit.facts.get("category"),
        ),
        (_("様子"), "state", {"open": _("動いている"), "solved": _("解決した")}, _state),
        (_("ことば"), "lang", languages(), lambda hit: hit.facts.get("lang")),
    ]
    choices = [(label, _choices(asked, name, known, map(of, hits))) for label, name, known, of in sections]
    return [(label, some) for label, some in choices if len(some) > 1 or any(choice.current for choice in some)]


def _state(hit: search.Hit) -> str:
    status = hit.facts.get("status")
    return next((name for name, statuses in STATES.items() if status in statuses), "")


def _choices(asked: Asked, name: str, known: dict[str, str], values: Iterable[str | None]) -> list[Choice]:
    chosen, counts = getattr(asked, name), Counter(value for value in values if value in known)
    if chosen:
        return [Choice(known[chosen], asked.address(**{name: ""}), counts[chosen], current=True)]
    return [
        Choice(known[value], asked.address(**{name: value}), count) for value, count in counts.most_common(MOST_CHOICES)
    ]


def languages() -> dict[str, str]:
    return {"ja": "日本語", "en": "English", "zh": "中文", "ko": "한국어", "vi": "Tiếng Việt"}


def _active(asked: Asked) -> list[Choice]:
    """What narrows now, each with the way to take it off; and the ages one may choose."""
    ages = {"month": _("この1か月"), "year": _("この1年")}
    active = [
        Choice(label, asked.address(age="" if asked.age == age else age, begin="", end=""), current=asked.age == age)
        for age, label in ages.items()
    ]
    begin, end = asked.days
    for day, words, off in ((begin, _("%(day)sから"), {"begin": ""}), (end, _("%(day)sまで"), {"end": ""})):
        if day:
            active.append(Choice(words % {"day": strip_tags(short_day(day))}, asked.address(**off), current=True))
    if asked.near:
        active.append(Choice(_("近く"), asked.address(near="", sort=""), current=True, icon="pin"))
    return active


def _sorts(asked: Asked) -> list[Choice]:
    sorts = {"best": _("合う順"), NEW: _("新しい順")} | ({NEAR: _("近い順")} if asked.near else {})
    return [Choice(label, asked.address(sort=sort), current=asked.sort == sort) for sort, label in sorts.items()]


def _ways_out(asked: Asked, user: Any) -> list[Choice]:
    """Nothing was found: a wider area, nearer words, or the first post about it."""
    ways = []
    if asked.is_narrowed or asked.of or asked.written:
        count = len(search.answer(asked.widest.query(user, kinds=tuple(KINDS))).hits)
        if count:
            ways.append(Choice(_("大阪市ぜんぶ、すべての種類でさがす"), asked.widest.address(), count))
    for words in nearest_words(asked.q):
        other = replace(asked, q=words, page=1)
        count = sum(is_wanted(hit, other) for hit in search.answer(other.query(user, kinds=tuple(KINDS))).hits)
        if count:
            ways.append(Choice(_("「%(words)s」でさがす") % {"words": words}, asked.address(q=words), count))
    ways.append(Choice(_("課題ボードを見る"), reverse("issues:board")))
    return ways
