"""The real site under its supervisor, and a Redis of its own, to be killed and to come back."""

import asyncio
import http.client
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from .serving import ROOT, free_port

PATIENCE = 120.0


class SupervisedSite:
    """`script/server` with several web processes, on a city that is there already."""

    def __init__(self, folder: Path, database_url: str, static: Path, *, processes: int = 2, **more: str) -> None:
        self.folder, self.port = folder, free_port()
        self.names = ["web", *(f"web-{nth}" for nth in range(2, processes + 1)), "worker"]
        self.startup = 0.0  # seconds a web process took until it answered
        self.environment = (
            os.environ
            | {
                "DJANGO_SETTINGS_MODULE": "mycomi.settings.development",
                "MYCOMI_VAR": str(folder),
                "DATABASE_URL": database_url,
                "SECRET_KEY": "site-under-faults-" + "x" * 40,
                "MAP_TILES": "none",
                "DEBUG": "0",
                "EMBEDDINGS_URL": "none",
                "ELASTICSEARCH_URL": "",
                "REDIS_URL": "",
                "MYCOMI_ALLOW_TEST_ACCOUNTS": "1",
                "MYCOMI_EXEMPT_TEST_ACCOUNTS": "1",
                "HOST": "127.0.0.1",
                "PORT": str(self.port),
                "WEB_PROCESSES": str(processes),
            }
            | more
        )
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "static").symlink_to(static)
        self._supervisor: subprocess.Popen | None = None

    def start(self) -> None:
        with (self.folder / "server.log").open("ab") as log:
            command = ["sh", "script/server", "--no-demo"]
            self._supervisor = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdout=log, stderr=subprocess.STDOUT
            )
        until = time.monotonic() + PATIENCE
        while not self._pid_file("worker").exists():
            self._look(until)
        begun = time.monotonic()
        while not _answers(self.port):
            self._look(until)
        self.startup = time.monotonic() - begun

    def _look(self, until: float) -> None:
        if self._supervisor.poll() is not None or time.monotonic() > until:
            self.stop()
            sys.exit((self.folder / "server.log").read_text()[-2000:])
        time.sleep(0.1)

    def kill(self, name: str) -> int:
        """End one of its processes as a machine without power would; returns the pid that was."""
        pid = int(self._pid_file(name).read_text())
        os.kill(pid, signal.SIGKILL)
        return pid

    def busiest(self) -> str:
        """The web process that holds most pages open."""

        def held(name: str) -> int:
            return len(os.listdir(f"/proc/{self._pid_file(name).read_text().strip()}/fd"))

        return max((name for name in self.names if name != "worker"), key=held)

    async def is_back(self, name: str, pid: int, patience: float = 30.0) -> None:
        """The supervisor has started another in its place, and that one has had the time to come up."""
        until = time.monotonic() + patience
        while self._pid_file(name).read_text().strip() in ("", str(pid)):
            if time.monotonic() > until:
                raise TimeoutError(f"{name} was not started again")
            await asyncio.sleep(0.05)
        await asyncio.sleep(self.startup)

    def stop(self) -> None:
        if self._supervisor is None:
            return
        if self._supervisor.poll() is None:
            self._supervisor.send_signal(signal.SIGTERM)
        try:
            self._supervisor.wait(timeout=40)
        except subprocess.TimeoutExpired:
            self._supervisor.kill()
            self._supervisor.wait()
            for name in self.names:
                if self._pid_file(name).exists():
                    self.kill(name)

    def _pid_file(self, name: str) -> Path:
        return self.folder / "run" / f"{name}.pid"


class OwnRedis:
    """A redis-server without a file, on a port of its own."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self._folder = folder
        self._server: subprocess.Popen | None = None

    @staticmethod
    def is_installed() -> bool:
        return shutil.which("redis-server") is not None

    def start(self) -> None:
        options = ["--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        command = ["redis-server", *options, "--dir", str(self._folder)]
        self._server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def kill(self) -> None:
        if self._server is not None:
            self._server.kill()
            self._server.wait()


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", "/healthz", headers={"Host": "localhost"})
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
