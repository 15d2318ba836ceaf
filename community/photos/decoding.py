"""Asking the decoder process, one a process of ours, killed when it takes too long; and for plates, their reader."""

import atexit
import json
import logging
import os
import selectors
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from community.core.errors import InvalidInput, Unavailable

from . import plates
from .areas import Area

log = logging.getLogger(__name__)
PROCESSOR = 5.0  # seconds for one file; 48 megapixels of a phone take 0.2–0.8, as PNG or WebP 1.3, AVIF 2.2, HEIC 2.5
PATIENCE = 10.0  # seconds for one file by the clock, when the machine is busy with other things
FINDING = 5.0  # seconds of the processor to look for faces; a large picture takes 0.4–0.9
QUEUE_PATIENCE = 10.0  # seconds until the decoder is free
FILES_A_LIFE = 200
ROOT = Path(__file__).resolve().parents[2]

SENTENCES = {
    "format": _("この形式の写真は読めません。JPEG・PNG・WebP・HEIC・AVIF で送ってください。"),
    "pixels": _("この写真は細かすぎて開けませんでした（5,000万画素まで）。小さくして送りなおしてください。"),
    "broken": _("この写真は途中でこわれているようです。撮りなおすか、別の写真をえらんでください。"),
    "finder": _("自動では さがしきれませんでした。自分で わくを足せます。"),
    "slow": _("この写真を開くのに時間がかかりすぎました。別の写真をえらんでください。"),
}

BUSY = _(
    "いま、ほかの人の写真を開いています。書いた内容はそのままです。少し待って、この写真をもう一度えらんでください。"
)


class PhotoRefused(InvalidInput):
    """The file is not a photo that we take; the sentence says why."""

    code = "photo"

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(SENTENCES[reason])


class PhotoTooSlow(PhotoRefused):
    """Opening it takes too long. Whoever has more files of the same person should not try them."""

    def __init__(self) -> None:
        super().__init__("slow")


class Opened(NamedTuple):
    """The upright original in pixels; `place` is where its camera was by its own words: never kept, at most offered."""

    width: int
    height: int
    place: tuple[float, float] | None = None


class Decoder:
    """At most half of the threads that make pages wait for it; the others go on making pages."""

    def __init__(self) -> None:
        self._seats = threading.BoundedSemaphore(max(1, settings.WEB_THREADS // 2))
        self._lock = threading.Lock()
        self._child: subprocess.Popen | None = None
        self._files = 0

    def make(self, source: Path, makes: list[dict[str, Any]], hide: Sequence[Area] = ()) -> Opened:
        """Write the sizes of one file, with `hide` covered in each; returns what the original was.

        Raises PhotoRefused for a file that cannot be used, PhotoTooSlow for one that takes too long, Unavailable when
        others wait already or the decoder or the disk fails.
        """
        answer = self._answer({"seconds": PROCESSOR, "source": str(source), "makes": makes, "hide": hide})
        place = answer["place"]
        return Opened(answer["width"], answer["height"], tuple(place) if place else None)

    def find(self, large: Path) -> list[Area]:
        """What may be a face in a large picture of ours, the surest first; never all there are.

        Raises PhotoRefused where there is no finder or it takes too long, or Unavailable.
        """
        answer = self._answer({"seconds": FINDING, "find": str(large)})
        return [Area(*row) for row in answer["areas"]]

    def _answer(self, question: dict[str, Any]) -> dict[str, Any]:
        if not self._seats.acquire(blocking=False):
            raise Unavailable(BUSY)
        try:
            answer = self._in_turn(question)
        finally:
            self._seats.release()
        if answer.get("refused") == "slow":
            raise PhotoTooSlow
        if "refused" in answer:
            raise PhotoRefused(answer["refused"])
        if "failed" in answer:
            log.error("the decoder could not write: %s", answer["failed"])
            raise Unavailable
        return answer

    def stop(self) -> None:
        if self._child is not None:
            self._child.kill()
            self._child.wait()
            self._child.stdin.close()
            self._child.stdout.close()
            self._child = None

    def _in_turn(self, question: dict[str, Any]) -> dict[str, Any]:
        if not self._lock.acquire(timeout=QUEUE_PATIENCE):
            raise Unavailable(BUSY)
        try:
            return self._ask(question)
        finally:
            self._lock.release()

    def _ask(self, question: dict[str, Any]) -> dict[str, Any]:
        child = self._ready()
        try:
            child.stdin.write(json.dumps(question).encode() + b"\n")
            child.stdin.flush()
        except BrokenPipeError:
            self.stop()
            raise Unavailable from None
        line = self._line(child)
        if line is None:
            self.stop()
            return {"refused": "slow"}
        if not line:  # it died over this file
            is_slow = child.wait() == -signal.SIGPROF
            self.stop()
            return {"refused": "slow" if is_slow else "broken"}
        return json.loads(line)

    def _ready(self) -> subprocess.Popen:
        self._files += 1
        if self._child is None or self._child.poll() is not None or self._files > FILES_A_LIFE:
            self.stop()
            self._files = 1
            self._child = subprocess.Popen(
                [sys.executable, "-m", "community.photos.decoder"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                cwd=ROOT,
                env={"PATH": os.defpath, "PYTHONUNBUFFERED": "1", "OMP_NUM_THREADS": "1"},
                close_fds=True,
            )
        return self._child

    def _line(self, child: subprocess.Popen) -> bytes | None:
        """The answer, b"" when the child died, None when it took too long."""
        with selectors.DefaultSelector() as selector:
            selector.register(child.stdout, selectors.EVENT_READ)
            return child.stdout.readline() if selector.select(PATIENCE) else None


def find_plates(large: Path) -> list[Area]:
    """What may be a number plate in a large picture of ours; nothing where their reader is not installed.

    For the worker alone: it takes seconds and half a gigabyte, in a process of its own. Raises PhotoRefused.
    """
    if not plates.is_there():
        return []
    try:
        return [Area(*row) for row in plates.find(str(large))]
    except plates.NoAnswer as reason:
        log.warning("plates could not be looked for: %s", reason)
        raise PhotoRefused("finder") from reason


decoder = Decoder()
atexit.register(decoder.stop)
