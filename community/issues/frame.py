"""The board's page for visitors: all that stands around the posts is made once for each choice of filters.

frame (header, filters, heading, footer …) ── HOLE ◀── posts of this moment
                                           └─ BACK ◀── this page's own address, for the language switch
"""

import copy
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from community.core import pieces
from community.core.pagecache import is_stranger
from community.core.reference import site_settings
from community.core.templatetags.kept import BACK
from community.taxonomy.reference import mark

HOLE = "<!--posts-->"
TEMPLATE, POSTS = "issues/board.html", "issues/_posts.html"


def board_page(request: HttpRequest, context: dict[str, Any]) -> str:
    """The whole page as HTML. Whoever brings a cookie of ours gets one made anew: it may greet them by name.

    So do words, places and days that are looked for: there are too many of them to keep.
    """
    if context["filters"].is_endless or not is_stranger(request):
        return render_to_string(TEMPLATE, context, request)
    site = site_settings()
    said = tuple(getattr(site, field.attname) for field in site._meta.concrete_fields)
    name = pieces.name_of(
        TEMPLATE,
        request.build_absolute_uri(request.path),
        hash(context["filters"].of_all_pages),
        mark(),
        hash(said),
    )
    frame = pieces.render({name: name}, lambda _missing: {name: _frame(request, context)})[name]
    posts = render_to_string(POSTS, context)
    return frame.replace(BACK, quote(request.get_full_path(), safe="/")).replace(HOLE, posts)


def _frame(request: HttpRequest, context: dict[str, Any]) -> str:
    anywhere = copy.copy(request)
    anywhere.get_full_path = lambda: BACK
    return render_to_string(TEMPLATE, context | {"posts": mark_safe(HOLE)}, anywhere)  # noqa: S308 - a constant
