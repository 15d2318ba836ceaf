"""The sizes in which a photo exists, and where their files are."""

from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings


@dataclass(frozen=True)
class Size:
    """`box` is the longest side in pixels."""

    name: str
    box: int
    format: str
    quality: int

    @property
    def file_name(self) -> str:
        return f"{self.name}.{'jpg' if self.format == 'JPEG' else 'webp'}"

    @property
    def content_type(self) -> str:
        return f"image/{self.format.lower()}"


CARD = Size("card", 640, "WEBP", 72)
LARGE = Size("large", 1600, "WEBP", 76)
SHARE = Size("share", 1200, "JPEG", 80)
SIZES = {size.file_name: size for size in (CARD, LARGE, SHARE)}


def path_of(token: str, size: Size) -> Path:
    return folder_of(token) / size.file_name


def folder_of(token: str) -> Path:
    return settings.PHOTO_ROOT / token[:2] / token


def spool_path(token: str) -> Path:
    return settings.SPOOL_DIR / token


def order(token: str, *sizes: Size) -> list[dict[str, object]]:
    """What the decoder is asked to make."""
    return [asdict(size) | {"path": str(path_of(token, size))} for size in sizes]
