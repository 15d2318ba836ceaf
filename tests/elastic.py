"""A real Elasticsearch for tests: the one of ELASTICSEARCH_URL, or one of a test's own that may be stopped and hurt."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from search import outbox, scratch
from tests import servers

ROOT = Path(__file__).resolve().parent.parent
there = pytest.mark.skipif(
    not settings.ELASTICSEARCH_SERVER and not os.environ.get("MYCOMI_NOTHING_SKIPPED"),
    reason="no Elasticsearch: eval $(script/services)",
)


@contextmanager
def carried_along(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whatever is drained into the database's index is on the server too, and can be found there at once."""
    from search.engines.elastic import generations

    drain = outbox.drain

    def drain_both(**how: Any) -> int:
        done = drain(**how)
        scratch.fill_server()
        return done

    forget()
    monkeypatch.setattr(outbox, "drain", drain_both)
    scratch.fill_server()
    try:
        yield
    finally:
        generations.drop_all()
        forget()


def forget() -> None:
    """As in a process that has just begun."""
    from search.engines.elastic import client, reading

    client.reading.forget()
    client.writing.forget()
    reading.forget()


@contextmanager
def silent() -> Iterator[str]:
    """The address of a server that takes what it is asked and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"


class Server:
    """An Elasticsearch of one's own, on real files that its own user may read."""

    def __init__(self) -> None:
        self.folder, self.port = Path(tempfile.mkdtemp(prefix="mycomi-elastic-")), servers.free_port()
        self.folder.chmod(0o755)
        self.url = f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Comes back when it answers."""
        asked = os.environ | {"ES_DATA": str(self.folder), "ES_PORT": str(self.port)}
        subprocess.run([ROOT / "script/services", "elastic"], env=asked, check=True, capture_output=True, timeout=120)
        until = time.monotonic() + 60
        while not self._answers():
            assert time.monotonic() < until, (self.folder / "out").read_text()[-2000:]
            time.sleep(0.3)

    def stop(self) -> None:
        self.send(signal.SIGTERM)
        until = time.monotonic() + 60
        while self._runs() and time.monotonic() < until:
            time.sleep(0.2)

    def send(self, sign: signal.Signals) -> None:
        if self._runs():
            os.kill(self._pid, sign)

    def remove(self) -> None:
        self.send(signal.SIGCONT)
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def _pid(self) -> int:
        return int((self.folder / "pid").read_text())

    def _runs(self) -> bool:
        try:
            os.kill(self._pid, 0)
        except (OSError, ValueError):
            return False
        return True

    def _answers(self) -> bool:
        try:
            asked = f"{self.url}/_cluster/health?wait_for_status=yellow&timeout=5s"
            with urllib.request.urlopen(asked, timeout=6):  # noqa: S310 - our own
                return True
        except OSError:
            return False
