"""Where posts about the same are shown on pages of others. They are fetched afterwards, so no page waits for search."""

from typing import Any

from community.core.panels import Panel

from .likeness import like_this


def _of_post(issue: Any, user: Any) -> dict[str, Any] | None:
    return {"issue": issue}


def _of_form(form: Any, user: Any) -> dict[str, Any] | None:
    """Fetched while somebody writes; in a form that is shown again, such as its preview, the first are there."""
    return {"rows": like_this(form.data, user) if form.is_bound else []}


PANELS = [
    Panel(slot="issue.alike", order=10, context=_of_post, template="finding/_alike_below.html"),
    Panel(slot="post.alike", order=10, context=_of_form, template="finding/_alike_beside.html"),
]
