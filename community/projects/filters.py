"""What the address of the list of projects may say, cleaned: unknown words are ignored, never an error."""

from collections.abc import Container
from dataclasses import dataclass, replace
from typing import Any, Self
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

import search
from community.areas.reference import wards
from community.core.text import asked
from community.resources.filterbar import code_groups
from community.taxonomy.reference import usable_codes

from .models import Stage
from .querysets import ProjectQuerySet

LONGEST_WORDS, MOST_FOUND = 100, 500
NAMES = ("q", "stage", "code", "ward", "wanted")


@dataclass(frozen=True)
class Filters:
    """Empty strings mean "any". `wanted`: 1 for those that look for people."""

    q: str = ""
    stage: str = ""
    code: str = ""
    ward: str = ""
    wanted: str = ""

    @classmethod
    def read(cls, query: QueryDict) -> Self:
        return cls(
            q=asked(query.get("q"), limit=LONGEST_WORDS),
            stage=_known(query.get("stage"), Stage.values),
            code=_known(query.get("code"), usable_codes() if query.get("code") else ()),
            ward=_known(query.get("ward"), wards()),
            wanted=_known(query.get("wanted"), ("1",)),
        )

    def apply(self, projects: ProjectQuerySet, *, user: Any) -> ProjectQuerySet:
        """Those that fit, unordered; of a ward only those that name it."""
        if self.stage:
            projects = projects.filter(stage=self.stage)
        if self.code:
            projects = projects.with_code(self.code)
        if self.ward:
            projects = projects.filter(ward=self.ward)
        if self.wanted:
            projects = projects.looking()
        return projects.filter(pk__in=self._found(user)) if self.q else projects

    def _found(self, user: Any) -> list[int]:
        """Those with these words, or other names for them."""
        query = search.Query(words=self.q, user=user, kinds=("project",), limit=MOST_FOUND)
        return [int(hit.key) for hit in search.search(query)]

    def address(self, **changes: str) -> str:
        """The query string of these filters with some of them changed; the page starts anew."""
        return "?" + urlencode({name: value for name, value in vars(replace(self, **changes)).items() if value})

    @property
    def narrowing(self) -> list[str]:
        return [name for name in NAMES if getattr(self, name)]


def bar_context(filters: Filters) -> dict[str, Any]:
    """The filters as people see them: chips for what is on, a form to change it."""
    return {
        "wards": [(ward.pk, ward.label) for ward in wards().values()],
        "stages": [(stage.value, str(stage.label)) for stage in Stage],
        "codes": code_groups(),
        "chips": [{"label": _label(filters, name), "url": filters.address(**{name: ""})} for name in filters.narrowing],
    }


def _label(filters: Filters, name: str) -> str:
    value = getattr(filters, name)
    if name == "q":
        return _("「%(words)s」") % {"words": value}
    if name == "stage":
        return str(Stage(value).label)
    if name == "wanted":
        return _("人をさがしている")
    return {"ward": wards, "code": usable_codes}[name]()[value].label


def _known(value: str | None, allowed: Container[str]) -> str:
    return value if value and value in allowed else ""
