"""Number plates: what reads like one, where it then is, and that looking for them never costs the faces."""

import importlib.util
import json
import os
import subprocess
import sys

import pytest

from benchmarks.drawn_plates import plate, street, with_car
from community.photos import plates
from community.photos.areas import MOST_AREAS, Area
from community.photos.covering import grown
from community.photos.decoding import decoder
from community.photos.models import Looked
from tests.community.photos.test_hiding import FACES, drained, take
from tests.faces import face
from tests.faces import street as wall

reads = pytest.mark.skipif(
    importlib.util.find_spec("rapidocr") is None and not os.environ.get("MYCOMI_NOTHING_SKIPPED"),
    reason="nothing reads plates here: pip install --require-hashes -r requirements-plates.txt",
)
ON_THE_CAR = (700, 700)


@pytest.fixture(autouse=True)
def _reader_of_plates():
    """Here it is asked, where it is installed."""


@pytest.fixture
def kept(tmp_path):
    """A path with a picture as we keep the large ones."""

    def keep(image):
        image.save(tmp_path / "large.webp", quality=80, method=2)
        return str(tmp_path / "large.webp")

    return keep


def limited(*, memory: int, path: str) -> subprocess.CompletedProcess:
    script = f"from community.photos import plates; plates.MEMORY = {memory}; plates.main()"
    return subprocess.run([sys.executable, "-c", script, path], capture_output=True, check=False, cwd=plates.ROOT)


# What reads like one


@pytest.mark.parametrize(
    "text",
    [
        "12-34",
        "さ12-34",
        "さ 12-34",
        "さ１２－３４",
        "12ー34",
        "12–34",
        "・1-23",
        "さ・1-23",
        "さ・123",
        ".123",
        "·1-23",
        "321-44",
    ],
)
def test_number_is_taken_for_a_plates(text):
    assert plates.looks_like_a_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "大阪 500", "1234", "12", "・・12", "06-1234-5678", "090-1234", "530-0001", "2026-11-30", "12-345", "12-3",
        "12-34円", "大阪市北区12-34", "12-34-56", "A-B", "12:34", "¥12,345",
    ],
)  # fmt: skip
def test_other_text_is_not(text):
    assert not plates.looks_like_a_number(text)


# Where it is


def test_plate_is_around_its_number():
    line = [[100, 100], [200, 100], [200, 140], [100, 140]]

    left, top, width, height = plates.plate_around(line, (1000, 500))

    assert (left, top) == (0.08, 0.124) and (left + width, top + height) == pytest.approx((0.206, 0.296))


def test_plate_at_an_edge_is_cut_there_and_one_outside_is_none():
    assert plates.plate_around([[0, 0], [100, 0], [100, 40], [0, 40]], (100, 44)) == [0, 0, 1, 1]
    assert plates.plate_around([[300, 0], [400, 0], [400, 9], [300, 9]], (100, 44)) is None


@pytest.mark.parametrize(
    ("size", "is_one"), [((80, 30), True), ((30, 80), False), ((400, 30), False), ((12, 5), False)]
)
def test_lines_of_another_shape_are_not_read(size, is_one):
    width, height = size

    assert plates.has_a_plates_shape([[0, 0], [width, 0], [width, height], [0, height]]) is is_one


# The process


@reads
@pytest.mark.parametrize("how", ["", "turned"])
def test_drawn_plate_is_found_whole(kept, how):
    image, where = with_car(street(), plate("12-34", 160), ON_THE_CAR, how=how)

    found = plates.find(kept(image))

    assert len(found) == 1
    left, top, right, bottom = grown(found[0], image.size)
    assert left <= where[0] and top <= where[1] and right >= where[2] and bottom >= where[3]
    assert (right - left) * (bottom - top) < 6 * (where[2] - where[0]) * (where[3] - where[1])


@reads
def test_street_without_a_plate_has_none(kept):
    assert plates.find(kept(street())) == []


@reads
def test_file_that_is_no_picture_of_ours_gets_no_answer(tmp_path):
    street().save(tmp_path / "a.webp", "PNG")

    with pytest.raises(plates.NoAnswer):
        plates.find(str(tmp_path / "a.webp"))


@reads
def test_look_that_wants_more_memory_than_it_may_is_ended(kept):
    path = kept(street(size=(400, 300)))

    assert limited(memory=300 * 1024**2, path=path).returncode != 0
    assert json.loads(limited(memory=plates.MEMORY, path=path).stdout) == []


@reads
def test_look_that_takes_too_long_is_ended(kept, monkeypatch):
    path = kept(street())
    monkeypatch.setattr(plates, "PATIENCE", 0.2)

    with pytest.raises(plates.NoAnswer):
        plates.find(path)


# Beside the faces


@pytest.mark.django_db
@reads
def test_face_and_plate_are_both_suggested():
    image, where = with_car(street(), plate("12-34", 160), ON_THE_CAR)
    image.paste(wall(size=(400, 400)), (0, 0))
    image.paste(face(200), (100, 60))

    photo = drained(take(image))

    areas = [one.area for one in photo.areas.all()]
    assert photo.looked == Looked.DONE and len(areas) == 2
    assert sorted(area.where for area in areas) == ["まんなか", "左上のほう"]


@pytest.mark.django_db
@pytest.mark.parametrize("reason", ["broken", "slow", "nonsense"])
def test_reader_that_fails_costs_no_face_and_is_said(reason, monkeypatch):
    monkeypatch.setattr(plates, "is_there", lambda: True)
    monkeypatch.setattr(plates, "PATIENCE", 5)
    command = {"broken": "exit 1", "slow": "sleep 9", "nonsense": "echo x"}[reason]
    monkeypatch.setattr(plates, "COMMAND", ["sh", "-c", command])
    if reason == "slow":
        monkeypatch.setattr(plates, "PATIENCE", 0.1)

    photo = drained(take(wall(*FACES)))

    assert photo.looked == Looked.FAILED and photo.areas.count() == 2


@pytest.mark.django_db
def test_machine_without_the_reader_looks_for_faces_alone(monkeypatch):
    monkeypatch.setattr(plates, "find_spec", lambda name: None)
    monkeypatch.setattr(plates, "COMMAND", ["false"])

    photo = drained(take(wall(*FACES)))

    assert photo.looked == Looked.DONE and photo.areas.count() == 2


@pytest.mark.django_db
def test_crowd_leaves_room_for_a_plate(monkeypatch):
    monkeypatch.setattr(plates, "is_there", lambda: True)
    monkeypatch.setattr(plates, "find", lambda _path: [[0.1, 0.1, 0.2, 0.1]])
    monkeypatch.setattr(decoder, "find", lambda _path: [Area(0.5, 0.5, 0.1, 0.1)] * MOST_AREAS)

    areas = [one.area for one in drained(take(wall(size=(64, 48)))).areas.all()]

    assert len(areas) == MOST_AREAS and Area(0.1, 0.1, 0.2, 0.1) in areas
