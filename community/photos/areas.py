"""Boxes in pictures, in shares of their sides, as people and programs name them."""

import json
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from community.core.errors import InvalidInput

MOST_AREAS = 20  # of one photo
LONGEST = 4000  # letters of JSON
SMALLEST = 0.002  # of a side
SLACK = 0.001  # what rounding may push a box over the edge


class Area(NamedTuple):
    """A box; 0 and 1 are the edges of the upright picture."""

    left: float
    top: float
    width: float
    height: float

    @property
    def where(self) -> str:
        """In words, for those who have no picture with boxes on it."""
        across = _third(self.left + self.width / 2)
        down = _third(self.top + self.height / 2)
        return str(
            (
                (_("左上のほう"), _("上のまんなか"), _("右上のほう")),
                (_("左のほう"), _("まんなか"), _("右のほう")),
                (_("左下のほう"), _("下のまんなか"), _("右下のほう")),
            )[down][across]
        )


def _third(share: float) -> int:
    return min(2, max(0, int(share * 3)))


def areas_in(text: Any) -> list[Area]:
    """The boxes of a JSON list [[left, top, width, height], …]. Raises InvalidInput for anything else."""
    if not isinstance(text, str) or len(text) > LONGEST:
        raise InvalidInput
    try:
        rows = json.loads(text)
    except (ValueError, RecursionError) as reason:
        raise InvalidInput from reason
    if not isinstance(rows, list):
        raise InvalidInput
    return checked(rows)


def checked(rows: Iterable[Any]) -> list[Area]:
    """Boxes that stand in the picture. Raises InvalidInput."""
    areas = [_area(row) for row in rows]
    if not areas:
        raise InvalidInput(_("かくすところを、1つはえらんでください。"))
    if len(areas) > MOST_AREAS:
        raise InvalidInput(_("1枚の写真でかくせるのは、20か所までです。"))
    return areas


def _area(row: Any) -> Area:
    if not isinstance(row, list | tuple) or len(row) != len(Area._fields):
        raise InvalidInput
    if not all(type(value) in (int, float) and 0 <= value <= 1 for value in row):  # no NaN is between two numbers
        raise InvalidInput
    left, top, width, height = (float(value) for value in row)
    if min(width, height) < SMALLEST or max(left + width, top + height) > 1 + SLACK:
        raise InvalidInput
    return Area(left, top, min(width, 1 - left), min(height, 1 - top))
