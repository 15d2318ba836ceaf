"""A photo on its way in: the first card, the other sizes, the memory of the decoder, beside Pillow alone."""

import io
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image
from pillow_heif import register_heif_opener

from community.photos.sizes import CARD, LARGE, SHARE

from .measure import Row, cpu_ms

ROOT = Path(__file__).resolve().parent.parent
TIMES = 7
SIZES = {"12 megapixels": (4032, 3024), "48 megapixels": (8064, 5952)}
FORMATS = {
    "JPEG": {"quality": 85},
    "HEIF": {"quality": 70},
    "WEBP": {"quality": 80},
    "AVIF": {"quality": 60, "speed": 9},
}
CARD_MS = {("JPEG", "12 megapixels"): 80, ("HEIF", "12 megapixels"): 700}
MOST_MB = 100


def run(arguments: list[str]) -> list[Row]:
    register_heif_opener()
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        for words, size in SIZES.items():
            for kind, how in FORMATS.items():
                source = Path(folder) / f"photo.{kind}"
                picture(size).save(source, format=kind, **how)
                rows += _of(source, kind, words)
    return rows


def picture(size: tuple[int, int]) -> Image.Image:
    """As busy as a street: noise on slopes, so that no format has it easy."""
    noise = Image.effect_noise((size[0] // 4, size[1] // 4), 60).resize(size, Image.Resampling.BICUBIC)
    slope = Image.linear_gradient("L").resize(size)
    return Image.merge("RGB", (noise, slope, Image.blend(noise, slope, 0.5)))


def _of(source: Path, kind: str, words: str) -> list[Row]:
    card = _made(source, CARD)
    rest = _made(source, LARGE, SHARE)
    alone = cpu_ms(lambda: _opened(source), times=3, warm=1)
    limit = CARD_MS.get((kind, words))
    name = f"{kind} of {words}"
    return [
        Row(f"{name}: card", card["ms"], "ms CPU", f"≤ {limit} ms" if limit else "", "Pillow alone", card["ms"] / alone,
            card["ms"] <= limit if limit else None),
        Row(f"{name}: the other sizes", rest["ms"], "ms CPU", "≤ 600 ms" if limit else "",
            ok=rest["ms"] <= 600 if limit else None),
        Row(f"{name}: most memory of the decoder", card["mb"], "MB", f"≤ {MOST_MB} MB", ok=card["mb"] <= MOST_MB),
    ]  # fmt: skip


def _opened(source: Path) -> None:
    with Image.open(io.BytesIO(source.read_bytes())) as opened:
        opened.load()


def _made(source: Path, *sizes: object) -> dict[str, float]:
    """The median CPU of a decoder that has opened one such file before; most resident memory over an idle one's."""
    makes = [vars(size) | {"path": str(source.with_suffix(f".{size.name}"))} for size in sizes]
    question = json.dumps({"seconds": 30, "source": str(source), "makes": makes}).encode() + b"\n"
    child = subprocess.Popen(
        [sys.executable, "-m", "community.photos.decoder"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        _ask(child, question)
        spent = []
        for _n in range(TIMES):
            begun = _cpu(child.pid)
            _ask(child, question)
            spent.append(_cpu(child.pid) - begun)
        most = _most_mb(child.pid)
    finally:
        child.kill()
        child.wait()
    return {"ms": round(sorted(spent)[TIMES // 2] * 1000, 1), "mb": most}


def _ask(child: subprocess.Popen, question: bytes) -> None:
    child.stdin.write(question)
    child.stdin.flush()
    answer = json.loads(child.stdout.readline())
    assert "width" in answer, answer


def _cpu(pid: int) -> float:
    """CPU seconds so far, to the nanosecond."""
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9


def _most_mb(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return round(next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024, 1)
