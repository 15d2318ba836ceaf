"""Parts of a report's picture are hidden for good, by whoever reported (`photos.actions.hide_own`)."""

from dataclasses import replace

from community.core.takedowns import Takedown
from community.issues.actions.locking import lock
from community.issues.actions.locking import save as save_issue
from community.photos.albums import Taken
from search import outbox as search_outbox

from ..models import Effort, EffortPhoto
from .reading import hide_again
from .telling import save


def take_with_photo(photo: int) -> Taken | None:
    """The report that this photo is in, locked behind its issue, whose journal tells of it; None when it is in none."""
    join = EffortPhoto.objects.filter(photo=photo).select_related("effort__issue").first()
    if join is None:
        return None
    issue = lock(number=join.effort.issue.number)
    effort = Effort.objects.select_for_update(of=("self",)).get(pk=join.effort_id)
    effort.issue = issue

    def follow() -> None:
        save(effort)
        save_issue(issue)
        search_outbox.record("effort", effort.pk)

    return Taken("issue", issue.number, effort.ward_id or "", follow)


def put_away(down: Takedown) -> bool:
    """Whether the report was to be seen, a picture of which cannot be covered again."""
    return hide_again(replace(down, part=EffortPhoto.objects.get(photo=down.part).effort_id))
