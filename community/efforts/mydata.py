"""One's reports of work, for one's own copy."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from community.core.mydata import Files, Row, forgets, gives
from community.photos.mydata import put_all

from .actions.leaving import let_go
from .models import Effort

forgets(let_go, "efforts.Effort.author", "efforts.Effort.decided_by")


@gives("efforts", _("取り組みの報告"), "efforts.Effort.author")
def efforts(person: Any, files: Files) -> Iterator[Row]:
    own = Effort.objects.filter(author=person).select_related("issue").prefetch_related("photos__photo")
    for effort in own.order_by("pk"):
        yield {
            "issue": effort.issue.number,
            "organisation": effort.organisation_id,
            "kind": effort.kind,
            "state": effort.state,
            "body": effort.body,
            "done_on": effort.done_on,
            "people": effort.people,
            "reported_at": effort.created_at,
            "photos": put_all(files, effort.photos.all(), f"effort-{effort.pk}", person),
        }


@gives("effort_answers", _("報告への返事"), "efforts.Effort.decided_by")
def effort_answers(person: Any, files: Files) -> Iterator[Row]:
    for effort in Effort.objects.filter(decided_by=person).select_related("issue").order_by("pk"):
        yield {
            "issue": effort.issue.number,
            "state": effort.state,
            "word": effort.word,
            "at": effort.decided_at,
        }
