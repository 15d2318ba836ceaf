"""Posts as rows for files: columns that others rely on, never an author, a place only as exact as its author let it be.

`batches` reads on from the last number, each time with a question of its own: no transaction stays open while a
reader is slow, and what was hidden meanwhile is not in the next batch.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self

from django.utils import timezone
from django.utils.translation import override

from community.areas.models import Ward
from community.taxonomy.models import Category, Department

from .models import Precision, Source
from .querysets import IssueQuerySet
from .workflow import Kind, Status

BATCH = 500  # posts; with the longest bodies 6 MB
COLUMNS = {
    "number": "受付番号",
    "url": "アドレス",
    "kind": "しゅるい",
    "category": "分類",
    "ward": "区",
    "town": "町",
    "title": "件名",
    "body": "内容",
    "status": "状態",
    "department": "担当部署",
    "lat": "緯度",
    "lng": "経度",
    "posted": "投稿日時",
    "first_answer": "最初の回答日時",
    "closed": "完了日時",
    "supports": "わたしも",
    "messages": "話の数",
}
FIELDS = (
    "number", "kind", "category_id", "ward_id", "town", "title", "body", "status", "department_id",
    "shown_lat", "shown_lng", "precision", "posted_at", "first_answer_at", "closed_at", "support_count",
    "thread__message_count",
)  # fmt: skip
DIGITS = {Precision.EXACT: 5, Precision.BLOCK: 3, Precision.TOWN: 5}  # 1 m, 100 m; a town has one point of its own


@dataclass(frozen=True)
class Words:
    """How codes are written: as they are, for programs, or in Japanese, for people."""

    kinds: dict[str, str] = field(default_factory=dict)
    categories: dict[str, str] = field(default_factory=dict)
    wards: dict[str, str] = field(default_factory=dict)
    states: dict[str, str] = field(default_factory=dict)
    departments: dict[str, str] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    for_people: bool = False

    @classmethod
    def japanese(cls) -> Self:
        with override("ja"):
            return cls(
                kinds={kind.value: str(kind.label) for kind in Kind},
                categories=dict(Category.objects.values_list("slug", "name")),
                wards=dict(Ward.objects.values_list("code", "name")),
                states={status.value: str(status.label) for status in Status},
                departments=dict(Department.objects.values_list("slug", "name")),
                sources={source.value: str(source.label) for source in Source},
                for_people=True,
            )

    def moment(self, value: datetime | None) -> str | None:
        """In the time of Osaka."""
        if value is None:
            return None
        local = value.astimezone(timezone.get_default_timezone())
        return local.strftime("%Y-%m-%d %H:%M") if self.for_people else local.isoformat(timespec="seconds")


def batches(issues: IssueQuerySet, *more: str) -> Iterator[list[tuple[Any, ...]]]:
    """Facts of the posts, the newest first, some hundred at a time: FIELDS, and `more` behind them."""
    ordered, last = issues.newest(), None
    while True:
        rest = ordered if last is None else ordered.filter(number__lt=last)
        batch = list(rest.values_list(*FIELDS, *more)[:BATCH])
        if batch:
            yield batch
        if len(batch) < BATCH:
            return
        last = batch[-1][0]


def row(facts: tuple[Any, ...], *, site: str, words: Words) -> list[Any]:
    """One post in the order of COLUMNS; None where there is nothing. `site` is what stands before its path."""
    (
        number, kind, category, ward, town, title, body, status, department,
        lat, lng, precision, posted, answered, closed, supports, messages, *_more,
    ) = facts  # fmt: skip
    digits = DIGITS.get(precision, 3)
    return [
        number,
        f"{site}/issues/{number}/",
        words.kinds.get(kind, kind),
        words.categories.get(category, category),
        words.wards.get(ward, ward),
        town,
        title,
        body,
        words.states.get(status, status),
        words.departments.get(department, department),
        None if lat is None else round(lat, digits),
        None if lng is None else round(lng, digits),
        words.moment(posted),
        words.moment(answered),
        words.moment(closed),
        supports,
        messages,
    ]
