"""Posts on pages of other packages."""

from typing import Any

from community.core.panels import Panel

from .models import Issue

MOST_POSTS = 20


def my_posts(person: Any, user: Any) -> dict[str, Any]:
    """All of one's own posts, waiting and hidden ones too."""
    posts = Issue.objects.visible_to(user).filter(author=person).with_card().newest()
    return {"posts": posts[:MOST_POSTS], "mine": True}


def posts_of_person(person: Any, user: Any) -> dict[str, Any]:
    """What everybody may see of a person's posts: never those without a name."""
    posts = Issue.objects.visible_to(user).listed().filter(author=person, anonymous=False).with_card().newest()
    return {"posts": posts[:MOST_POSTS], "mine": False}


PANELS = (
    Panel("profile", 10, my_posts, "issues/_posts_panel.html"),
    Panel("person", 10, posts_of_person, "issues/_posts_panel.html"),
)
