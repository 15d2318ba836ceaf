"""Limits as they are counted without Redis: in a table that all processes share."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.servers import ROOT, Site, empty_cache

SPEND = """
from community.core.ratelimit import Rate, spend
for n in range({times}):
    spend("press", "{who}", Rate(100_000, 3600))
"""
ASK = """
from django.core.cache import cache
from django.db import connections
keys = [key for (key,) in connections["cache"].cursor().execute("SELECT cache_key FROM cache") if ":rate:press:" in key]
print(cache.get(keys[0].split(":", 2)[2]))
"""


@pytest.fixture
def site(tmp_path: Path) -> Site:
    shutil.copyfile(empty_cache(), tmp_path / "cache.sqlite3")
    return Site(tmp_path, "sqlite:///:memory:")


def test_presses_of_several_processes_are_all_counted(site):
    command = [sys.executable, "manage.py", "shell", "-v0", "-c", SPEND.format(times=150, who="somebody")]

    processes = [subprocess.Popen(command, cwd=ROOT, env=site.environment) for _process in range(3)]

    assert [process.wait() for process in processes] == [0, 0, 0]
    assert site.manage("shell", "-v0", "-c", ASK).strip() == "450"


def test_count_outlives_its_window_and_others_counts(site):
    others = "\nfor n in range(400): spend('support', n, Rate(60, 60))"
    left = """
from datetime import datetime
from django.db import connections
row = "SELECT expires FROM cache WHERE cache_key LIKE '%:rate:press:%'"
((expires,),) = connections["cache"].cursor().execute(row)
print((expires - datetime.now()).total_seconds() > 3600)
"""

    site.manage("shell", "-v0", "-c", SPEND.format(times=3, who="a") + others)

    assert site.manage("shell", "-v0", "-c", left).strip() == "True"
