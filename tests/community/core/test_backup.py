"""A copy made while people post, put back, and nothing that was taken down comes back."""

import os
import shutil
import subprocess
import threading

import pytest

from tests import makers
from tests.visitors import Visitor


@pytest.fixture
def city(site):
    """A running site with its accounts: role → account."""
    site.stop()
    site.environment["MYCOMI_EXEMPT_TEST_ACCOUNTS"] = "1"  # posts come faster than from one person
    site.start()
    return site.accounts()


def post(visitor, title, **files):
    fields = {"title": title, "category": "light", "kind": "problem", "ward": makers.KITA, "body": ""}
    answer = visitor.send("/issues/new/", fields | {"precision": "exact", "address": "駅前"}, files=files or None)
    assert answer.status_code == 302, answer.text
    return int(answer.headers["Location"].split("/")[-3])


def hide(site, staff, number):
    answer = staff.send(
        f"/cms/desk/issues/{number}/hide/", {"reason": "個人のことが書かれています"}, page=f"/cms/desk/issues/{number}/"
    )
    assert answer.status_code == 302, answer.text


def test_a_backup_of_a_busy_site_comes_back_whole_and_takedowns_hold(site, city, tmp_path):
    resident, staff = Visitor(site).log_in(city["resident"]), Visitor(site).log_in(city["staff"])
    kept = post(resident, "街灯が消えています")
    bad = post(resident, "ひどい写真", photos=("a.jpg", makers.picture(), "image/jpeg"))
    picture = next(
        part for part in Visitor(site).open(f"/issues/{bad}/").text.split('"') if part.startswith("/photos/")
    )
    numbers, begun, stop = [], threading.Event(), threading.Event()

    def go_on_posting():
        while not stop.is_set():
            numbers.append(post(resident, f"つぎの投稿 {len(numbers)}"))
            begun.set()

    busy = threading.Thread(target=go_on_posting, daemon=True)
    busy.start()
    assert begun.wait(60)
    said = site.manage("backup", str(tmp_path / "copies"))
    stop.set()
    busy.join(60)
    assert not busy.is_alive() and len(numbers) > 1
    hide(site, staff, bad)
    lost = post(resident, "コピーのあとの投稿")
    site.stop()

    told = site.manage("restore", str(tmp_path / "copies"))

    assert said.splitlines()[-1] == told.splitlines()[-1].split(" of ")[0]
    assert "1  taken down again" in told
    site.start()
    visitor = Visitor(site)
    assert visitor.open(f"/issues/{kept}/").status_code == 200
    assert visitor.open(f"/issues/{bad}/").status_code == 404
    assert visitor.open(picture).status_code == 404
    assert visitor.open(f"/issues/{lost}/").status_code in (200, 404)  # its number may be one of the busy ones
    assert resident.open("/accounts/profile/").status_code == 302, "sessions of before are over"


@pytest.mark.full
def test_a_backup_that_was_touched_is_refused(site, tmp_path):
    made = site.manage("backup", str(tmp_path)).splitlines()[-1]
    assert os.stat(made).st_mode & 0o777 == 0o700, "nobody else on the machine may read what people wrote"
    checked = subprocess.run(["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=made, check=False)
    assert checked.returncode == 0
    with open(f"{made}/SHA256SUMS") as sums:
        name = sums.readline().split("  ")[1].strip()
    with open(f"{made}/{name}", "ab") as file:
        file.write(b"x")
    site.stop()

    with pytest.raises(AssertionError, match="was changed"):
        site.manage("restore", str(tmp_path))


def test_a_running_site_is_not_restored_over(site, tmp_path):
    site.manage("backup", str(tmp_path))
    (site.folder / "run").mkdir(exist_ok=True)
    (site.folder / "run" / "web.pid").write_text(str(site.web.pid))

    with pytest.raises(AssertionError, match="is running"):
        site.manage("restore", str(tmp_path))


def test_an_open_database_is_not_restored_over(site, tmp_path):
    site.manage("backup", str(tmp_path))
    assert not list((site.folder / "run").glob("*.pid")), "systemd writes none"

    with pytest.raises(AssertionError, match="has the database open"):
        site.manage("restore", str(tmp_path))

    assert site.get("/issues/").status == 200
    site.stop()
    assert "files, verified" in site.manage("restore", str(tmp_path))


@pytest.mark.full
def test_half_a_backup_is_none(site, tmp_path):
    made = site.manage("backup", str(tmp_path)).splitlines()[-1]
    shutil.move(f"{made}/manifest.json", f"{made}/manifest.txt")
    site.stop()

    with pytest.raises(AssertionError, match="no backup"):
        site.manage("restore", str(tmp_path))
