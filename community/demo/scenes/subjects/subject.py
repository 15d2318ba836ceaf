"""What a subject is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..stage import Stage


@dataclass(frozen=True)
class Subject:
    """A matter that can be drawn, and what a person would see in the picture."""

    slug: str
    alt_ja: str
    alt_en: str
    draw: Callable[[Stage], None]
    outdoors: bool = True
    mirrors: bool = True
