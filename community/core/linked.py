"""Facts for machines inside a page: JSON-LD, a block of data that no browser runs and the page's policy lets stand."""

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe

# What could end the block or begin a comment; JSON reads the same letters back.
HARMFUL = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def json_ld(facts: dict[str, Any]) -> SafeString:
    """A whole `<script type="application/ld+json">`."""
    text = json.dumps(facts, ensure_ascii=False, separators=(",", ":")).translate(HARMFUL)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 - cannot end its block
