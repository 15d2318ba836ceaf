"""A disk that fills up: words are taken as long as there is room for them, and it recovers by itself, nothing lost."""

import errno
import os
import shutil
import subprocess

import pytest
from django.db import connection

from tests import makers, servers
from tests.visitors import Visitor

ROOM = 320  # MB; photos are refused below 200 MB
pytestmark = pytest.mark.full


@pytest.fixture
def small_disk(tmp_path):
    """A disk of its own, which only an administrator of the machine can make."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={ROOM}m", "none", str(folder)], check=False)
    if mounted.returncode:
        pytest.skip("no right to mount a small disk")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.fixture
def site(small_disk, city_store, static_root, django_db_blocker, worker_name):
    if connection.vendor != "sqlite":
        pytest.skip("the disk of a database server is not ours to fill")
    folder = small_disk / "site"
    folder.mkdir()
    with django_db_blocker.unblock():
        pattern = city_store.copy(f"disk_{worker_name}")
    shutil.move(pattern, folder / "db.sqlite3")
    url = f"sqlite:///{folder / 'db.sqlite3'}"
    with servers.running_site(folder, url, static_root, MYCOMI_EXEMPT_TEST_ACCOUNTS="1") as running:
        yield running


def fill(folder, *, leave):
    """Fill the disk but for `leave` bytes, asking again when the site took some of the room in between."""
    with (folder / "filling").open("ab") as file:
        while (room := shutil.disk_usage(folder).free - leave) > 0:
            try:
                os.posix_fallocate(file.fileno(), os.fstat(file.fileno()).st_size, room)
            except OSError as problem:
                if problem.errno != errno.ENOSPC:
                    raise


def post(visitor, title, files=None):
    fields = {"title": title, "category": "light", "kind": "problem", "ward": makers.KITA, "body": "街灯のはなし"}
    return visitor.send("/issues/new/", fields | {"precision": "exact", "address": "駅前"}, files=files)


def test_photos_first_then_words_and_all_comes_back(site, small_disk):
    resident = Visitor(site).log_in(site.accounts()["resident"])
    photo = {"photos": ("a.jpg", makers.picture(), "image/jpeg")}
    first = post(resident, "一つめの投稿です", photo)
    assert first.status_code == 302

    fill(small_disk, leave=100 * 1024 * 1024)
    refused = post(resident, "写真つきの投稿です", photo)
    assert refused.status_code in (400, 503)
    assert "写真つきの投稿です" in refused.text, "what was typed stays"
    assert post(resident, "文だけの投稿です").status_code == 302
    assert '"disk": "degraded"' in site.get("/readyz").text

    fill(small_disk, leave=0)
    full = post(resident, "いっぱいのときの投稿")
    assert full.status_code == 503
    assert Visitor(site).open("/issues/").status_code == 200, "reading goes on"

    (small_disk / "filling").unlink()
    assert post(resident, "空いてからの投稿です", photo).status_code == 302
    assert '"disk": "ok"' in site.get("/readyz").text
    board = Visitor(site).open("/issues/").text
    assert all(title in board for title in ("一つめの投稿です", "文だけの投稿です", "空いてからの投稿です"))
    assert "いっぱいのときの投稿" not in board
