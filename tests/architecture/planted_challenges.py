"""Challenges from posts of every state for the planted city, and where such a post could be read through them."""

from typing import Any

from community.issues.models import Issue
from community.projects.models import Challenge
from tests import datamakers


def plant(post: Issue, public: Issue, event: Any) -> list[Challenge]:
    """One from this post alone, one from it and from a public one. Their own words say nothing of any post."""
    alone = datamakers.challenge(post, event=event, title="ひとつから", about="")
    return [alone, datamakers.challenge(post, public, event=event, title="ふたつから", about="")]


def addresses(some: list[Challenge], post: Issue, word: str) -> dict[str, list[str]]:
    """The desk with each of them, with the post ticked, and looked for; what may be pressed there without harm."""
    event = some[0].event_id
    desk = f"/cms/desk/challenges/?event={event}"
    return {
        "cms/desk/challenges/": [
            desk,
            *(f"{desk}&challenge={one.pk}" for one in some),
            f"{desk}&picked=1&issue={post.number}",
            f"{desk}&picked=1&issue={post.number}&step=write",
            f"{desk}&q={word}",
            f"{desk}&q={post.number}",
        ],
        "cms/desk/challenges/<int:event>/make/": [f"/cms/desk/challenges/{event}/make/"],
        "cms/desk/challenges/<int:event>/<int:challenge>/<slug:verb>/": [
            f"/cms/desk/challenges/{event}/{one.pk}/{verb}/" for one in some for verb in ("change", "down")
        ],
    }
