"""What `script/server` runs once Python's packages are there: prepares the site, then keeps web and worker alive.

Imports nothing of Django, so that it stays small and outlives everything it starts.
"""

import ipaddress
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("MYCOMI_VAR", ROOT / "var"))
RUN = VAR / "run"
TOO_QUICK = 1.0  # seconds; a child that lives shorter is given a moment before the next try


class Child:
    """A process that is started again whenever it ends."""

    def __init__(self, name: str, command: Sequence[str], sockets: Sequence[int] = ()) -> None:
        self.name, self._command, self._sockets = name, command, sockets
        self.process: subprocess.Popen | None = None
        self._started = 0.0

    def start(self) -> None:
        self._started = time.monotonic()
        self.process = subprocess.Popen(self._command, cwd=ROOT, pass_fds=self._sockets)
        (RUN / f"{self.name}.pid").write_text(f"{self.process.pid}\n")

    def look_after(self) -> None:
        if self.process.poll() is None:
            return
        print(f"{self.name} が止まりました（{self.process.returncode}）。もう一度はじめます。", flush=True)
        if time.monotonic() - self._started < TOO_QUICK:
            time.sleep(TOO_QUICK / 2)
        self.start()

    def stop(self, patience: float) -> None:
        self.process.terminate()
        try:
            self.process.wait(timeout=patience)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        (RUN / f"{self.name}.pid").unlink(missing_ok=True)


def is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def listen(host: str, port: int) -> socket.socket:
    """The socket is ours and handed on, so a web process that dies drops no connection that was not yet taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as reason:
        sys.exit(f"{host}:{port} は使えません（{reason.strerror}）。PORT=8001 のように、別の番号で試してください。")
    listener.listen(1024)
    return listener


def prepare(*, demo: bool) -> None:
    command = [sys.executable, "manage.py", "prepare", *(["--demo"] if demo else [])]
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        sys.exit("用意ができませんでした。上の行に理由があります。")


def make_accounts() -> None:
    """Known passwords only ever exist on this machine's own address."""
    made = subprocess.run(
        [sys.executable, "manage.py", "create_test_accounts"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    accounts = VAR / "accounts.json"
    accounts.touch(mode=0o600)
    accounts.write_text(made.stdout)


def say_where(host: str, port: int, *, demo: bool) -> None:
    name = "localhost" if is_loopback(host) else host
    print(f"\nマイコミおおさか  http://{name}:{port}/   （止めるには Ctrl-C）")
    if demo:
        print("  住民    resident@example.jp   Nakanoshima-2026-a")
        print("  職員    staff@example.jp      Nakanoshima-2026-e   デスク: /cms/desk/")
        print("  責任者  chief@example.jp      Nakanoshima-2026-k   デスク: /cms/desk/")
        print("  編集    editor@example.jp     Nakanoshima-2026-l   ページ: /cms/")
        print(f"  ほかのアカウント: {VAR}/accounts.json   送ったメール: {VAR}/mail/")
        allowed = "MYCOMI_ALLOW_TEST_ACCOUNTS=1"
        print(f"  職員の2つめの番号: {allowed} .venv/bin/python manage.py totp staff@example.jp")
    print(flush=True)


def main() -> None:
    host, port = os.environ.get("HOST", "127.0.0.1"), int(os.environ.get("PORT", "8000"))
    is_public = os.environ.get("DJANGO_SETTINGS_MODULE", "").endswith("production")
    demo = "--no-demo" not in sys.argv[1:] and is_loopback(host) and not is_public
    RUN.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("SITE_URL", f"http://{'localhost' if is_loopback(host) else host}:{port}")
    if demo:
        os.environ.setdefault("MYCOMI_ALLOW_TEST_ACCOUNTS", "1")
    listener = listen(host, port)
    prepare(demo=demo)
    if demo:
        make_accounts()
    serve(listener, demo=demo, host=host, port=port)


def serve(listener: socket.socket, *, demo: bool, host: str, port: int) -> None:
    counts = RUN / "metrics"  # files in which the processes share what /metrics counts; each start begins at nothing
    shutil.rmtree(counts, ignore_errors=True)
    counts.mkdir(parents=True)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(counts)
    count = int(os.environ.get("WEB_PROCESSES", "1"))
    web = [sys.executable, "-m", "mycomi.serve", "--fd", str(listener.fileno())]
    children = [Child("web" if n == 0 else f"web-{n + 1}", web, [listener.fileno()]) for n in range(count)]
    children.append(Child("worker", [sys.executable, "manage.py", "worker"]))
    stopping = False

    def stop(*_signal: object) -> None:
        nonlocal stopping
        stopping = True

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    for child in children:
        child.start()
    say_where(host, port, demo=demo)
    while not stopping:
        time.sleep(0.2)
        for child in children:
            child.look_after()
    for child in children:
        child.stop(patience=8.0)


if __name__ == "__main__":
    main()
