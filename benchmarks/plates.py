"""Number plates in photos: how many drawn ones are found, what is found where none is, what a look costs.

`--photos FOLDER` takes pictures without plates to put the cars on; without it streets are drawn. All plates are drawn.
"""

import random
import resource
import statistics
import tempfile
from collections import defaultdict
from pathlib import Path

from PIL import Image

from community.opendata.fonts import find_font
from community.photos import plates
from community.photos.covering import grown
from community.photos.sizes import LARGE

from .drawn_plates import BODIES, COLOURS, plate, street, with_car
from .measure import Row

WIDTHS, HOWS = (160, 80, 50), ("", "turned", "dark", "blurred")
STREETS = 10
COVERED = 0.8  # of a plate, that it counts as found


def run(arguments: list[str]) -> list[Row]:
    if not plates.is_there():
        raise SystemExit("pip install --require-hashes -r requirements-plates.txt")
    grounds = _photos(Path(arguments[1])) if arguments[:1] == ["--photos"] else [street(seed=n) for n in range(STREETS)]
    dice, found, costs, wrong = random.Random(1), defaultdict(list), [], 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.webp"
        for ground in grounds:
            wrong += len(_look(ground, path, costs))
            for width in WIDTHS:
                for how in HOWS:
                    image, where = _parked(ground, width, how, dice)
                    boxes = [grown(area, image.size) for area in _look(image, path, costs)]
                    found[width, how].append(any(_share(where, box) >= COVERED for box in boxes))
                    wrong += sum(_share(where, box) == 0 for box in boxes)
    rows = [
        Row(f"found, {width} pixels wide, {how or 'straight'}", round(100 * statistics.mean(hits)), "%")
        for (width, how), hits in sorted(found.items(), key=lambda one: (-one[0][0], HOWS.index(one[0][1])))
    ]
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return [
        *rows,
        Row(f"boxes where no plate is, in {len(costs)} pictures", wrong, ""),
        Row("CPU of a look with its process, median", round(statistics.median(costs), 2), "s"),
        Row(
            "CPU, the dearest", round(max(costs), 2), "s", f"≤ {plates.PROCESSOR} s", ok=max(costs) <= plates.PROCESSOR
        ),
        Row("most memory of the process", round(most), "MB"),
    ]


def _photos(folder: Path) -> list[Image.Image]:
    """As large as those that we make of residents' photos."""
    images = []
    for path in sorted(folder.iterdir()):
        with Image.open(path) as opened:
            share = LARGE.box / max(opened.size)
            size = round(opened.width * share), round(opened.height * share)
            images.append(opened.convert("RGB").resize(size, Image.Resampling.LANCZOS))
    return images


def _parked(ground: Image.Image, width: int, how: str, dice: random.Random):
    number = dice.choice(
        (f"{dice.randint(10, 99)}-{dice.randint(10, 99)}", f"・{dice.randint(1, 9)}-{dice.randint(10, 99)}")
    )
    drawn = plate(number, width, colours=dice.choice(COLOURS), font=find_font())
    at = dice.randint(0, ground.width - 2 * width), dice.randint(ground.height // 3, ground.height - 2 * width)
    return with_car(ground, drawn, at, how=how, body=dice.choice(BODIES))


def _look(image: Image.Image, path: Path, costs: list[float]) -> list[list[float]]:
    image.save(path, "WEBP", quality=LARGE.quality, method=2)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    found = plates.find(str(path))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    costs.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return found


def _share(where: tuple[int, ...], box: tuple[int, ...]) -> float:
    """How much of `where` is under the box."""
    across = min(where[2], box[2]) - max(where[0], box[0])
    down = min(where[3], box[3]) - max(where[1], box[1])
    return max(0, across) * max(0, down) / ((where[2] - where[0]) * (where[3] - where[1]))
