"""`script/server` as a stranger meets it: one command, children that come back, nothing left behind."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from mycomi.supervisor import is_loopback
from tests.servers import ROOT, free_port

pytestmark = pytest.mark.full


@pytest.fixture
def supervised(tmp_path: Path, static_root: Path):
    """The supervisor on an empty folder; yields (process, port, folder)."""
    port, var = free_port(), tmp_path / "var"
    var.mkdir()
    (var / "static").symlink_to(static_root)
    environment = os.environ | {
        "MYCOMI_VAR": str(var),
        "PORT": str(port),
        "MAP_TILES": "none",
        "PYTHONWARNINGS": "ignore",
    }
    environment.pop("DATABASE_URL", None)
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    command = [sys.executable, "-m", "mycomi.supervisor", "--no-demo"]
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    wait_for(port, 240)  # all migrations, beside other tests
    yield process, port, var
    process.send_signal(signal.SIGTERM)
    process.wait(timeout=20)
    process.stdout.close()


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2) as answer:
            return answer.status == 200
    except OSError:
        return False


def wait_for(port: int, seconds: float) -> float:
    begun = time.monotonic()
    while not answers(port):
        assert time.monotonic() - begun < seconds, "the site does not answer"
        time.sleep(0.1)
    return time.monotonic() - begun


def pid_of(var: Path, name: str) -> int:
    return int((var / "run" / f"{name}.pid").read_text())


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_killed_children_come_back_and_all_end_together(supervised):
    process, port, var = supervised
    web, worker = pid_of(var, "web"), pid_of(var, "worker")

    os.kill(web, signal.SIGKILL)
    os.kill(worker, signal.SIGKILL)
    time.sleep(1.0)

    assert pid_of(var, "web") != web and pid_of(var, "worker") != worker
    wait_for(port, 10)
    children = pid_of(var, "web"), pid_of(var, "worker")
    process.send_signal(signal.SIGTERM)
    process.wait(timeout=20)
    assert not any(map(alive, children)) and not list((var / "run").glob("*.pid"))


@pytest.mark.parametrize(
    ("host", "is_own"),
    [("127.0.0.1", True), ("localhost", True), ("::1", True), ("::", False), ("10.0.0.5", False), ("x", False)],
)
def test_accounts_with_known_passwords_are_only_made_on_loopback(host, is_own):
    assert is_loopback(host) is is_own
