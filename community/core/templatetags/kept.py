"""Parts of a page that hold nothing of the community's own – the shell, forms of choices – made once a process.

What people write lives in `core.pieces`; these parts depend on a handful of values that their callers name.
"""

import copy
from typing import Any
from urllib.parse import quote

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

register = template.Library()
BACK = "-back-to-this-page-"  # stands in a kept part for the page's own address, and passes `urlencode` unchanged
MOST = 300  # parts, of some kB each
_memory: dict[tuple, SafeString] = {}


@register.simple_tag(takes_context=True)
def kept(context: Any, name: str, *made_from: Any) -> SafeString:
    """The template `name` in this context, made once for each language and each set of hashable values `made_from`."""
    key = (name, get_language(), *made_from)
    part = _memory.get(key)
    if part is None:
        part = context.template.engine.get_template(name).render(context)
        if len(_memory) >= MOST:
            _memory.clear()
        _memory[key] = part
    return part


@register.simple_tag(takes_context=True)
def kept_shell(context: Any, name: str) -> SafeString:
    """A part of the shell, kept for visitors; for people who are logged in it is made anew.

    It may depend on the site's settings, the first part of the address, and on the whole address only through
    `request.get_full_path|urlencode`.
    """
    if context["user"].is_authenticated:
        return context.template.engine.get_template(name).render(context)
    request, site = context["request"], context["site"]
    anywhere = copy.copy(request)
    anywhere.path = "/".join(request.path.split("/")[:2]) + "/"
    anywhere.get_full_path = lambda: BACK
    with context.push(request=anywhere):
        part = kept(context, name, anywhere.path, site.name, site.name_en, site.contact_email)
    back = quote(request.get_full_path(), safe="/")
    return mark_safe(part.replace(BACK, back))  # noqa: S308 - a template's own output, with a quoted address in it
