"""Posts that may be the same thing: open, of the same category, at most 300 metres away."""

import math
from typing import Any

from community.areas.geometry import METRES_PER_DEGREE, metres
from community.core.visibility import Visibility
from community.issues.models import Issue

REACH = 300.0  # metres
MOST, MOST_LOOKED_AT = 5, 200


def near_duplicates(issue: Issue, user: Any) -> list[Issue]:
    """The nearest first, each with `distance` in whole metres and `goes_on`: whether it is the older one."""
    if issue.lat is None or issue.lng is None or not issue.is_open or issue.visibility != Visibility.PUBLIC:
        return []
    high = REACH / METRES_PER_DEGREE
    wide = high / math.cos(math.radians(issue.lat))
    around = Issue.objects.at_desk_of(user).listed().open().filter(
        category=issue.category_id,
        lat__range=(issue.lat - high, issue.lat + high),
        lng__range=(issue.lng - wide, issue.lng + wide),
    )  # fmt: skip
    fields = ("number", "title", "status", "kind", "version", "lat", "lng", "support_count", "posted_at")
    near = list(around.exclude(pk=issue.pk).only(*fields)[:MOST_LOOKED_AT])
    for one in near:
        one.distance = round(metres(issue.lat, issue.lng, one.lat, one.lng))
        one.goes_on = one.number < issue.number
    return sorted((one for one in near if one.distance <= REACH), key=lambda one: one.distance)[:MOST]
