"""Posts on pages of other packages."""

from typing import Any

from community.core.panels import Panel

from .cards import STAMP, cards
from .models import Issue
from .querysets import IssueQuerySet

MOST_POSTS = 20


def my_posts(person: Any, user: Any) -> dict[str, Any]:
    """All of one's own posts, waiting and hidden ones too."""
    posts = Issue.objects.visible_to(user).filter(author=person)
    return {"posts": _with_cards(posts), "mine": True, "person": person}


def posts_of_person(person: Any, user: Any) -> dict[str, Any]:
    """What everybody may see of a person's posts: never those without a name."""
    posts = Issue.objects.visible_to(user).listed().filter(author=person, anonymous=False)
    return {"posts": _with_cards(posts), "mine": False, "person": person}


def _with_cards(posts: IssueQuerySet) -> list[dict[str, Any]]:
    """The newest of them: card, and who may see it."""
    rows = list(posts.newest().values_list(*STAMP, "visibility", "hidden_reason")[:MOST_POSTS])
    stamps = [row[: len(STAMP)] for row in rows]
    seen = ({"visibility": visibility, "hidden_reason": reason} for *_stamp, visibility, reason in rows)
    return [{"card": card} | who for card, who in zip(cards(stamps, level=3), seen, strict=True)]


PANELS = (
    Panel("profile", 10, my_posts, "issues/_posts_panel.html"),
    Panel("person", 10, posts_of_person, "issues/_posts_panel.html"),
)
