"""In whose name one may write, wherever there is something to write into."""

from typing import Any

from django import template

from community.core.text import asked

from ..speaking import voices_of

register = template.Library()


@register.simple_tag(takes_context=True)
def voices(context: Any) -> list[tuple[str, str, bool]]:
    """The organisations that the reader acts for – number, name, and whether it was chosen in a form that came back."""
    request = context["request"]
    chosen = asked(request.POST.get("organisation"), limit=17) if request.method == "POST" else ""
    return [(str(one.pk), one.label, str(one.pk) == chosen) for one in voices_of(request.user)]
