"""Rendered pieces that are named after all they were made from, and so can never be stale.

A caller brings a name for each thing; only what was never made under that name is made. Names carry the language and
the day: 「今日」 is another word tomorrow, and what was due becomes overdue.
"""

import hashlib
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from django.core.cache import caches
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from .clock import today

K = TypeVar("K", bound=Hashable)
LIVES = 3600  # seconds


def name_of(kind: str, *made_from: Any) -> str:
    """The name of a piece: what it is, and all it depends on, however long that is."""
    whole = "\x1f".join((get_language() or "", today().isoformat(), *map(str, made_from)))
    return f"{kind}:{hashlib.blake2b(whole.encode('utf-8', 'surrogatepass'), digest_size=16).hexdigest()}"


def render(names: dict[K, str], make: Callable[[list[K]], dict[K, str]]) -> dict[K, SafeString]:
    """The HTML of each key, in the order of `names`. `make` renders, with our templates, the keys it is given."""
    kept = caches["pieces"].get_many(names.values())
    missing = [key for key, name in names.items() if name not in kept]
    if missing:
        made = {names[key]: html for key, html in make(missing).items()}
        caches["pieces"].set_many(made, timeout=LIVES)
        kept |= made
    return {key: mark_safe(kept[name]) for key, name in names.items() if name in kept}  # noqa: S308 - see above
