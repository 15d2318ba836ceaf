"""The desk hides a part of a post's picture: every size and its address are new, and the journal tells of it."""

import json
import shutil
from dataclasses import replace

import pytest
from PIL import Image

from community.core import outbox, takedowns
from community.core.clock import now
from community.core.models import JournalEntry
from community.core.visibility import Visibility
from community.photos import actions as photos
from community.photos.covering import grown
from community.photos.models import Photo
from community.photos.sizes import LARGE, SIZES, folder_of, path_of
from tests import makers

pytestmark = pytest.mark.django_db
DRAWN = {"areas": json.dumps([[0.1, 0.1, 0.3, 0.3]])}
FIGURES = {"left-0": "10", "top-0": "10", "width-0": "30", "height-0": "30"}


@pytest.fixture
def issue():
    author = makers.person()
    photo = photos.take_in(upload=makers.upload(), author=author, draft_key="k")
    made = makers.issue(author=author, photos=[photo])
    while outbox.drain():
        pass
    return made


@pytest.fixture
def desk(login):
    return login(makers.officer(makers.KITA))


def address(issue) -> str:
    return f"/cms/desk/photos/{issue.photos.get().photo.token}/hide/"


@pytest.mark.parametrize("boxes", [DRAWN, FIGURES], ids=["drawn", "in figures"])
def test_all_sizes_and_the_address_are_new_and_the_page_shows_them(
    desk, client, issue, boxes, django_capture_on_commit_callbacks
):
    before = Photo.objects.get()
    page = desk.get(f"/cms/desk/issues/{issue.number}/").content.decode()
    assert address(issue) in page and desk.get(address(issue)).status_code == 200
    client.get("/issues/")  # its card is made

    with django_capture_on_commit_callbacks(execute=True):
        answer = desk.post(address(issue), boxes | {"version": issue.version, "key": "p", "reason": "顔"})

    after, changed = Photo.objects.get(), type(issue).objects.get()
    assert answer.url == f"/cms/desk/issues/{issue.number}/" and changed.version == issue.version + 1
    assert after.token != before.token and not folder_of(before.token).exists()
    assert {path.name for path in folder_of(after.token).iterdir()} == set(SIZES)
    assert client.get(before.card_url).status_code == 404
    assert makers.read(client.get(after.share_url)).startswith(b"\xff\xd8")
    for shown in ("/issues/", f"/issues/{issue.number}/"):
        text = client.get(shown).content.decode()
        assert after.token in text and before.token not in text, shown
    entry = JournalEntry.objects.get(act="photo.hide")
    assert (entry.number, entry.note, entry.after["areas"]) == (str(issue.number), "顔", [[0.1, 0.1, 0.3, 0.3]])
    assert before.token not in json.dumps(entry.after)
    assert "写真の一部をかくした" in desk.get(f"/cms/desk/issues/{issue.number}/").content.decode()


def test_picture_is_there_only_for_the_desk_of_its_ward(login, client, issue):
    neighbour = login(makers.officer(makers.HIRANO))
    client.force_login(issue.author)
    token = Photo.objects.get().token
    for browser in (neighbour, client):
        assert browser.get(address(issue)).status_code == 404
        assert browser.post(address(issue), DRAWN).status_code == 404
    draft = photos.take_in(upload=makers.upload(), author=issue.author, draft_key="k2")
    assert neighbour.get(f"/cms/desk/photos/{draft.token}/hide/").status_code == 404

    assert Photo.objects.get(pk=issue.photos.get().photo_id).token == token and folder_of(token).exists()


def test_undone_post_has_no_picture_to_hide_in(desk, issue):
    makers.set_visibility(issue, Visibility.ERASED)

    assert desk.post(address(issue), DRAWN).status_code == 404


@pytest.mark.parametrize(
    "boxes",
    [{}, {"areas": "[[NaN,0,1,1]]"}, {"areas": "x"}, {"left-0": "10"}, FIGURES | {"width-0": "101"},
     FIGURES | {"left-0": "nan"}, FIGURES | {"left-0": "90"}],
)  # fmt: skip
def test_boxes_that_are_none_are_said_and_change_nothing(desk, issue, boxes):
    answer = desk.post(address(issue), boxes | {"reason": "顔"})

    assert answer.status_code == 400 and "顔" in answer.content.decode() and "。" in answer.content.decode()
    assert not JournalEntry.objects.filter(act="photo.hide").exists()


def test_stale_screen_hides_nothing_and_leaves_no_file(desk, issue):
    before = Photo.objects.get().token

    answer = desk.post(address(issue), DRAWN | {"version": issue.version - 1, "key": "p"})

    assert answer.status_code == 409 and Photo.objects.get().token == before
    assert [path.name for path in folder_of(before).parent.parent.glob("*/*")] == [before]


@pytest.mark.parametrize("there", [True, False], ids=["broken", "lost"])
def test_copy_whose_picture_cannot_be_covered_shows_it_to_nobody(
    desk, client, issue, settings, tmp_path, there, django_capture_on_commit_callbacks
):
    settings.TAKEDOWN_LOG = tmp_path / "takedowns.jsonl"
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(address(issue), DRAWN)
    lines = [replace(line, at=now().isoformat()) for line in takedowns.read(settings.TAKEDOWN_LOG)]
    photo = Photo.objects.get()
    if there:
        path_of(photo.token, LARGE).write_bytes(b"half")
    else:
        shutil.rmtree(folder_of(photo.token))

    with django_capture_on_commit_callbacks(execute=True):
        changed = takedowns.apply_again(lines)

    hidden = type(issue).objects.get()
    assert (changed, hidden.visibility) == ((1, Visibility.HIDDEN) if there else (0, Visibility.PUBLIC))
    assert client.get(photo.card_url).status_code == 404
    if there:
        assert "かくしなおせません" in hidden.hidden_reason and not folder_of(photo.token).exists()
        assert client.get(Photo.objects.get().card_url).status_code == 404
        assert takedowns.apply_again(lines) == 0, "what is hidden stays so"


def test_copy_from_before_shows_no_part_that_was_covered_since(
    desk, issue, settings, django_capture_on_commit_callbacks
):
    """Both presses: the last line has all."""
    settings.TAKEDOWN_LOG = settings.SPOOL_DIR.parent / "takedowns.jsonl"  # other tests have written into theirs
    more = json.dumps([[0.6, 0.6, 0.3, 0.3]])
    before = Photo.objects.get()
    shutil.copytree(folder_of(before.token), settings.SPOOL_DIR.parent / "copy")
    for boxes in (DRAWN, {"areas": more}):
        with django_capture_on_commit_callbacks(execute=True):
            desk.post(address(issue), boxes)
    # The copy's journal has none of these acts.
    lines = [replace(line, at=now().isoformat()) for line in takedowns.read(settings.TAKEDOWN_LOG)]
    Photo.objects.update(token=before.token)
    shutil.copytree(settings.SPOOL_DIR.parent / "copy", folder_of(before.token))

    with django_capture_on_commit_callbacks(execute=True):
        changed = takedowns.apply_again(set(lines))

    token = Photo.objects.get().token
    assert changed == 1 and token != before.token and not folder_of(before.token).exists()
    with Image.open(path_of(token, LARGE)) as image:
        for area in ((0.1, 0.1, 0.3, 0.3), (0.6, 0.6, 0.3, 0.3)):
            left, top, right, bottom = grown(area, image.size)
            low, high = image.convert("L").crop((left + 9, top + 9, right - 9, bottom - 9)).getextrema()
            assert high - low < 40, area
