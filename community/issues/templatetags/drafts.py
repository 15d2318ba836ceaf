"""What waits behind a log-in, on every page of the way to it."""

from typing import Any

from django import template

from community.core.holding import Holder

from ..models import Draft

register = template.Library()


@register.simple_tag(takes_context=True)
def waiting_draft(context: Any) -> Draft | None:
    """The post that this browser began last; only somebody without an account is asked for one."""
    request = context["request"]
    return None if request.user.is_authenticated else Draft.objects.held_by(Holder.of(request), None).first()
