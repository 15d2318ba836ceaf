"""The ranker's two sides, from what this site knows: rows, the index, vectors. Reads only.

an issue ──▶ wanted_of ──┐
                         ├──▶ ranking.rank ──▶ what `actions.suggesting` keeps
candidates ─▶ offers_of ─┘
(near in meaning, same need codes, same words)
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

import numpy as np
from django.db.models import Count, Q, QuerySet

from community.core.clock import now, today
from community.core.visibility import Visibility
from community.issues.models import Issue
from community.resources.models import OpenHours, Resource, State
from community.taxonomy.codes import WANTED, codebook, codes_of
from search import Query
from search.analysis.letters import language
from search.analysis.site import analyzer
from search.engines import database
from search.errors import NoMeaning
from search.meaning.asking import vector_of
from search.meaning.embedders import embedder
from search.models import Entry, Vector
from search.ranking import Candidate, Rarity

from . import conditions
from .meaning import aim
from .models import FitAnswer, Match, Need, Suggested
from .sides import AVAILABLE, EXHAUSTED, EXPIRED, PAUSED, Hours, Offer, Wanted
from .telling import MARKS, telling
from .workflow import State as MatchState

BY_MEANING, BY_CODES, BY_WORDS = 150, 100, 60  # candidates
MOST_TOKENS, DEEPEST = 16, 300
GUESSED = 0.6  # of a code that was read out of a text, beside one that somebody chose
SURE = 0.3  # of a code by which candidates are looked for
MOST_CODES = 6  # read out of a text
LATELY = timedelta(days=30)
PATIENCE = 5.0  # seconds; the worker waits for a vector, nobody else does


def wanted_of(issue: Issue) -> Wanted:
    """What an issue asks for: by its needs, and by what its words want."""
    text = f"{issue.title}\n{issue.body}\n{issue.category.name}"
    asked = vector_of(text, patience=PATIENCE) if embedder().is_there else None
    needs = list(Need.objects.open().of_issue(issue))
    facts = facts_of(issue, needs, refused=FitAnswer.objects.refused([issue.pk])[issue.pk])
    found = codes_of(text, side=WANTED, most=MOST_CODES, vector=asked)
    tokens = list(analyzer().document(text).words)
    kept = database().counted([mark + word[1:] for word in tokens if word[0] in MARKS for mark in MARKS] + tokens)
    return replace(
        facts,
        codes={it.slug: it.weight if not needs else GUESSED * it.weight for it in found} | dict(facts.codes),
        words=telling(tokens, kept.counts, max(kept.total, 1)),
        vector=_aim(text, [*facts.codes, *(it.slug for it in found)]) if asked is not None else None,
    )


def facts_of(issue: Issue, needs: Sequence[Need], *, refused: Collection[str] = ()) -> Wanted:
    """What an issue says plainly, without a look at what its words may mean: enough for gates and misfits."""
    begins, ends = [need.from_on for need in needs if need.from_on], [need.until_on for need in needs if need.until_on]
    return Wanted(
        id=str(issue.pk),
        title=issue.title,
        body=issue.body,
        kinds=frozenset(need.code.kind for need in needs),
        codes={need.code_id: 1.0 for need in needs},
        sensitive=frozenset(need.code_id for need in needs if need.code.sensitive),
        ward=issue.ward_id or "",
        lat=issue.shown_lat,
        lng=issue.shown_lng,
        quantity=next((need.quantity for need in needs if need.quantity), None),
        from_on=min(begins) if begins and ends else None,
        until_on=max(ends) if begins and ends else None,
        owner=f"u{issue.author_id}",
        refused=frozenset(refused),
        languages=frozenset({"ja"}),
        essence=frozenset(word for word in analyzer().document(issue.title).words if word[0] == "@"),
        on=today(),
    )


def _aim(text: str, codes: list[str]) -> np.ndarray | None:
    """What to hold offers against; None without a model, or while it is away."""
    book, lang = codebook(), language(text)
    try:
        book.usual(lang, wait=True)  # seconds, once a language
        return aim(text, codes, book=book, by=embedder(), lang=lang)
    except NoMeaning:
        return None


def candidates_for(wanted: Wanted) -> list[Offer]:
    """Offers that may fit: near in meaning, of the same sorts of help, or with the same words; public ones alone."""
    same = Resource.objects.public().available(today()).filter(codes__in=sure_codes(wanted))
    return offers_of(entries_for(wanted, "resource", same))


def sure_codes(wanted: Wanted) -> list[str]:
    """Codes by which candidates are looked for."""
    return [code for code, weight in wanted.codes.items() if weight >= SURE]


def entries_for(wanted: Wanted, kind: str, same: QuerySet) -> list[Candidate]:
    """Entries of one kind that are near in meaning or use the same words, and the newest of `same`, rows of it."""
    engine, query = database(), Query(words="", kinds=(kind,))
    near = engine.near(wanted.vector, query, BY_MEANING, of_kind=kind) if wanted.vector is not None else []
    rare = sorted(wanted.words, key=lambda word: (word[0] not in "@~", -wanted.words[word]))[:MOST_TOKENS]
    worths = [([word], wanted.words[word]) for word in rare]
    alike = engine.adding_up(worths, query, limit=BY_WORDS, deepest=DEEPEST) if worths else []
    found = [*near, *engine.fetch(set(alike) - {candidate.id for candidate in near}, query)]
    known = {candidate.key for candidate in found}
    newest = same.distinct().order_by("-pk").values_list("pk", flat=True)[:BY_CODES]
    keys = [str(pk) for pk in newest if str(pk) not in known]
    ids = Entry.objects.filter(kind=kind, key__in=keys).values_list("pk", flat=True)
    return [*found, *engine.fetch(list(ids), query)]


def offers_of(entries: Sequence[Candidate]) -> list[Offer]:
    """Entries of resources as the ranker sees them; what is gone or not public meanwhile is left out."""
    entry_of = {int(entry.key): entry for entry in entries}
    rows = list(Resource.objects.visible_to(None).filter(pk__in=entry_of).select_related("organisation"))
    said, vectors = said_of(rows), vectors_of(entries)
    records, shown, stopped = _records(rows), _exposure(rows), stopped_by(rows)
    return [
        offer_of(
            row,
            said[row.pk],
            words=frozenset(entry_of[row.pk].words.split()),
            vector=vectors.get(entry_of[row.pk].vector or 0),
            record=records[owner_of(row)],
            exposure=shown[owner_of(row)],
            stopped=stopped[owner_of(row)],
        )
        for row in rows
    ]


@dataclass
class Said:
    """What stands in rows beside a resource: need codes, wards by their codes, weekly hours."""

    codes: dict[str, float] = field(default_factory=dict)
    wards: set[str] = field(default_factory=set)
    hours: list[Hours] = field(default_factory=list)


def said_of(rows: Iterable[Resource]) -> dict[int, Said]:
    """By key. Three plain reads: making objects of hundreds of codes took longer than all the ranking."""
    found = {row.pk: Said() for row in rows}
    for resource, code in Resource.codes.through.objects.filter(resource__in=found).values_list("resource", "needcode"):
        found[resource].codes[code] = 1.0
    for resource, ward in Resource.serves.through.objects.filter(resource__in=found).values_list("resource", "ward"):
        found[resource].wards.add(ward)
    hours = OpenHours.objects.filter(resource__in=found).values_list("resource", "weekday", "opens", "closes")
    for resource, *times in hours:
        found[resource].hours.append(Hours(*times))
    return found


def offer_of(
    row: Resource,
    said: Said,
    *,
    words: frozenset[str] = frozenset(),
    vector: np.ndarray | None = None,
    record: tuple[int, int] = (0, 0),
    exposure: int = 0,
    stopped: Collection[str] = (),
) -> Offer:
    """One resource; `words` and `vector` are those of its text."""
    organisation = row.organisation
    return Offer(
        id=str(row.pk),
        title=row.title,
        body=row.body,
        kind=row.kind,
        codes=said.codes,
        wards=frozenset(said.wards),
        whole_city=not said.wards and not row.remote,
        anywhere=row.remote,
        lat=row.lat,
        lng=row.lng,
        radius=row.radius,
        left=row.left,
        from_on=row.from_on,
        until_on=row.until_on,
        hours=tuple(said.hours),
        conditions=row.conditions,
        excludes=conditions.excludes(f"{row.conditions}。{row.body}", analyzer()),
        limits=conditions.limits(row.conditions),
        is_asking=conditions.is_asking(row.title, row.body),
        status=_status(row),
        owner=owner_of(row),
        stopped=frozenset(stopped),
        verified=organisation is not None and organisation.is_verified,
        confirmed_on=row.confirmed_at.date(),
        delivered=record[0],
        failed=record[1],
        exposure=exposure,
        languages=frozenset(row.languages) or frozenset({"ja"}),
        words=words,
        vector=vector,
    )


def owner_of(row: Resource) -> str:
    """The one who decides about it, as the ranker names owners."""
    return f"o{row.organisation_id}" if row.organisation_id else f"u{row.author_id}"


def _status(row: Resource) -> str:
    if row.is_over or row.state == State.ENDED:
        return EXPIRED
    if row.state == State.RESTING:
        return PAUSED
    return EXHAUSTED if row.left == 0 else AVAILABLE


def vectors_of(entries: Iterable[Candidate]) -> dict[int, np.ndarray]:
    """The vectors of entries by their ids, of length one."""
    rows = Vector.objects.filter(pk__in={entry.vector for entry in entries if entry.vector}).values_list("pk", "data")
    found = {pk: np.frombuffer(bytes(data), dtype=np.int8).astype(np.float32) for pk, data in rows}
    return {pk: row / (np.linalg.norm(row) or 1.0) for pk, row in found.items()}


def _records(rows: Sequence[Resource]) -> dict[str, tuple[int, int]]:
    """Owner → how often something was handed over, and how often it failed."""
    organisations, people = _owners(rows)
    mine = Q(resource__organisation__in=organisations) | Q(resource__organisation=None, resource__author__in=people)
    good = Q(state__in=(MatchState.CONFIRMED, MatchState.THANKED))
    counted = (
        Match.objects.filter(mine)
        .values_list("resource__organisation", "resource__author")
        .annotate(good=Count("pk", filter=good), bad=Count("pk", filter=Q(state=MatchState.FAILED)))
    )
    found: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for organisation, person, good_ones, bad_ones in counted:
        name = f"o{organisation}" if organisation else f"u{person}"
        before = found[name]
        found[name] = (before[0] + good_ones, before[1] + bad_ones)
    return found


def _exposure(rows: Sequence[Resource]) -> Counter[str]:
    """Owner → in how many lists of the last 30 days something of theirs stands among the first five."""
    organisations, people = _owners(rows)
    mine = Q(resource__organisation__in=organisations) | Q(resource__organisation=None, resource__author__in=people)
    shown = Suggested.objects.filter(mine, place__lte=5, made_at__gte=now() - LATELY)
    found: Counter[str] = Counter()
    for organisation, person, count in shown.values_list("resource__organisation", "resource__author").annotate(
        count=Count("pk")
    ):
        found[f"o{organisation}" if organisation else f"u{person}"] += count
    return found


def stopped_by(rows: Sequence[Resource]) -> dict[str, set[str]]:
    """Owner → the sorts of help of which they do not want to hear."""
    organisations, people = _owners(rows)
    found: dict[str, set[str]] = defaultdict(set)
    for organisation, person, code in FitAnswer.objects.stops(organisations, people):
        found[f"o{organisation}" if organisation else f"u{person}"].add(code)
    return found


def _owners(rows: Sequence[Resource]) -> tuple[set[int], set[int]]:
    organisations = {row.organisation_id for row in rows if row.organisation_id}
    return organisations, {row.author_id for row in rows if row.organisation_id is None and row.author_id}


def issues_near(text: str, codes: Iterable[str], most: int) -> list[int]:
    """Keys of open public issues that something of this text, with these codes, may help with; the nearest first."""
    engine, query = database(), Query(words="", kinds=("issue",))
    vector = vector_of(text, patience=PATIENCE) if embedder().is_there else None
    found = engine.near(vector, query, most) if vector is not None else []
    tokens = [word for word in analyzer().document(text).words if word[0] not in "^!"]
    kept = engine.counted(tokens)
    rarity = Rarity(kept.total, kept.counts)
    rare = sorted(tokens, key=lambda word: (word[0] not in "@~", -rarity.of(word)))[:MOST_TOKENS]
    worths = [([word], rarity.of(word)) for word in rare]
    found += engine.fetch(engine.adding_up(worths, query, limit=most, deepest=DEEPEST) if worths else [], query)
    numbers = [int(entry.key) for entry in found]
    wanting = Need.objects.open().filter(code__in=list(codes), issue__visibility=Visibility.PUBLIC)
    asked = list(wanting.order_by("-pk").values_list("issue", flat=True)[:most])
    open_ones = Issue.objects.visible_to(None).listed().open()
    return list(open_ones.filter(Q(number__in=numbers) | Q(pk__in=asked)).values_list("pk", flat=True)[: most * 2])
