"""Web and worker are killed while eight people post and two keep drafts: what was acknowledged is there, once, with its
photo."""

import json
import os
import random
import re
import threading
import time
from typing import Any

import pytest
import requests

from tests import makers, servers
from tests.visitors import Visitor, hidden_fields

CLIENTS, STRANGERS, ROUNDS = 8, 2, int(os.environ.get("KILLS", "6"))  # the long walk has 20: docs/commands.md
ROLES = ("resident", "resident2", "newcomer", "npo")
PATIENCE = 120.0  # seconds
KEPT = """
import json
from community.issues.models import Issue
from community.photos.models import Photo
rows = Issue.objects.exclude(key="").prefetch_related("photos__photo")
print(json.dumps({
    "posts": [[row.key, row.number, [kept.photo.token for kept in row.photos.all()]] for row in rows],
    "states": list(Photo.objects.exclude(state="ready").values_list("token", flat=True)),
}))
"""


@pytest.fixture
def site(city_store, static_root, django_db_blocker, worker_name, tmp_path):
    with django_db_blocker.unblock():
        name = city_store.copy(f"killed_{worker_name}")
    with servers.running_site(
        tmp_path / "site", city_store.url(name), static_root, MYCOMI_EXEMPT_TEST_ACCOUNTS="1"
    ) as running:
        yield running
    with django_db_blocker.unblock():
        city_store.drop(name)


class Poster(threading.Thread):
    """Somebody who posts again and again, with one photo each, and presses again until a number comes back."""

    acknowledged = re.compile(r"/issues/(\d+)/thanks/")
    most, pause = 10_000, 0.0  # posts, seconds between them

    def __init__(self, name: str, visitor: Visitor, end: threading.Event) -> None:
        super().__init__(name=name, daemon=True)
        self.visitor, self.end = visitor, end
        self.posted: dict[str, tuple[int, str]] = {}  # key → number and photo, as they were acknowledged

    def run(self) -> None:
        while not self.end.wait(self.pause) and len(self.posted) < self.most:
            key = f"{self.name}-post-{len(self.posted)}"
            self.posted[key] = self._until_acknowledged(key)

    def _until_acknowledged(self, key: str) -> tuple[int, str]:
        photo = ""
        while True:
            try:
                hidden = hidden_fields(self.visitor.open("/issues/new/").text)
                mine = {"csrfmiddlewaretoken": hidden["csrfmiddlewaretoken"], "key": key}
                photo = photo or self._send("/issues/new/photos/", mine, with_photo=True).json()["token"]
                fields = {"title": f"街灯 {key}", "category": "light", "ward": makers.KITA, "kept": photo}
                answer = self._send("/issues/new/", mine | fields)
                return int(self.acknowledged.search(answer.headers["Location"])[1]), photo
            except (requests.RequestException, KeyError, TypeError):
                time.sleep(0.05)  # nobody there, or too busy

    def _send(self, path: str, fields: dict[str, str], *, with_photo: bool = False) -> requests.Response:
        files = {"photo": ("IMG.jpg", PICTURE, "image/jpeg")} if with_photo else None
        address = self.visitor.site.url + path
        return self.visitor.session.post(address, data=fields, files=files, timeout=30, allow_redirects=False)


class Stranger(Poster):
    """Somebody without an account: what they send waits for them as a draft, and they are led to the log-in."""

    acknowledged = re.compile(r"%3Fdraft%3D(\d+)")
    most, pause = 4, 1.5  # what a browser and a network may keep

    def missing(self) -> list[str]:
        """What their own browser no longer finds, photo included, of what was acknowledged."""
        return [key for key, (number, photo) in self.posted.items() if not self._finds(key, number, photo)]

    def _finds(self, key: str, number: int, photo: str) -> bool:
        page = self.visitor.open(f"/issues/new/?draft={number}").text
        return f"街灯 {key}" in page and photo in page


PICTURE = makers.picture((1200, 900))


def kept_by(site: servers.Site) -> dict[str, Any]:
    return json.loads(site.manage("shell", "-v", "0", "-c", KEPT).splitlines()[-1])


@pytest.mark.full
@pytest.mark.timeout(600)
def test_nothing_acknowledged_is_lost_or_doubled_when_processes_are_killed(site):
    accounts, end = site.accounts(), threading.Event()
    visitors = [Visitor(site).log_in(accounts[ROLES[nth % len(ROLES)]]) for nth in range(CLIENTS)]
    posters = [Poster(f"client-{nth}", visitor, end) for nth, visitor in enumerate(visitors)]
    strangers = [Stranger(f"stranger-{nth}", Visitor(site), end) for nth in range(STRANGERS)]
    for poster in posters + strangers:
        poster.start()
    chance = random.Random(20261130)
    for nth in range(ROUNDS):
        time.sleep(chance.uniform(1.0, 4.0))
        if nth % 2:
            site.kill("worker")
            site.start_worker()
        else:
            site.kill("web")
            site.start_web()
    end.set()
    for poster in posters + strangers:
        poster.join(PATIENCE)
        assert not poster.is_alive()

    acknowledged = {key: said for poster in posters for key, said in poster.posted.items()}
    assert len(acknowledged) >= CLIENTS
    assert all(stranger.posted for stranger in strangers)
    assert [stranger.missing() for stranger in strangers] == [[]] * STRANGERS
    kept = kept_by(site)
    keys = [key for key, _number, _photos in kept["posts"]]
    assert len(keys) == len(set(keys)), "a post was made twice"
    there = {key: (number, photos) for key, number, photos in kept["posts"]}
    assert {key: there.get(key) for key in acknowledged} == {
        key: (number, [photo]) for key, (number, photo) in acknowledged.items()
    }
    until = time.monotonic() + PATIENCE
    while waiting := set(kept_by(site)["states"]) & {photo for _number, photo in acknowledged.values()}:
        assert time.monotonic() < until, f"sizes of {len(waiting)} photos were never made"
        time.sleep(1)
    for _number, photo in acknowledged.values():
        for name in ("card.webp", "large.webp", "share.jpg"):
            assert (site.folder / "media" / "photos" / photo[:2] / photo / name).stat().st_size > 0
