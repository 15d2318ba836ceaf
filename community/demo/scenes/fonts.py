"""Finds a font that can write Japanese signs, if this machine has one."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

CANDIDATES = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/noto-cjk/NotoSansCJK-Bold.ttc",
    "/usr/share/fonts/google-noto-cjk/NotoSansCJK-Bold.ttc",
    "/usr/share/fonts/google-noto-sans-cjk-fonts/NotoSansCJK-Bold.ttc",
    "/usr/share/fonts/opentype/ipaexfont-gothic/ipaexg.ttf",
    "/System/Library/Fonts/ヒラギノ角ゴシック W6.ttc",
)


@lru_cache(maxsize=1)
def find_font() -> str | None:
    """The path of a font with Japanese letters, or None."""
    return next((path for path in CANDIDATES if Path(path).is_file()), None)


@lru_cache(maxsize=48)
def _font(path: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size, index=0, layout_engine=ImageFont.Layout.BASIC)


def sized_font(size: float) -> ImageFont.FreeTypeFont | None:
    """The sign font at a height in pixels, or None where no font can write Japanese."""
    path = find_font()
    return _font(path, max(4, round(size))) if path else None
