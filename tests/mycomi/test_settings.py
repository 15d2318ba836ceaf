"""A public site does not start half-configured."""

import os
import subprocess
import sys

import pytest

from tests.servers import ROOT

GOOD = {
    "DJANGO_SETTINGS_MODULE": "mycomi.settings.production",
    "SECRET_KEY": "x" * 50,
    "TRUSTED_PROXY_COUNT": "1",
    "ALLOWED_HOSTS": "mycomi.example",
}


def check(tmp_path, **changes: str | None) -> subprocess.CompletedProcess:
    environment = {"PATH": os.environ["PATH"], "MYCOMI_VAR": str(tmp_path)} | GOOD | changes
    environment = {name: value for name, value in environment.items() if value is not None}
    return subprocess.run(
        [sys.executable, "manage.py", "check"], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def test_configured_site_starts(tmp_path):
    assert check(tmp_path).returncode == 0


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("SECRET_KEY", None, "SECRET_KEY"),
        ("SECRET_KEY", "short", "SECRET_KEY"),
        ("TRUSTED_PROXY_COUNT", None, "TRUSTED_PROXY_COUNT"),
        ("MYCOMI_ALLOW_TEST_ACCOUNTS", "1", "MYCOMI_ALLOW_TEST_ACCOUNTS"),
        ("MYCOMI_EXEMPT_TEST_ACCOUNTS", "1", "MYCOMI_EXEMPT_TEST_ACCOUNTS"),
    ],
)
def test_half_configured_site_says_what_is_missing(tmp_path, name, value, words):
    done = check(tmp_path, **{name: value})

    assert done.returncode != 0 and words in done.stderr
