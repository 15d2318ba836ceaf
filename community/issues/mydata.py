"""One's posts and what one said of them, for one's own copy."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from community.core.mydata import Files, Row, forgets, gives
from community.core.visibility import Visibility
from community.photos.mydata import put_all

from .actions.leaving import let_go
from .models import Draft, Issue, Source, StatusChange, Support

forgets(let_go, "issues.Issue.author", "issues.Support.user", "issues.StatusChange.by")

COLUMNS = (
    "number", "kind", "title", "body", "status", "visibility", "anonymous", "town", "address", "precision", "lat",
    "lng", "posted_at", "first_answer_at", "closed_at", "promised_on", "hidden_reason",
)  # fmt: skip


@gives("issues", _("投稿"), "issues.Issue.author")
def issues(person: Any, files: Files) -> Iterator[Row]:
    own = Issue.objects.filter(author=person, source=Source.WEB).exclude(visibility=Visibility.ERASED)
    for issue in own.prefetch_related("photos__photo").order_by("number"):
        yield {name: getattr(issue, name) for name in COLUMNS} | {
            "category": issue.category_id,
            "ward": issue.ward_id,
            "supports": issue.support_count,
            "photos": put_all(files, issue.photos.all(), issue.number, person),
        }


@gives("status_changes", _("投稿の様子についてのひとこと"), "issues.StatusChange.by")
def status_changes(person: Any, files: Files) -> Iterator[Row]:
    for step in StatusChange.objects.filter(by=person).select_related("issue").order_by("pk"):
        yield {"issue": step.issue.number, "status": step.status, "sentence": step.sentence, "at": step.at}


@gives("supports", _("わたしも"), "issues.Support.user")
def supports(person: Any, files: Files) -> Iterator[Row]:
    for number, at in Support.objects.filter(user=person).order_by("pk").values_list("issue__number", "at"):
        yield {"issue": number, "at": at}


@gives("drafts", _("書きかけ"), "issues.Draft.author")
def drafts(person: Any, files: Files) -> Iterator[Row]:
    for draft in Draft.objects.filter(author=person):
        yield {"words": draft.fields, "saved_at": draft.saved_at, "ends_at": draft.ends_at}
