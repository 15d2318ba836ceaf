"""What the pages with a talk show around its lines."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from .. import addresses, feet, permissions, rendering
from ..events import pinned_in
from ..models import Message, Thread

register = template.Library()


@register.simple_tag
def pinned_of(thread: Thread) -> Message | None:
    """What is pinned at the top; costs nothing while nothing is."""
    return pinned_in([thread.pk]).get(thread.pk) if thread.pinned_id else None


@register.simple_tag(takes_context=True)
def keeps_order(context: Any, thread: Thread) -> bool:
    """Whether the reader is staff on duty who look after this talk."""
    return permissions.keeps_order(context["request"].user, thread)


@register.simple_tag
def foot_of(message: Message, page: str) -> SafeString:
    return feet.foot(message, page)


@register.filter
def page_address(thread: Thread) -> str:
    return rendering.page_address(thread)


@register.simple_tag
def order_address(thread: Thread, message: Message) -> str:
    return addresses.order_address(thread, message.pk)
