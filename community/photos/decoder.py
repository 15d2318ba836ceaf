"""The process that opens residents' files. Run as `python -m community.photos.decoder`; knows nothing of Django.

One line of JSON in: {"seconds": of the processor, "source": path, "makes": [{"path", "box", "format", "quality"}]},
with "hide": [[left, top, width, height], …] (shares of the sides) what is covered in every size;
or {"seconds", "find": path of a large picture of ours}.
One line of JSON out: {"width", "height", "place"} of the upright original, or
{"refused": "format" | "pixels" | "broken" | "slow" | "finder"}. `place` is [latitude, longitude] as a camera wrote it,
or null. To "find": {"areas": [[left, top, width, height], …]}.

It may use little memory, write small files, open few, and dies by SIGPROF over a file that needs more of the processor
than it was given; whoever asks kills it when it takes too long by the clock.
"""

import json
import math
import os
import re
import resource
import signal
import sys
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PIL import AvifImagePlugin, Image, ImageFile, UnidentifiedImageError
from PIL.JpegImagePlugin import JpegImageFile
from pillow_heif import register_heif_opener

from . import finding
from .covering import cover

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "HEIF")
OURS = re.compile(rb"\xff\xd8\xff|\x89PNG\r\n|RIFF....WEBP|....ftyp(?:avi[fs]|hei[cxms]|hev[cxms])", re.DOTALL)
MOST_PIXELS = 50_000_000
MEMORY = 1024**3  # bytes of address space
LARGEST_FILE = 32 * 1024**2
MOST_SCANS = 100  # of a JPEG; cameras write one, the finest progressive scripts some twenty

NEXT_MARKER = re.compile(rb"\xff[^\x00\x01\xd0-\xd7\xff]")  # of a JPEG: no stuffed byte, no restart, no filler
SCAN, END = 0xDA, 0xD9
ORIENTATION, GPS = 0x0112, 0x8825
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
SIDEWAYS = {TURNS[orientation] for orientation in (5, 6, 7, 8)}


class Refused(Exception):
    pass


def limit_self() -> None:
    """Bounds of the whole process; they cannot be raised again."""
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, LARGEST_FILE),
        (resource.RLIMIT_NOFILE, 32),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    AvifImagePlugin.DEFAULT_MAX_THREADS = 1  # each thread would take its own part of MEMORY
    # Of a HEIC only its picture: a thumbnail inside it may show something else.
    register_heif_opener(decode_threads=1, thumbnails=False, depth_images=False, aux_images=False)


def make(source: str, makes: list[dict[str, Any]], hide: Sequence[Sequence[float]] = ()) -> dict[str, Any]:
    """Open a file and write its sizes, largest first, without what is to be hidden. Raises Refused."""
    makes = sorted(makes, key=lambda size: -size["box"])
    try:
        with Image.open(source, formats=FORMATS) as opened:
            width, height = opened.size
            if width * height > MOST_PIXELS:
                raise Refused("pixels")
            if isinstance(opened, JpegImageFile) and has_too_many_scans(Path(source).read_bytes()):
                raise Refused("slow")
            turn, place = turn_of(opened), place_of(opened)
            image = _pixels(opened, makes[0]["box"], turn)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as reason:
        raise Refused("pixels") from reason
    except UnidentifiedImageError as reason:
        raise Refused("broken" if OURS.match(_start(source)) else "format") from reason
    except Refused:
        raise
    except Exception as reason:
        raise Refused("broken") from reason
    if hide:
        cover(image, hide)
    for size in makes:
        image = _shrunk(image, size["box"])
        _save(image, size)
    if turn in SIDEWAYS:
        width, height = height, width
    return {"width": width, "height": height, "place": place}


def find(path: str) -> dict[str, Any]:
    """What may be a face in a large picture of ours. Raises Refused."""
    try:
        return {"areas": finding.find(path)}
    except (finding.NoFinder, FileNotFoundError, UnidentifiedImageError) as reason:
        raise Refused("finder") from reason


def turn_of(opened: Image.Image) -> Image.Transpose | None:
    """What makes the picture upright; nothing where its notes cannot be read. A HEIC is opened upright."""
    try:
        return TURNS.get(opened.getexif().get(ORIENTATION))
    except Exception:  # noqa: BLE001 - written by anybody; a picture is good without its notes
        return None


def place_of(opened: Image.Image) -> tuple[float, float] | None:
    """Where the camera was, in degrees; None if it does not say so, or says what cannot be."""
    try:
        gps = opened.getexif().get_ifd(GPS)
        place = _degrees(gps[2], {"N": 1, "S": -1}[gps[1]], 90), _degrees(gps[4], {"E": 1, "W": -1}[gps[3]], 180)
    except Exception:  # noqa: BLE001 - written by anybody; a picture is good without its place
        return None
    return None if place == (0, 0) else place  # what cameras write that have not found themselves


def _degrees(parts: tuple[Any, ...], sign: int, most: int) -> float:
    """Degrees, minutes and seconds as one number. Raises ValueError for what is on no globe."""
    degrees, minutes, seconds = (float(part) for part in parts)
    value = degrees + minutes / 60 + seconds / 3600
    if not (math.isfinite(value) and degrees >= 0 and 0 <= value <= most):
        raise ValueError
    return round(sign * value, 6)


def _start(source: str) -> bytes:
    with open(source, "rb") as file:
        return file.read(12)


def has_too_many_scans(jpeg: bytes) -> bool:
    """Each scan goes over the whole picture again, however few bytes it has itself."""
    if jpeg.count(b"\xff\xda") <= MOST_SCANS:
        return False
    scans, at = 0, 2
    while scans <= MOST_SCANS:  # those of this picture, not what the bytes of a preview or a film after it look like
        marker = NEXT_MARKER.search(jpeg, at)
        if marker is None or jpeg[marker.end() - 1] == END:
            return False
        scans += jpeg[marker.end() - 1] == SCAN
        at = marker.end() + int.from_bytes(jpeg[marker.end() : marker.end() + 2], "big")
    return True


def _pixels(opened: Image.Image, box: int, turn: Image.Transpose | None) -> Image.Image:
    """Upright pixels on white and nothing else: no metadata, no profile, no second frame."""
    opened.draft("RGB", (box, box))  # JPEG alone: decodes at the nearest power of two above
    opened.thumbnail((box, box), Image.Resampling.LANCZOS, reducing_gap=2.0)
    upright = opened if turn is None else opened.transpose(turn)
    if upright.has_transparency_data:
        upright = upright.convert("RGBA")
        clean = Image.new("RGB", upright.size, "white")
        clean.paste(upright, mask=upright.getchannel("A"))
        return clean
    clean = Image.new("RGB", upright.size)
    clean.paste(upright.convert("RGB"))
    return clean


def _shrunk(image: Image.Image, box: int) -> Image.Image:
    if max(image.size) <= box:
        return image
    small = image.copy()
    small.thumbnail((box, box), Image.Resampling.LANCZOS, reducing_gap=2.0)
    return small


def _save(image: Image.Image, size: dict[str, Any]) -> None:
    """Write beside the name and move into place, on the disk before the answer."""
    path = Path(size["path"])
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    extra = {"method": 2} if size["format"] == "WEBP" else {"progressive": True, "optimize": True}
    with part.open("wb") as out:
        image.save(out, format=size["format"], quality=size["quality"], **extra)
        out.flush()
        os.fsync(out.fileno())
    part.rename(path)


def main() -> None:
    limit_self()
    for line in sys.stdin:
        question = json.loads(line)
        signal.setitimer(signal.ITIMER_PROF, question.pop("seconds"))  # anew; ends us within a library's loop too
        try:
            answer = find(question["find"]) if "find" in question else make(**question)
        except Refused as reason:
            answer = {"refused": str(reason)}
        except OSError as reason:
            answer = {"failed": reason.strerror or str(reason)}
        print(json.dumps(answer), flush=True)  # noqa: T201 - the pipe to whoever asked


if __name__ == "__main__":
    main()
