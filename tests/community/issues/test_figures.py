"""Figures are what somebody would count by hand, and hold nothing that the public may not see."""

import random
from datetime import datetime, timedelta
from statistics import median

import pytest
from django.utils import timezone

from community.core.clock import today
from community.core.visibility import Visibility
from community.core.workdays import workdays_between
from community.issues.figures import figures_by, survey, total
from community.issues.models import Issue
from community.issues.workflow import OPEN, SOLVED, Status
from tests import makers

pytestmark = pytest.mark.django_db
WARDS, CATEGORIES = (makers.KITA, makers.HIRANO), ("light", "road", "litter")
SPAN = {"since": today() - timedelta(days=200), "until": today()}


def a_random_city(seed: int) -> None:
    chance = random.Random(seed)
    now = timezone.now()
    kinds = list(makers.Category.objects.values_list("pk", flat=True)[:3])
    for _post in range(60):
        issue = makers.issue(ward=chance.choice(WARDS), category=chance.choice(kinds), **{})
        posted = now - timedelta(days=chance.uniform(1, 260))
        answered = posted + timedelta(days=chance.uniform(0, 40)) if chance.random() < 0.7 else None
        Issue.objects.filter(pk=issue.pk).update(
            posted_at=posted,
            first_answer_at=None if answered is None or answered > now else answered,
            promised_on=timezone.localdate(posted) + timedelta(days=chance.randint(1, 30))
            if chance.random() < 0.8
            else None,
            status=chance.choice(list(Status)),
            visibility=chance.choice([*Visibility, *[Visibility.PUBLIC] * 6]),
        )
    merged = Issue.objects.filter(visibility=Visibility.PUBLIC).first()
    Issue.objects.filter(pk=merged.pk).update(merged_into=Issue.objects.last())


def by_hand(issues: list[Issue]) -> dict:
    answered = [one for one in issues if one.first_answer_at]
    waits = sorted((one.first_answer_at - one.posted_at) // timedelta(hours=2.4) for one in answered)
    days = sorted(workdays_between(local(one.posted_at), local(one.first_answer_at)) for one in answered)
    due = [one for one in issues if is_due(one)]
    return {
        "posted": len(issues),
        "answered": len(answered),
        "solved_by_city": sum(one.status in SOLVED and one.status != "resolved_by_community" for one in issues),
        "solved_by_people": sum(one.status == "resolved_by_community" for one in issues),
        "open": sum(one.status in OPEN for one in issues),
        "due": len(due),
        "late": sum(one.first_answer_at is None or local(one.first_answer_at) > one.promised_on for one in due),
        "overdue": sum(one.first_answer_at is None for one in due),
        "answer_days": waits[(len(waits) - 1) // 2] / 10 if waits else None,
        "answer_workdays_p90": days[-(-9 * len(days) // 10) - 1] if days else None,
    }


def is_due(issue: Issue) -> bool:
    if issue.promised_on is None:
        return False
    if issue.first_answer_at:
        return True
    return issue.promised_on < today() and issue.status in OPEN and issue.status != Status.INFO_REQUESTED


def local(moment: datetime):
    return timezone.localdate(moment)


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("field", ["ward_id", "category_id", "month"])
def test_figures_are_what_is_counted_by_hand(seed, field):
    a_random_city(seed)
    counted = [
        one
        for one in Issue.objects.filter(visibility="public", merged_into=None)
        if SPAN["since"] <= local(one.posted_at) <= SPAN["until"]
    ]

    found = figures_by(field, **SPAN)

    key_of = {"month": lambda one: f"{local(one.posted_at):%Y-%m}"}.get(field, lambda one: getattr(one, field))
    assert set(found) == {key_of(one) for one in counted}
    for key, figures in found.items():
        by_key = by_hand([one for one in counted if key_of(one) == key])
        assert {name: getattr(figures, name) for name in by_key} == by_key


def test_counting_is_one_query(django_assert_num_queries):
    makers.issue(), makers.issue(ward=makers.HIRANO)
    with django_assert_num_queries(1):
        assert total(survey(**SPAN)).posted == 2


def test_nine_of_ten_and_middle_are_values_that_occurred():
    for hours in (0, 24, 48, 240):
        issue = makers.issue()
        posted = timezone.now() - timedelta(days=30)
        Issue.objects.filter(pk=issue.pk).update(posted_at=posted, first_answer_at=posted + timedelta(hours=hours))
    figures = total(survey(**SPAN))
    assert (figures.answer_days, figures.answer_days_p90) == (1.0, 10.0)
    assert figures.answer_days <= median([0, 1, 2, 10])
