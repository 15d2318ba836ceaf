"""Stories that the community tells itself."""

from collections.abc import Sequence
from typing import Any

from django.utils.text import Truncator

from community.core.clock import today

from ..models import StoryIndexPage, StoryPage

LONGEST_TITLE = 120  # characters


def tell_story(
    *, title: str, lead: str, thanks: str, ward: Any, issue_numbers: Sequence[int], publish: bool
) -> StoryPage | None:
    """Tell how something was handed over, and the thanks for it; a draft for editors unless `publish`.

    None where the site keeps no stories. Call inside the transaction of what it tells of.
    """
    shelf = StoryIndexPage.objects.live().first()
    if shelf is None:
        return None
    story = StoryPage(
        title=Truncator(title).chars(LONGEST_TITLE),
        lead=Truncator(lead).chars(StoryPage._meta.get_field("lead").max_length),
        thanks=thanks,
        day=today(),
        ward=ward,
        issue_numbers=", ".join(map(str, issue_numbers)),
    )
    story.live = False
    shelf.add_child(instance=story)
    revision = story.save_revision()
    if publish:
        revision.publish()
    return story
