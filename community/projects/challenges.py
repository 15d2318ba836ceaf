"""Challenges as the page of their event shows them, with those of their issues that the reader may see."""

from typing import Any

from django.db.models import Count, Prefetch

from community.issues.models import Issue

from .models import Challenge, Project


def challenges_of(event: Any, user: Any) -> list[dict[str, Any]]:
    """In their order: each with its issues, most supported first, how many people share them, and its projects."""
    seen = Issue.objects.visible_to(user).listed().with_card().order_by("-support_count", "-number")
    found = Challenge.objects.visible_to(user).filter(event=event).prefetch_related(Prefetch("issues", seen))
    challenges = list(found)
    counts = _projects(challenges, user)
    return [row_of(challenge, nth, counts.get(challenge.pk, 0)) for nth, challenge in enumerate(challenges, 1)]


def row_of(challenge: Challenge, nth: int, projects: int) -> dict[str, Any]:
    """`challenge` has its issues fetched."""
    issues = list(challenge.issues.all())
    return {
        "challenge": challenge,
        "nth": nth,
        "issues": issues,
        "people": sum(issue.support_count for issue in issues),
        "projects": projects,
    }


def _projects(challenges: list[Challenge], user: Any) -> dict[int, int]:
    """How many public projects answer each of them."""
    public = Project.objects.visible_to(user).public().filter(challenge__in=challenges)
    return dict(public.order_by().values_list("challenge").annotate(Count("pk")))


def counts_of(events: list[int], user: Any) -> dict[int, int]:
    """Event → how many challenges it has."""
    seen = Challenge.objects.visible_to(user).filter(event__in=events)
    return dict(seen.order_by().values_list("event").annotate(Count("pk")))


def words_of(event: Any) -> list[str]:
    """What search may find an event by, in both languages."""
    seen = Challenge.objects.visible_to(None).filter(event=event)
    rows = seen.values_list("title", "title_en", "about", "about_en")
    return [words for row in rows for words in row if words]
