"""The tally of posts by cell and sort: read at any moment, appended to by the database, tidied now and then."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, Q, Sum

from ..models import Issue, Tally
from . import triggers

FACETS = ("cell", "ward", "category", "kind", "status", "board", "school")
SUMS = ("n", "lat", "lng", "numbers")
CELLS_AT_ONCE = 400


def counts_by(facets: Sequence[str], where: dict[str, Any]) -> list[tuple]:
    """(a value of each facet …, how many listed posts); `where` says in which cells, -1 for the whole city."""
    lines = Tally.objects.filter(**where).order_by()
    return list(lines.values_list(*facets).annotate(Sum("n")))


def tidy() -> int:
    """Put the fresh lines of the busiest cells together with the old ones; returns how many lines are gone."""
    fresh = Tally.objects.filter(fresh=True).order_by().values_list("cell", "ward").annotate(Count("pk"))
    places = [place[:2] for place in fresh.order_by("-pk__count")[:CELLS_AT_ONCE]]
    return sum(_tidy_place(cell, ward) for cell, ward in places)


@transaction.atomic
def _tidy_place(cell: int, ward: str) -> int:
    """Lines that another worker has taken meanwhile are not there any more, and so are not counted twice."""
    lines = list(Tally.objects.select_for_update().filter(cell=cell, ward=ward).order_by("pk"))
    sums: dict[tuple, list[int]] = defaultdict(lambda: [0] * len(SUMS))
    for line in lines:
        total = sums[tuple(getattr(line, name) for name in FACETS)]
        for nth, name in enumerate(SUMS):
            total[nth] += getattr(line, name)
    kept = [
        Tally(**dict(zip(FACETS, facets, strict=True)), **dict(zip(SUMS, total, strict=True)), fresh=False)
        for facets, total in sums.items()
        if any(total)
    ]
    Tally.objects.filter(pk__in=[line.pk for line in lines]).delete()
    Tally.objects.bulk_create(kept)
    return len(lines) - len(kept)


def is_right() -> bool:
    """Whether the sums are those of the posts themselves."""
    listed = Issue.objects.listed().aggregate(all=Count("pk"), placed=Count("cell"))
    told = Tally.objects.aggregate(
        all=Sum("n", filter=Q(cell=triggers.CITY), default=0), placed=Sum("n", filter=Q(cell__gte=0), default=0)
    )
    return listed == told


@transaction.atomic
def recount() -> None:
    """The whole tally anew from the posts; writers wait meanwhile (about two seconds for a million posts)."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"LOCK TABLE {triggers.TABLE} IN SHARE MODE")
        cursor.execute(f"DELETE FROM {triggers.TALLY}")  # noqa: S608 - constants of ours, here and below
        old = "false" if connection.vendor == "postgresql" else "0"
        for cell, also in ((str(triggers.CITY), ""), ("cell", " AND cell IS NOT NULL")):
            columns = [*triggers.facets(cell=cell), *(f"sum({column})" for column in triggers.sums()), old]
            cursor.execute(
                f"INSERT INTO {triggers.TALLY} ({triggers.COLUMNS}) SELECT {', '.join(columns)} "  # noqa: S608
                f"FROM {triggers.TABLE} WHERE {triggers.listed()}{also} GROUP BY 1, 2, 3, 4, 5, 6, 7"
            )
