"""Finding what may be a number plate in a picture of ours, where `requirements-plates.txt` is installed.

A reader of text looks for lines and reads those of a plate's shape; one like 12-34 may stand on a plate. So may a
house's number or a day: what it finds is offered to whoever sends the photo, and nothing is covered by itself.

    find(path) ──▶ python -m community.photos.plates PATH, a limited process ──▶ [[left, top, width, height], …]

A process for each look, which ends with it: that costs a second or two to start each time, in the worker, but the half
gigabyte that reading takes is free again at once, nothing is to be watched, and a look that goes wrong harms no other.
Knows nothing of Django.
"""

import json
import math
import os
import re
import resource
import subprocess
import sys
import unicodedata
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from PIL import Image

PROCESSOR = 20  # seconds for one picture, the start included; one takes 2–5
PATIENCE = 40.0  # seconds by the clock, when the machine is busy with other things
MEMORY = 1536 * 1024**2  # bytes of address space
ROOT = Path(__file__).resolve().parents[2]
COMMAND = [sys.executable, "-m", "community.photos.plates"]

LOOKED_AT = 960  # pixels of the longer side in which lines are looked for; 1,280 cost more and found fewer
LINE_HEIGHT = 48  # pixels in which a line is read
LOWEST, WIDEST, NARROWEST = 6, 7.0, 1.5  # pixels; widths of a plate's line in its heights
MOST_LINES = 30  # the surest
LINE_SURE, SURE = 0.3, 0.5  # of 1: that there is a line; that it says so
MOST = 8

# A kana (which is read as a figure at times), 12-34 · dots for the figures that are missing, with or without the line.
NUMBER = re.compile(r"\D{0,3}(?:\d{1,3}-\d\d|・\d\d\d)")
DOTS = re.compile(r"[.·•・●]")
LINES = re.compile(r"[‐‑‒–—―−ー]")

Corners = Sequence[Sequence[float]]  # of a line: left top, right top, right bottom, left bottom


class NoAnswer(Exception):
    """It took too long, or more memory than it may, or could not be read."""


def is_there() -> bool:
    return all(find_spec(name) for name in ("rapidocr", "onnxruntime"))


def find(path: str) -> list[list[float]]:
    """[left, top, width, height] of each, in shares of the sides; never all there are. Raises NoAnswer."""
    env = {"PATH": os.defpath, "OMP_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(  # noqa: S603 - our own program
            [*COMMAND, path], cwd=ROOT, env=env, capture_output=True, timeout=PATIENCE, check=True
        )
        return json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError) as reason:
        raise NoAnswer(getattr(reason, "returncode", "too slow")) from reason


def looks_like_a_number(text: str) -> bool:
    """Whether a line may be the large one of a plate."""
    text = "".join(unicodedata.normalize("NFKC", text).split())
    return bool(NUMBER.fullmatch(DOTS.sub("・", LINES.sub("-", text))))


def plate_around(line: Corners, size: tuple[int, int]) -> list[float] | None:
    """The plate of a line of figures: its kana is left of it, the office above; None outside of the picture."""
    across, down = [x for x, _y in line], [y for _x, y in line]
    height = max(down) - min(down)
    left, top = max(min(across) - 0.5 * height, 0), max(min(down) - 0.95 * height, 0)
    right, bottom = min(max(across) + 0.15 * height, size[0]), min(max(down) + 0.2 * height, size[1])
    if right <= left or bottom <= top:
        return None
    shares = left / size[0], top / size[1], (right - left) / size[0], (bottom - top) / size[1]
    return [round(share, 5) for share in shares]


# Within the child


def main() -> None:
    limit_self()
    print(json.dumps(read(sys.argv[1])))  # noqa: T201 - the pipe to whoever asked


def limit_self() -> None:
    """Bounds of the whole process; they cannot be raised again."""
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, PROCESSOR),
        (resource.RLIMIT_FSIZE, 1024**2),  # no model that is not in the wheel comes in
        (resource.RLIMIT_NOFILE, 32),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))


def read(path: str) -> list[list[float]]:
    with Image.open(path, formats=("WEBP",)) as opened:
        image = opened.convert("RGB")
    reader = Reader()
    numbers = [line for line in reader.lines(image) if looks_like_a_number(reader.text(image, line))]
    return [plate for line in numbers[:MOST] if (plate := plate_around(line, image.size))]


class Reader:
    """rapidocr, with one thread: where lines of text are, and what stands in one."""

    def __init__(self) -> None:
        import cv2
        from rapidocr import RapidOCR

        cv2.setNumThreads(1)
        self._look = RapidOCR(
            params={
                "Global.use_cls": False,
                "Global.log_level": "critical",
                "Global.max_side_len": LOOKED_AT,
                "Det.box_thresh": LINE_SURE,
                "EngineConfig.onnxruntime.intra_op_num_threads": 1,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            }
        )

    def lines(self, image: Image.Image) -> list[Corners]:
        """Those that have a plate's shape, the surest first."""
        found = self._look(_array(image), use_det=True, use_rec=False)
        if found.boxes is None:
            return []
        surest = sorted(zip(found.scores, found.boxes.tolist(), strict=True), key=lambda one: -one[0])
        return [line for _score, line in surest if has_a_plates_shape(line)][:MOST_LINES]

    def text(self, image: Image.Image, line: Corners) -> str:
        """Read straight, in all the pixels that there are."""
        width, height = sides_of(line)
        left_top, right_top, right_bottom, left_bottom = line
        corners = [*left_top, *left_bottom, *right_bottom, *right_top]
        size = max(1, round(width * LINE_HEIGHT / height)), LINE_HEIGHT
        straight = image.transform(size, Image.Transform.QUAD, corners, Image.Resampling.BICUBIC)
        read = self._look(_array(straight), use_det=False, use_rec=True)
        return read.txts[0] if read.txts and read.scores[0] >= SURE else ""


def has_a_plates_shape(line: Corners) -> bool:
    width, height = sides_of(line)
    return height >= LOWEST and NARROWEST <= width / height <= WIDEST


def sides_of(line: Corners) -> tuple[float, float]:
    left_top, right_top, right_bottom, left_bottom = line
    width = math.dist(left_top, right_top) + math.dist(left_bottom, right_bottom)
    height = math.dist(left_top, left_bottom) + math.dist(right_top, right_bottom)
    return width / 2, height / 2


def _array(image: Image.Image) -> Any:
    """Blue, green, red, as the reader takes them."""
    import numpy

    return numpy.asarray(image)[:, :, ::-1]


if __name__ == "__main__":
    main()
