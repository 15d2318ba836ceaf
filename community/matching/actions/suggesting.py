"""Looking for offers, projects and data that fit an issue, and keeping what was found: in the worker, never while
somebody waits."""

import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import asdict, replace
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max, Q

from community.core.clock import now, today
from community.issues.models import Issue
from community.projects.models import Dataset, Project
from community.resources.models import Resource

from .. import site, site_works
from ..models import Suggested, SuggestedWork, SuggestionList
from ..ranking import Suggestion, label, rank
from ..sides import Offer, Wanted
from ..weights import Weights, shipped

KEPT, KEPT_WORKS = 10, 5  # of an issue
LEAST = 0.15  # of a score that is worth keeping
AT_ONCE, NEAR = 200, 40
ENOUGH, LONGEST_NIGHT = 5.0, 900.0  # seconds
OLD = timedelta(days=7)
STALE = ""  # the version of a list that is to be made anew


def suggest_for(*, issue_id: int) -> int:
    """Look anew; returns how many offers are kept. Nothing is kept for what is not public and open."""
    issue = Issue.objects.visible_to(None).listed().open().select_related("category").filter(pk=issue_id).first()
    if issue is None:
        Suggested.objects.filter(issue=issue_id).delete()
        SuggestedWork.objects.filter(issue=issue_id).delete()
        SuggestionList.objects.filter(issue=issue_id).delete()
        return 0
    by = shipped()
    wanted = site.wanted_of(issue)
    ranked = _ranked(wanted, site.candidates_for(wanted), by)
    best = _best(ranked, KEPT)
    of_works = replace(wanted, refused=frozenset())  # owners of offers refuse; keys of projects are others
    projects = _best(_ranked(of_works, site_works.projects_for(wanted), by), KEPT_WORKS)
    datasets = _best(_ranked(of_works, site_works.datasets_for(wanted), by), KEPT_WORKS)
    rows = [Suggested(issue=issue, resource_id=int(it.offer), **_columns(it, n, by)) for n, it in enumerate(best, 1)]
    works = [
        SuggestedWork(issue=issue, **{f"{kind}_id": int(it.offer)}, **_columns(it, n, by))
        for kind, found in (("project", projects), ("dataset", datasets))
        for n, it in enumerate(found, 1)
    ]
    _keep(issue, rows, works, closed=dict(Counter(it.gate for it in ranked if it.gate)), version=by.version)
    return len(best)


def _ranked(wanted: Wanted, offers: list[Offer], by: Weights) -> list[Suggestion]:
    return rank(wanted, offers, weights=by, seed=today().isoformat())


def _best(ranked: Iterable[Suggestion], most: int) -> list[Suggestion]:
    return [it for it in ranked if not it.gate and it.score >= LEAST][:most]


def suggest_resource(*, resource_id: int) -> int:
    """A resource was offered or changed: the lists of issues it may help with are stale now; returns how many."""
    resource = Resource.objects.visible_to(None).filter(pk=resource_id).first()
    return _stale(resource, resource.body, resource.codes) if resource is not None else 0


def suggest_project(*, project_id: int) -> int:
    """Likewise for a project that was started or changed."""
    project = Project.objects.visible_to(None).listed().filter(pk=project_id).first()
    return _stale(project, f"{project.does}\n{project.body}", project.codes) if project is not None else 0


def suggest_dataset(*, dataset_id: int) -> int:
    """Likewise for a dataset."""
    dataset = Dataset.objects.visible_to(None).filter(pk=dataset_id).first()
    return _stale(dataset, dataset.about, None) if dataset is not None else 0


def _stale(thing: Any, body: str, codes: Any) -> int:
    slugs = codes.values_list("pk", flat=True) if codes is not None else ()
    near = site.issues_near(f"{thing.title}\n{body}", slugs, NEAR)
    return SuggestionList.objects.filter(issue__in=near).update(version=STALE)


def catch_up(seconds: float = ENOUGH) -> int:
    """Issues that were posted after the last one that was looked at, then stale lists; returns how many were done."""
    newest = SuggestionList.objects.aggregate(newest=Max("issue"))["newest"] or 0
    fresh = Issue.objects.listed().open().filter(pk__gt=newest).order_by("pk").values_list("pk", flat=True)
    stale = SuggestionList.objects.filter(version=STALE).order_by("made_at").values_list("pk", flat=True)
    return _each([*fresh[:AT_ONCE], *stale[:AT_ONCE]], seconds)


def renew(
    seconds: float = LONGEST_NIGHT, say: Callable[[int], None] = lambda done: None, *, every: bool = False
) -> int:
    """Lists that are old or made by other weights, oldest first; `every`: all. `say` hears how many are done."""
    begun, done = time.monotonic(), 0
    before = now()
    stale = Q(made_at__lt=before) if every else Q(made_at__lt=before - OLD) | ~Q(version=shipped().version)
    while time.monotonic() - begun < seconds:
        some = SuggestionList.objects.filter(stale).order_by("made_at").values_list("pk", flat=True)
        batch = list(some[:AT_ONCE])
        done += _each(batch, seconds - (time.monotonic() - begun))
        say(done)
        if len(batch) < AT_ONCE:
            break
    return done


def _each(issues: list[int], seconds: float) -> int:
    begun = time.monotonic()
    for done, issue in enumerate(issues):
        if time.monotonic() - begun > seconds:
            return done
        suggest_for(issue_id=issue)
    return len(issues)


def _columns(found: Suggestion, place: int, by: Weights) -> dict[str, Any]:
    return {
        "place": place,
        "score": found.score,
        "label": label(found, by),
        "signals": dict(found.signals),
        "reasons": [asdict(reason) for reason in found.reasons],
        "misfits": [asdict(misfit) for misfit in found.misfits],
    }


@transaction.atomic
def _keep(
    issue: Issue, rows: list[Suggested], works: list[SuggestedWork], *, closed: dict[str, int], version: str
) -> None:
    Suggested.objects.filter(issue=issue).delete()
    Suggested.objects.bulk_create(rows)
    SuggestedWork.objects.filter(issue=issue).delete()
    SuggestedWork.objects.bulk_create(works)
    given = {"version": version, "closed": closed, "made_at": now()}
    SuggestionList.objects.update_or_create(issue=issue, defaults=given)
