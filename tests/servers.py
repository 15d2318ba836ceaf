"""Real servers for tests: this project's own web process and worker, on a database of their own."""

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 30.0  # seconds until a server must answer


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def gathered_static() -> Path:
    """The static files, gathered and hashed once for all test runs with the same files."""
    from tests.cities import STORE, alone

    folder = STORE / "static-site"
    with alone("static"):
        Site(folder, "sqlite:///:memory:").manage("gather_static")
    return folder / "static"


def empty_cache() -> Path:
    """The file of the cache with its table, made once for all sites."""
    from tests.cities import STORE, alone

    pattern, folder = STORE / "cache.sqlite3", STORE / "cache-site"
    with alone("cache"):
        if not pattern.exists():
            folder.mkdir(exist_ok=True)
            Site(folder, "sqlite:///:memory:").manage("createcachetable", "--database", "cache")
            (folder / "cache.sqlite3").rename(pattern)
    return pattern


class Site:
    """A running site: its address, and its command line."""

    def __init__(self, folder: Path, database_url: str, **environment: str) -> None:
        self.folder, self.port = folder, free_port()
        self.url = f"http://localhost:{self.port}"
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": os.environ.get("HOME", "/"),
            "MYCOMI_VAR": str(folder),
            "DATABASE_URL": database_url,
            "SECRET_KEY": "site-under-test-" + "x" * 40,
            "MAP_TILES": "none",
            "DEBUG": "0",
            "MYCOMI_ALLOW_TEST_ACCOUNTS": "1",
            "SITE_URL": self.url,
            "PYTHONWARNINGS": "ignore",
            "DJANGO_SETTINGS_MODULE": "mycomi.settings.development",
            "EMBEDDINGS_URL": "none",  # a model that reads every text would take the machine from the browser
        } | environment
        self._accounts: dict[str, dict[str, Any]] = {}
        self._given: set[tuple[str, int]] = set()
        self.web: subprocess.Popen | None = None
        self.worker: subprocess.Popen | None = None

    def manage(self, *command: str) -> str:
        """Run `manage.py …` on this site's data and return what it printed."""
        done = subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start(self, *, worker: bool = True) -> None:
        self.start_web()
        if worker:
            self.start_worker()

    def start_web(self) -> None:
        self.web = self._run("-m", "mycomi.serve", "--port", str(self.port))
        deadline = time.monotonic() + PATIENCE
        while not self.answers():
            assert self.web.poll() is None, "the web process has ended"
            assert time.monotonic() < deadline, "the web process does not answer"
            time.sleep(0.05)

    def start_worker(self) -> None:
        self.worker = self._run("manage.py", "worker")

    def kill(self, process: str) -> None:
        """End `web` or `worker` in the middle of whatever it does, as a machine without power would."""
        victim = getattr(self, process)
        victim.kill()
        victim.wait()

    def stop(self) -> None:
        for process in (self.web, self.worker):
            if process is not None and process.poll() is None:
                process.send_signal(signal.SIGTERM)
        for process in (self.web, self.worker):
            if process is not None:
                try:
                    process.wait(timeout=10)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()

    def answers(self) -> bool:
        try:
            return self.get("/healthz").status == 200
        except OSError:
            return False

    def get(self, path: str, **headers: str) -> http.client.HTTPResponse:
        """One GET; the answer's body has been read into `.text`."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request("GET", path, headers={"Host": f"localhost:{self.port}"} | headers)
            answer = connection.getresponse()
            answer.text = answer.read().decode("utf-8", "replace")
            return answer
        finally:
            connection.close()

    def raw(self) -> socket.socket:
        """A bare connection, for those who do not keep to the rules."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=20)

    def accounts(self) -> dict[str, dict[str, Any]]:
        """The test accounts by role, made when they are first asked for."""
        if not self._accounts:
            self.know(self.manage("create_test_accounts"))
        return self._accounts

    def know(self, said: str) -> None:
        """Take over what `create_test_accounts` said."""
        self._accounts = {account["role"]: account for account in json.loads(said.splitlines()[-1])["accounts"]}

    def code(self, account: dict[str, Any]) -> str:
        """Six digits that this site will take as the account's second factor; each is given out once."""
        while True:
            past, present, future = yield_hotp_counters_from_time()
            for counter in (present, future, past):
                if (account["email"], counter) not in self._given:
                    self._given.add((account["email"], counter))
                    return format_hotp_value(hotp_value(account["totp_secret"], counter))
            time.sleep(1)

    def _run(self, *command: str) -> subprocess.Popen:
        log = (self.folder / "server.log").open("ab")
        with log:
            return subprocess.Popen(
                [sys.executable, *command], cwd=ROOT, env=self.environment, stdout=log, stderr=subprocess.STDOUT
            )


@contextmanager
def running_site(
    folder: Path, database_url: str, static: Path, *, worker: bool = True, **environment: str
) -> Iterator[Site]:
    """A site that is up inside the block."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "static").symlink_to(static)
    shutil.copyfile(empty_cache(), folder / "cache.sqlite3")
    site = Site(folder, database_url, **environment)
    try:
        site.start(worker=worker)
        yield site
    finally:
        site.stop()
